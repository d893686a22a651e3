import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import { firstTables } from '#data/migrations/0001-first-tables.ts'
import { packedRows } from '#data/migrations/0002-packed-rows.ts'
import { conversationWithMessages } from '#data/read/conversations.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { expectWholeStore } from '../../support/store-check.ts'
import { alwaysOpen, folderRow, mailToStore } from '../../support/stored-mail.ts'

const mails = Array.from({ length: 40 }, (_, index) =>
  mailToStore({ uid: index + 1, name: `m${index}`, references: index % 4 === 0 ? [] : [`m${index - (index % 4)}@post.example`] }),
)

/** A store as version 2 left it: what version 3 writes, without what version 3 added. */
async function leftByVersion2(): Promise<IDBFactory> {
  const present = memoryDatabase()
  await storeMails(present, folderRow(), mails, alwaysOpen)
  const indexedDB = new IDBFactory()
  const old = new Dexie('comptoir', { indexedDB, IDBKeyRange })
  firstTables(old)
  packedRows(old)
  for (const table of present.tables) {
    if (['linkBlocks', 'people', 'orderNumbers'].includes(table.name)) continue
    const rows = await table.toArray()
    await old.table(table.name).bulkPut(rows.map(({ rowIds: _rowIds, heldBy: _heldBy, ...row }) => row))
  }
  old.close()
  return indexedDB
}

test('a store of version 2 opens with every conversation and link it had', async () => {
  const shop = memoryDatabase(await leftByVersion2())
  await shop.open()
  await expectWholeStore(shop)
  const [conversation] = await shop.conversations.toArray()
  const read = await conversationWithMessages(shop, conversation?.id ?? '')
  expect(read?.messages.map(({ row }) => row.key)).toEqual(conversation?.messageKeys)
  expect(read?.messages.every(({ body }) => body.text !== '')).toBe(true)
})

test('after that an answer still finds its conversation by what it refers to', async () => {
  const shop = memoryDatabase(await leftByVersion2())
  const answer = mailToStore({ uid: 99, name: 'answer', references: ['m8@post.example'] })
  await storeMails(shop, folderRow(), [answer], alwaysOpen)
  const row = await shop.messageRows.where('key').equals(answer.message.key).first()
  const asked = await shop.messageRows
    .where('key')
    .equals(mails[8]?.message.key ?? '')
    .first()
  expect(row?.conversationId).toBe(asked?.conversationId)
  await expectWholeStore(shop)
})

import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import { firstTables } from '#data/migrations/0001-first-tables.ts'
import { packedRows } from '#data/migrations/0002-packed-rows.ts'
import { linkBlocks } from '#data/migrations/0003-link-blocks.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { expectWholeStore } from '../../support/store-check.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore, type MailSketch } from '../../support/stored-mail.ts'

const mails: readonly MailSketch[] = [
  { uid: 1, name: 'question' },
  { uid: 2, name: 'answer', from: 'anna@shop.example', to: ['claire@post.example'], inReplyTo: 'question@post.example' },
  { uid: 3, name: 'offer', lane: 'pitch', from: 'paul@web.example' },
  { uid: 4, name: 'plain', from: 'john@post.example' },
]

/** A store as version 3 left it: what version 4 writes, without what version 4 added. */
async function leftByVersion3(): Promise<IDBFactory> {
  const present = memoryDatabase()
  await storeMails(present, folderRow(), mails.map(mailToStore), alwaysOpen)
  const indexedDB = new IDBFactory()
  const old = new Dexie('comptoir', { indexedDB, IDBKeyRange })
  firstTables(old)
  packedRows(old)
  linkBlocks(old)
  for (const table of present.tables) {
    if (table.name === 'people' || table.name === 'orderNumbers') continue
    await old.table(table.name).bulkPut((await table.toArray()).map(({ heldBy: _added, ...row }) => row))
  }
  old.close()
  return indexedDB
}

test('whom the shop answered is known from the first start on, and nobody else is', async () => {
  const shop = memoryDatabase(await leftByVersion3())
  const question = await shop.messageRows.where('key').equals(keyNamed('question')).first()
  expect(await shop.people.toArray()).toEqual([{ address: 'claire@post.example', conversations: [question?.conversationId] }])
  await expectWholeStore(shop)
})

test('what version 3 held is let go once its sender becomes known', async () => {
  const shop = memoryDatabase(await leftByVersion3())
  const reply: MailSketch = { uid: 9, name: 'reply', from: 'anna@shop.example', to: ['paul@web.example'], inReplyTo: 'wanted@web.example' }
  await storeMails(
    shop,
    folderRow(),
    [mailToStore({ uid: 8, name: 'wanted', messageId: 'wanted@web.example', from: 'paul@web.example' }), mailToStore(reply)],
    alwaysOpen,
  )
  const row = await shop.messageRows.where('key').equals(keyNamed('offer')).first()
  expect(await shop.conversations.get(row?.conversationId ?? '')).toMatchObject({ lane: 'customer' })
})

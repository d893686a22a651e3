import { expect, test } from 'vitest'
import { conversationWithMessages } from '#data/read/conversations.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'
import { storeMails } from '#data/write/store-mails.ts'
import type { FactRow } from '#data/schema.ts'
import { memoryDatabase } from '../support/memory-ports.ts'
import { keptCounts } from '../support/store-check.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore, type MailSketch } from '../support/stored-mail.ts'

const reply = { inReplyTo: 'm1@post.example' }

async function shelved(sketches: readonly MailSketch[], facts: readonly FactRow[] = []) {
  const database = memoryDatabase()
  await database.facts.bulkPut([...facts])
  await storeMails(database, folderRow(), sketches.map(mailToStore), alwaysOpen)
  const [row, ...more] = await database.conversations.toArray()
  if (row === undefined || more.length > 0) throw new Error('one conversation was meant')
  return { database, row }
}

test.each([
  [['pitch', 'pitch'], 'pitch'],
  [['automated', 'automated'], 'automated'],
  [['pitch', 'unsure'], 'unsure'],
  [['unsure', 'pitch'], 'unsure'],
  [['automated', 'pitch'], 'pitch'],
  [['automated', 'customer'], 'customer'],
  [['customer', 'pitch'], 'unsure'],
  [['pitch', 'customer'], 'unsure'],
] as const)('messages judged %j make a conversation %s: doubt keeps it in sight', async ([first, second], lane) => {
  const { row } = await shelved([
    { uid: 1, lane: first },
    { uid: 2, lane: second, ...reply },
  ])
  expect(row).toMatchObject({ lane, judgedBy: 'evidence' })
})

test('after an answer of ours it is a customer', async () => {
  const { row } = await shelved([
    { uid: 1, lane: 'pitch' },
    { uid: 2, from: 'anna@shop.example', to: ['claire@post.example'], ...reply },
  ])
  expect(row).toMatchObject({ lane: 'customer', shelf: 'answered' })
})

test('an automatic answer of ours says nothing about who wrote', async () => {
  const { row } = await shelved([
    { uid: 1, lane: 'pitch' },
    { uid: 2, from: 'anna@shop.example', to: ['claire@post.example'], kind: 'automated', ...reply },
  ])
  expect(row).toMatchObject({ lane: 'pitch' })
})

test("a helper's verdict wins over evidence and over our answer, the latest one over the earlier", async () => {
  const said = (name: string, lane: 'customer' | 'pitch', saidAt: number): FactRow => ({
    key: keyNamed(name),
    lane,
    dismissed: false,
    saidAt,
  })
  const mails: MailSketch[] = [
    { uid: 1, lane: 'customer' },
    { uid: 2, ...reply },
    { uid: 3, from: 'anna@shop.example', to: ['claire@post.example'], ...reply },
  ]
  expect((await shelved(mails, [said('m1', 'pitch', 1)])).row).toMatchObject({ lane: 'pitch', judgedBy: 'helper', shelf: 'rest' })
  const both = [said('m1', 'customer', 5), said('m2', 'pitch', 1)]
  expect((await shelved(mails, both)).row).toMatchObject({ lane: 'customer', judgedBy: 'helper' })
})

test.each([
  ['customer', 'open'],
  ['unsure', 'open'],
  ['pitch', 'rest'],
  ['automated', 'rest'],
] as const)('a message in the lane %s lies on the shelf %s', async (lane, shelf) => {
  expect((await shelved([{ uid: 1, lane }])).row).toMatchObject({ shelf, due: shelf === 'open' ? { dueAt: expect.any(Number) } : null })
})

test('within one second an answer stands after what it refers to', async () => {
  const at = 1_700_000_000_000
  const chain: MailSketch[] = [
    { uid: 3, name: 'a', receivedAt: at, references: ['z@post.example', 'm@post.example'] },
    { uid: 2, name: 'm', receivedAt: at, references: ['z@post.example'] },
    { uid: 1, name: 'z', receivedAt: at },
  ]
  for (const order of [chain, chain.toReversed()]) {
    const { database, row } = await shelved(order)
    const read = await conversationWithMessages(database, row.id)
    expect(read?.messages.map(({ row: message }) => message.messageId)).toEqual(['z@post.example', 'm@post.example', 'a@post.example'])
    expect(read?.messages.map(({ body }) => body.text)).toEqual(['text of z', 'text of m', 'text of a'])
    expect(row.subject).toBe('About z')
  }
})

test('a preview is one line of the latest words of the person', async () => {
  const { row } = await shelved([
    { uid: 1, ownText: 'first' },
    { uid: 2, ownText: '  Where\n\n is   it? ', ...reply },
    { uid: 3, from: 'anna@shop.example', to: ['claire@post.example'], ownText: 'ours', ...reply },
  ])
  expect(row).toMatchObject({ preview: 'Where is it?', person: { address: 'claire@post.example' }, messageCount: 3 })
})

test('a conversation that holds nothing any more goes, and is counted no longer', async () => {
  const { database, row } = await shelved([{ uid: 1 }])
  await database.messageRows.clear()
  await shelveConversations(database, [row.id], alwaysOpen)
  expect(await database.conversations.count()).toBe(0)
  expect((await keptCounts(database))['list customer']).toBeUndefined()
})

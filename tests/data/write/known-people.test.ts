import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { expectWholeStore } from '../../support/store-check.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore, type MailSketch } from '../../support/stored-mail.ts'

const store = (database: ShopDatabase, sketches: readonly MailSketch[], folder = folderRow()) =>
  storeMails(database, folder, sketches.map(mailToStore), alwaysOpen)

const sent = folderRow({ path: 'Sent', role: 'sent' })
const answer = { from: 'anna@shop.example', to: ['claire@post.example'], inReplyTo: 'question@post.example' }

async function laneOf(database: ShopDatabase, name: string): Promise<string | undefined> {
  const row = await database.messageRows.where('key').equals(keyNamed(name)).first()
  return (await database.conversations.get(row?.conversationId ?? ''))?.lane
}

test('somebody whom we answered is never held again, whichever of the two mails came first', async () => {
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
    [1, 2, 0],
  ]) {
    const database = memoryDatabase()
    const batches: [MailSketch, ReturnType<typeof folderRow>][] = [
      [{ uid: 1, name: 'question' }, folderRow()],
      [{ uid: 5, name: 'answer', ...answer }, sent],
      [{ uid: 2, name: 'offer', lane: 'pitch' }, folderRow()],
    ]
    for (const index of order) {
      const [sketch, folder] = batches[index] ?? []
      if (sketch !== undefined) await store(database, [sketch], folder)
    }
    expect(await laneOf(database, 'offer'), order.join()).toBe('customer')
    await expectWholeStore(database)
  }
})

test('an earlier pitch makes nobody known: the next one is held too', async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1, name: 'first', lane: 'pitch', from: 'paul@web.example' }])
  await store(database, [{ uid: 2, name: 'second', lane: 'pitch', from: 'paul@web.example' }])
  expect(await laneOf(database, 'second')).toBe('pitch')
})

test('a helper who says customer speaks for the person, and one who says pitch takes that back', async () => {
  const database = memoryDatabase()
  await store(database, [
    { uid: 1, name: 'first', lane: 'pitch' },
    { uid: 2, name: 'second', lane: 'pitch', subject: 'Something else' },
  ])
  const [first] = await database.messageRows.where('key').equals(keyNamed('first')).toArray()
  const say = async (lane: 'customer' | 'pitch', saidAt: number): Promise<void> => {
    await database.facts.put({ key: keyNamed('first'), lane, dismissed: false, saidAt })
    if (first !== undefined) await shelveConversations(database, [first.conversationId], alwaysOpen)
  }
  await say('customer', 1)
  expect(await laneOf(database, 'second')).toBe('customer')
  await say('pitch', 2)
  await store(database, [{ uid: 3, name: 'third', lane: 'pitch', subject: 'A third' }])
  expect(await laneOf(database, 'third')).toBe('pitch')
})

test('an order number that is ours lets go of mail that names it, before or after we have written it', async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1, name: 'stranger', lane: 'pitch', from: 'x@web.example', numbers: ['1042'] }])
  expect(await laneOf(database, 'stranger')).toBe('pitch')
  await store(database, [{ uid: 9, name: 'ours', from: 'anna@shop.example', to: ['john@post.example'], numbers: ['1042'] }], sent)
  expect(await laneOf(database, 'stranger')).toBe('customer')
  await store(database, [{ uid: 2, name: 'later', lane: 'unsure', from: 'y@web.example', subject: 'Parcel', numbers: ['1042'] }])
  expect(await laneOf(database, 'later')).toBe('customer')
  await store(database, [{ uid: 3, name: 'other', lane: 'pitch', from: 'z@web.example', subject: 'Number', numbers: ['1043'] }])
  expect(await laneOf(database, 'other')).toBe('pitch')
})

test('known people are never held, in whatever order and company their mail comes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), fc.integer({ min: 1, max: 6 }), async (order, size) => {
      const database = memoryDatabase()
      const all: readonly MailSketch[] = [
        { uid: 1, name: 'question' },
        { uid: 2, name: 'answer', ...answer },
        { uid: 3, name: 'offer', lane: 'pitch', subject: 'One' },
        { uid: 4, name: 'bump', lane: 'unsure', subject: 'Two' },
        { uid: 5, name: 'vendor', lane: 'pitch', from: 'paul@web.example', subject: 'Three' },
        { uid: 6, name: 'again', lane: 'pitch', subject: 'Four' },
      ]
      const sketches = order.map((index) => all[index]).filter((sketch) => sketch !== undefined)
      for (let start = 0; start < sketches.length; start += size) await store(database, sketches.slice(start, start + size))
      for (const name of ['offer', 'bump', 'again']) expect(await laneOf(database, name)).toBe('customer')
      expect(await laneOf(database, 'vendor')).toBe('pitch')
      await expectWholeStore(database)
    }),
    { numRuns: 25 },
  )
})

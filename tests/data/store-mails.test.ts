import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import { placesOf } from '#data/write/place-blocks.ts'
import { storeFlags } from '#data/write/store-flags.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../support/memory-ports.ts'
import { expectWholeStore, placedUids, storedTexts } from '../support/store-check.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore, type MailSketch } from '../support/stored-mail.ts'

const store = (database: ShopDatabase, sketches: readonly MailSketch[], folder = folderRow()) =>
  storeMails(database, folder, sketches.map(mailToStore), alwaysOpen)

/** The row of the message with that name. */
async function rowNamed(database: ShopDatabase, name: string): Promise<number> {
  return (await database.messageRows.where('key').equals(keyNamed(name)).first())?.id ?? -1
}

test('the same batch twice is the same store, and counts once', async () => {
  const database = memoryDatabase()
  const mails = [{ uid: 1 }, { uid: 2 }]
  await store(database, mails)
  const before = await Promise.all(database.tables.map((table) => table.toArray()))
  await store(database, mails)
  expect(await Promise.all(database.tables.map((table) => table.toArray()))).toEqual(before)
  expect(await database.messageRows.count()).toBe(2)
  expect(await database.folders.get('INBOX')).toMatchObject({ here: 2 })
})

test('equal mails in one folder stay two rows, each with its place', async () => {
  const database = memoryDatabase()
  await store(database, [
    { uid: 1, name: 'twin' },
    { uid: 2, name: 'twin' },
  ])
  expect(await database.messageRows.count()).toBe(2)
  const [first, second] = await database.messageRows.toCollection().primaryKeys()
  expect((await placedUids(database)).map((place) => [place.uid, place.row])).toEqual([
    [1, first],
    [2, second],
  ])
  expect(await database.conversations.toArray()).toMatchObject([{ messageCount: 2 }])
})

test("a mail that borrows another's Message-ID is shown beside it", async () => {
  const database = memoryDatabase()
  await store(database, [
    { uid: 1, name: 'real' },
    { uid: 2, name: 'false', messageId: 'real@post.example', from: 'mallory@evil.example' },
  ])
  expect((await database.messageRows.toArray()).map((row) => row.from.address)).toEqual(['claire@post.example', 'mallory@evil.example'])
})

test('one mail in two folders is one row with two places', async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1, name: 'self' }])
  await store(database, [{ uid: 9, name: 'self' }], folderRow({ path: 'Sent', role: 'sent' }))
  expect(await database.messageRows.count()).toBe(1)
  expect(await placedUids(database)).toMatchObject([
    { folder: 'INBOX', uid: 1 },
    { folder: 'Sent', uid: 9 },
  ])
  await expectWholeStore(database)
})

test("a forged mail that has another's key but not its text stays a row of its own, in any folder", async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1, name: 'real', text: 'Where is my parcel?' }])
  await store(database, [{ uid: 5, name: 'real', text: 'Pay to this account.' }], folderRow({ path: 'Archive', role: 'archive' }))
  expect(await storedTexts(database)).toEqual(['Where is my parcel?', 'Pay to this account.'])
  expect((await database.messageRows.toArray()).map((row) => row.places.map((place) => place.folder))).toEqual([['INBOX'], ['Archive']])
  await expectWholeStore(database)
})

test('after a renumbering messages are matched by their keys, and what helpers said stays', async () => {
  const database = memoryDatabase()
  const mails = [
    { uid: 1, name: 'a' },
    { uid: 2, name: 'b' },
    { uid: 3, name: 'b' },
  ]
  await store(database, mails)
  await database.facts.put({ key: keyNamed('a'), lane: 'pitch', dismissed: false, saidAt: 1 })
  const before = await database.messageRows.toArray()
  // The UIDs went the other way round.
  const renumbered = mails.map((mail) => ({ ...mail, uid: 100 - mail.uid, flags: ['\\Seen'] }))
  await store(database, renumbered, folderRow({ uidValidity: '2' }))
  const rows = await database.messageRows.toArray()
  expect(rows.map(({ id, key, conversationId }) => ({ id, key, conversationId }))).toEqual(
    before.map(({ id, key, conversationId }) => ({ id, key, conversationId })),
  )
  expect(rows.every((row) => row.seen)).toBe(true)
  const places = await placesOf(database, { folder: 'INBOX', uidValidity: '2' })
  const keyAt = (uid: number): string | undefined => rows.find((row) => row.id === places.get(uid))?.key
  expect([99, 98, 97].map(keyAt)).toEqual(['a', 'b', 'b'].map(keyNamed))
  expect(new Set(places.values()).size).toBe(3)
  expect(await database.folders.get('INBOX')).toMatchObject({ uidValidity: '2', here: 3 })
  expect((await database.conversations.toArray()).filter((row) => row.judgedBy === 'helper')).toMatchObject([{ lane: 'pitch' }])
})

test('flags are those of the server, except where a change of ours still waits', async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1 }, { uid: 2 }])
  await database.messageRows.update(await rowNamed(database, 'm1'), { seen: true })
  await database.changes.add({ key: keyNamed('m1'), kind: 'flag', flag: '\\Seen', set: true })
  const flags = [
    { uid: 1, flags: ['\\Flagged'] },
    { uid: 2, flags: ['\\Seen', '\\Answered'] },
    { uid: 99, flags: ['\\Seen'] },
  ]
  await storeFlags(database, { path: 'INBOX', uidValidity: '1' }, flags, alwaysOpen)
  expect(await database.messageRows.toArray()).toMatchObject([
    { seen: true, answered: false, flagged: true },
    { seen: true, answered: true, flagged: false },
  ])
  await database.changes.clear()
  await storeFlags(database, { path: 'INBOX', uidValidity: '1' }, flags, alwaysOpen)
  expect(await database.messageRows.get(await rowNamed(database, 'm1'))).toMatchObject({ seen: false })
  expect((await database.conversations.toArray()).filter((row) => row.unread)).toHaveLength(1)
})

test('the last of several waiting changes wins', async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1 }])
  for (const set of [true, false]) await database.changes.add({ key: keyNamed('m1'), kind: 'flag', flag: '\\Seen', set })
  await storeFlags(database, { path: 'INBOX', uidValidity: '1' }, [{ uid: 1, flags: ['\\Seen'] }], alwaysOpen)
  expect(await database.messageRows.get(await rowNamed(database, 'm1'))).toMatchObject({ seen: false })
})

test('flags read under another numbering change nothing', async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1 }])
  await storeFlags(database, { path: 'INBOX', uidValidity: '7' }, [{ uid: 1, flags: ['\\Seen'] }], alwaysOpen)
  expect(await database.messageRows.get(await rowNamed(database, 'm1'))).toMatchObject({ seen: false })
})

test('batch and cursor are written together or not at all', async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1 }], folderRow({ uidNext: 2 }))
  const broken = { ...mailToStore({ uid: 2 }), message: { ...mailToStore({ uid: 2 }).message, key: Symbol('broken') as never } }
  await expect(storeMails(database, folderRow({ uidNext: 3 }), [mailToStore({ uid: 3 }), broken], alwaysOpen)).rejects.toThrow()
  expect(await database.folders.get('INBOX')).toMatchObject({ uidNext: 2, here: 1 })
  expect(await database.messageRows.count()).toBe(1)
  expect(await placedUids(database)).toHaveLength(1)
  await expectWholeStore(database)
})

/** Mails of a small world in which ids, references and subjects meet in every way. */
const sketches = fc
  .array(
    fc.record({
      refers: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }),
      subject: fc.constantFrom('Broken cup', 'Re: Broken cup', 'RE : broken  cup', 'Where is my parcel', 'Re: Where is my parcel', 'Hi'),
      from: fc.constantFrom('claire@post.example', 'john@post.example', 'anna@shop.example'),
      to: fc.constantFrom('claire@post.example', 'hey@shop.example'),
      day: fc.integer({ min: 0, max: 70 }),
      kind: fc.constantFrom('human' as const, 'human' as const, 'automated' as const),
      hasId: fc.boolean(),
      name: fc.integer({ min: 0, max: 9 }),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((rows) =>
    rows.map((row, index): MailSketch => ({
      uid: index + 1,
      // What a key is made of; two mails may agree in all of it and still refer to different ones.
      name: JSON.stringify([row.hasId ? row.name : '', row.subject, row.from, row.day]),
      messageId: row.hasId ? `n${row.name}@post.example` : '',
      references: row.refers.map((to) => `n${to}@post.example`),
      inReplyTo: row.refers.length > 0 ? `n${row.refers.at(-1)}@post.example` : '',
      subject: row.subject,
      from: row.from,
      to: [row.to],
      kind: row.kind,
      receivedAt: 1_700_000_000_000 + row.day * 86_400_000,
    })),
  )

/** What a store holds, without the row numbers, which count arrivals. */
async function grouping(mails: readonly MailSketch[], batch: number): Promise<unknown> {
  const database = memoryDatabase()
  for (let start = 0; start < mails.length; start += batch) await store(database, mails.slice(start, start + batch))
  const rows = await database.messageRows.toArray()
  const groups = new Map<string, (number | undefined)[]>()
  for (const row of rows) groups.set(row.conversationId, [...(groups.get(row.conversationId) ?? []), row.places[0]?.uid])
  const conversations = (await database.conversations.toArray()).map(({ id, messageCount }) => [id, messageCount])
  database.close()
  const text = (value: unknown): string => JSON.stringify(value)
  const byText = (a: unknown, b: unknown): number => text(a).localeCompare(text(b))
  return {
    groups: [...groups].map(([id, uids]) => [id, uids.toSorted(byText)]).toSorted(byText),
    conversations: conversations.toSorted(byText),
  }
}

test('any order of arrival, in batches of any size, gives the same conversations with the same ids', async () => {
  await fc.assert(
    fc.asyncProperty(
      sketches.chain((mails) => fc.tuple(fc.constant(mails), fc.shuffledSubarray(mails, { minLength: mails.length }))),
      fc.integer({ min: 1, max: 4 }),
      async ([mails, shuffled], batch) => {
        expect(await grouping(shuffled, batch)).toEqual(await grouping(mails, 100))
      },
    ),
    { numRuns: 100 },
  )
}, 60_000)

test('two mails of one key are in one conversation in any order of arrival, though only one of them is linked to the third', async () => {
  // Without a Message-ID nothing but the addressee tells two copies of a circular apart.
  const circular = { name: 'a', messageId: '', subject: 'Re: Broken cup', from: 'anna@shop.example' }
  const mails: MailSketch[] = [
    { uid: 1, name: 'z', subject: 'Broken cup', from: 'claire@post.example' },
    { uid: 2, ...circular, to: ['claire@post.example'] },
    { uid: 3, ...circular, to: ['john@post.example'] },
  ]
  // Only then does the circular give its own id up.
  expect(keyNamed('z') < keyNamed('a')).toBe(true)
  const [first, second, third] = mails
  if (first === undefined || second === undefined || third === undefined) throw new Error('three mails')
  const whole = await grouping(mails, 1)
  for (const order of [
    [second, third, first],
    [third, first, second],
    [third, second, first],
    [first, third, second],
  ])
    expect(await grouping(order, 1)).toEqual(whole)
})

test('the missing link between two conversations makes them one, under the smaller id', async () => {
  const database = memoryDatabase()
  await store(database, [{ uid: 1, name: 'first' }])
  await store(database, [{ uid: 3, name: 'third', references: ['second@post.example'] }])
  const apart = (await database.conversations.toArray()).map((row) => row.id)
  expect(apart).toHaveLength(2)
  await store(database, [{ uid: 2, name: 'second', inReplyTo: 'first@post.example' }])
  const ids = ['first', 'second', 'third'].map((name) => `c-${keyNamed(name).slice(0, 20)}`).sort()
  expect((await database.conversations.toArray()).map((row) => [row.id, row.messageCount])).toEqual([[ids[0], 3]])
  await expectWholeStore(database)
})

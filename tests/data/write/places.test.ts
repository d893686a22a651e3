import { expect, test } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import type { Place } from '#data/schema.ts'
import { movePlace } from '#data/write/move-place.ts'
import { placeKnown } from '#data/write/place-known.ts'
import { placesOf } from '#data/write/place-blocks.ts'
import { relabelPlaces } from '#data/write/relabel-places.ts'
import { storeFlags } from '#data/write/store-flags.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { expectWholeStore } from '../../support/store-check.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore, type MailSketch } from '../../support/stored-mail.ts'

const archive = folderRow({ path: 'Archive', role: 'archive', uidValidity: '4' })
const inInbox = (uid: number): Place => ({ folder: 'INBOX', uidValidity: '1', uid })
const inArchive = (uid: number): Place => ({ folder: 'Archive', uidValidity: '4', uid })

async function storeWith(mails: readonly MailSketch[], archived: readonly MailSketch[] = []): Promise<ShopDatabase> {
  const database = memoryDatabase()
  await storeMails(database, folderRow(), mails.map(mailToStore), alwaysOpen)
  await storeMails(database, archive, archived.map(mailToStore), alwaysOpen)
  return database
}

async function placesNamed(database: ShopDatabase, name: string): Promise<(readonly Place[])[]> {
  return (await database.messageRows.where('key').equals(keyNamed(name)).toArray()).map((row) => row.places)
}

async function idNamed(database: ShopDatabase, name: string): Promise<number> {
  return (await database.messageRows.where('key').equals(keyNamed(name)).first())?.id ?? -1
}

test('a message that the server moved for us is in its new place at once, and only there', async () => {
  const database = await storeWith([
    { uid: 1, name: 'a' },
    { uid: 2, name: 'b' },
  ])
  await movePlace(database, await idNamed(database, 'a'), inInbox(1), inArchive(30))
  expect(await placesNamed(database, 'a')).toEqual([[inArchive(30)]])
  expect((await database.folders.toArray()).map(({ path, here }) => [path, here])).toEqual([
    ['Archive', 1],
    ['INBOX', 1],
  ])
  await expectWholeStore(database)
})

test('a move that the pull has found already only takes the old place away', async () => {
  const database = await storeWith([{ uid: 1, name: 'a' }], [{ uid: 30, name: 'a' }])
  await movePlace(database, await idNamed(database, 'a'), inInbox(1), inArchive(30))
  expect(await placesNamed(database, 'a')).toEqual([[inArchive(30)]])
  await expectWholeStore(database)
})

test('a move told twice is a move once', async () => {
  const database = await storeWith([{ uid: 1, name: 'a' }])
  for (let times = 0; times < 2; times += 1) await movePlace(database, await idNamed(database, 'a'), inInbox(1), inArchive(30))
  expect(await placesNamed(database, 'a')).toEqual([[inArchive(30)]])
  await expectWholeStore(database)
})

test.each([
  ['that is not kept here', { folder: 'Elsewhere', uidValidity: '1', uid: 3 }],
  ['that was renumbered meanwhile', { folder: 'Archive', uidValidity: '5', uid: 3 }],
])('a move to a folder %s is left to the next pull', async (_title, to) => {
  const database = await storeWith([{ uid: 1, name: 'a' }])
  await movePlace(database, await idNamed(database, 'a'), inInbox(1), to)
  expect(await placesNamed(database, 'a')).toEqual([[inInbox(1)]])
  await expectWholeStore(database)
})

test('where another message has the UID by now, the moved one never claims it, and the pull decides', async () => {
  const database = await storeWith([{ uid: 1, name: 'a' }], [{ uid: 30, name: 'other' }])
  await movePlace(database, await idNamed(database, 'a'), inInbox(1), inArchive(30))
  expect(await placesNamed(database, 'a')).toEqual([[inInbox(1)]])
  expect(await placesNamed(database, 'other')).toEqual([[inArchive(30)]])
  await expectWholeStore(database)
})

test('moved beside a copy of itself it leaves one place for the copy, and the other UID to the pull', async () => {
  const database = await storeWith([{ uid: 1, name: 'a' }], [{ uid: 30, name: 'a' }])
  await movePlace(database, await idNamed(database, 'a'), inInbox(1), inArchive(31))
  expect(await placesNamed(database, 'a')).toEqual([[inArchive(30)]])
  await storeMails(database, archive, [mailToStore({ uid: 31, name: 'a' })], alwaysOpen)
  expect(await placesNamed(database, 'a')).toEqual([[inArchive(30)], [inArchive(31)]])
  await expectWholeStore(database)
})

const heard = (name: string, uid: number, flags: readonly string[] = []) => ({ uid, key: keyNamed(name), flags })

test('messages known by their keys get their place without being fetched; the others are named', async () => {
  const database = await storeWith([
    { uid: 1, name: 'a' },
    { uid: 2, name: 'b' },
  ])
  const unknown = await placeKnown(database, archive, [heard('a', 10, ['\\Seen']), heard('new', 11), heard('b', 12)], alwaysOpen)
  expect(unknown).toEqual([11])
  expect(await placesNamed(database, 'a')).toEqual([[inInbox(1), inArchive(10)]])
  expect(await database.messageRows.get(await idNamed(database, 'a'))).toMatchObject({ seen: true })
  expect(await database.folders.get('Archive')).toMatchObject({ here: 2 })
  expect(await database.messageRows.count()).toBe(2)
  await expectWholeStore(database)
})

test('two copies of one key in a folder are two messages: one row is never given twice', async () => {
  const database = await storeWith([{ uid: 1, name: 'twin' }])
  expect(await placeKnown(database, archive, [heard('twin', 10), heard('twin', 11)], alwaysOpen)).toEqual([11])
  // Nor later on: the one that is here has its place in this folder.
  expect(await placeKnown(database, archive, [heard('twin', 11)], alwaysOpen)).toEqual([11])
  await expectWholeStore(database)
})

test('heard twice it is placed once', async () => {
  const database = await storeWith([{ uid: 1, name: 'a' }])
  for (let times = 0; times < 2; times += 1) expect(await placeKnown(database, archive, [heard('a', 10)], alwaysOpen)).toEqual([])
  expect(await placesNamed(database, 'a')).toEqual([[inInbox(1), inArchive(10)]])
  await expectWholeStore(database)
})

test('a flag of ours that still waits wins over the one that comes with a place', async () => {
  const database = await storeWith([{ uid: 1, name: 'a' }])
  await database.changes.add({ key: keyNamed('a'), kind: 'flag', flag: '\\Flagged', set: true })
  await placeKnown(database, archive, [heard('a', 10)], alwaysOpen)
  expect(await database.messageRows.get(await idNamed(database, 'a'))).toMatchObject({ flagged: true })
})

test('a message found in the spam folder alone is apart, and back among the others once it lies elsewhere', async () => {
  const database = memoryDatabase()
  await storeMails(database, folderRow({ path: 'Junk', role: 'junk', uidValidity: '8' }), [mailToStore({ uid: 1, name: 'a' })], alwaysOpen)
  expect(await database.conversations.toArray()).toMatchObject([{ list: 'junk', lane: 'customer', shelf: 'rest' }])
  await placeKnown(database, folderRow(), [heard('a', 3)], alwaysOpen)
  expect(await database.conversations.toArray()).toMatchObject([{ list: 'customer', shelf: 'open' }])
  await expectWholeStore(database)
})

test('after a relabelling no UID of before is believed, and every message is found again by its key', async () => {
  const database = await storeWith(
    [
      { uid: 1, name: 'a' },
      { uid: 700, name: 'b' },
    ],
    [{ uid: 5, name: 'a' }],
  )
  const before = await database.messageRows.toArray()
  await relabelPlaces(database, 'INBOX', '1', '1 until 99')
  await expectWholeStore(database)
  expect(await placesOf(database, { folder: 'INBOX', uidValidity: '1' })).toEqual(new Map())
  await storeFlags(database, { path: 'INBOX', uidValidity: '1' }, [{ uid: 1, flags: ['\\Seen'] }], alwaysOpen)
  expect((await database.messageRows.toArray()).some((row) => row.seen)).toBe(false)
  // The same numbering by name, the UIDs the other way round.
  await storeMails(database, folderRow(), [mailToStore({ uid: 700, name: 'a' }), mailToStore({ uid: 1, name: 'b' })], alwaysOpen)
  const after = await database.messageRows.toArray()
  expect(after.map(({ id, conversationId }) => [id, conversationId])).toEqual(before.map(({ id, conversationId }) => [id, conversationId]))
  expect(await placesNamed(database, 'a')).toEqual([[{ folder: 'INBOX', uidValidity: '1 until 99', uid: 1 }, inArchive(5), inInbox(700)]])
  expect(await database.folders.get('INBOX')).toMatchObject({ uidValidity: '1', here: 2 })
  await expectWholeStore(database)
})

import { expect, test } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import { readBodies } from '#data/read/bodies.ts'
import { findOrphans, forgetPlaces } from '#data/write/forget-places.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { expectWholeStore } from '../../support/store-check.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore, type MailSketch } from '../../support/stored-mail.ts'

const view = { folder: 'INBOX', uidValidity: '1' }
const archive = folderRow({ path: 'Archive', role: 'archive', uidValidity: '4' })

async function storeWith(mails: readonly MailSketch[], archived: readonly MailSketch[] = []): Promise<ShopDatabase> {
  const database = memoryDatabase()
  await storeMails(database, folderRow(), mails.map(mailToStore), alwaysOpen)
  if (archived.length > 0) await storeMails(database, archive, archived.map(mailToStore), alwaysOpen)
  return database
}

const forget = (database: ShopDatabase, uids: readonly number[], folder = folderRow()) =>
  forgetPlaces(database, folder, view, uids, alwaysOpen)

test('what lies nowhere any more goes: row, text, files, conversation and counts', async () => {
  const database = await storeWith([
    { uid: 1, text: 'secret words' },
    { uid: 2, text: 'stays' },
  ])
  const [gone] = await database.messageRows.toArray()
  const id = gone?.id ?? -1
  await database.files.bulkPut(
    [id, id + 1].map((messageRow) => ({ messageRow, name: '2', bytes: new Uint8Array([1]), type: '', failure: null })),
  )
  await forget(database, [1])
  const rows = await database.messageRows.toArray()
  expect(rows.map((row) => row.key)).toEqual([keyNamed('m2')])
  expect((await readBodies(database, rows)).map((body) => body.text)).toEqual(['stays'])
  const bytes = (await database.bodyBlocks.toArray()).map((block) => new TextDecoder().decode(block.bytes)).join('')
  expect(bytes).not.toContain('secret')
  expect((await database.files.toArray()).map((file) => file.messageRow)).toEqual([id + 1])
  expect(await database.conversations.count()).toBe(1)
  await expectWholeStore(database)
})

test('the search index is told to drop it, after it was told to add it', async () => {
  const database = await storeWith([{ uid: 1 }, { uid: 2 }])
  const [id = -1] = await database.messageRows.toCollection().primaryKeys()
  await forget(database, [1])
  const jobs = await database.indexJobs.toArray()
  expect(jobs.map(({ add, remove }) => [add.length, remove])).toEqual([
    [2, []],
    [0, [id]],
  ])
})

test('what helpers said stays, and holds again when the message comes back', async () => {
  const database = await storeWith([{ uid: 1 }])
  await database.facts.put({ key: keyNamed('m1'), lane: 'pitch', dismissed: true, saidAt: 1 })
  await forget(database, [1])
  expect(await database.conversations.count()).toBe(0)
  await storeMails(database, folderRow(), [mailToStore({ uid: 7, name: 'm1' })], alwaysOpen)
  expect(await database.conversations.toArray()).toMatchObject([{ lane: 'pitch', judgedBy: 'helper' }])
  await expectWholeStore(database)
})

test('a message that lies elsewhere too only loses this place', async () => {
  const database = await storeWith([{ uid: 1, name: 'moved' }], [{ uid: 9, name: 'moved' }])
  const [before] = await database.messageRows.toArray()
  expect(await findOrphans(database, view, [1, 2])).toEqual({ here: 1, orphans: [] })
  await forget(database, [1])
  expect(await database.messageRows.toArray()).toEqual([{ ...before, places: [{ folder: 'Archive', uidValidity: '4', uid: 9 }] }])
  expect((await database.indexJobs.toArray()).flatMap((job) => job.remove)).toEqual([])
  await expectWholeStore(database)
})

test('UIDs that are not here change nothing, neither do those of another numbering', async () => {
  const database = await storeWith([{ uid: 1 }])
  const before = await database.messageRows.toArray()
  await forget(database, [2, 3, 70_000])
  await forgetPlaces(database, folderRow(), { folder: 'INBOX', uidValidity: '2' }, [1], alwaysOpen)
  expect(await database.messageRows.toArray()).toEqual(before)
  expect(await findOrphans(database, { folder: 'INBOX', uidValidity: '2' }, [1])).toEqual({ here: 0, orphans: [] })
  await expectWholeStore(database)
})

test('a UID that a server names twice is one message gone', async () => {
  const database = await storeWith([{ uid: 1 }, { uid: 2 }])
  await forget(database, [1, 1])
  expect(await database.messageRows.count()).toBe(1)
  await expectWholeStore(database)
})

test('places of an earlier numbering go without being taken off what is here now', async () => {
  const database = await storeWith([
    { uid: 1, name: 'a' },
    { uid: 2, name: 'b' },
  ])
  await storeMails(database, folderRow({ uidValidity: '2' }), [mailToStore({ uid: 5, name: 'a' })], alwaysOpen)
  await forget(database, [1, 2], folderRow({ uidValidity: '2' }))
  expect((await database.messageRows.toArray()).map((row) => row.places)).toEqual([[{ folder: 'INBOX', uidValidity: '2', uid: 5 }]])
  expect(await database.folders.get('INBOX')).toMatchObject({ uidValidity: '2', here: 1 })
  await expectWholeStore(database)
})

test('one of a conversation gone, the conversation is about the others', async () => {
  const database = await storeWith([
    { uid: 1, name: 'ask', lane: 'pitch' },
    { uid: 2, name: 'again', lane: 'customer', inReplyTo: 'ask@post.example', subject: 'Re: About ask' },
  ])
  await forget(database, [1])
  expect(await database.conversations.toArray()).toMatchObject([{ messageCount: 1, lane: 'customer', messageKeys: [keyNamed('again')] }])
  await expectWholeStore(database)
})

test('the cursor is written with what it says, or neither is', async () => {
  const database = await storeWith([{ uid: 1 }, { uid: 2 }])
  const broken = { ...folderRow({ uidNext: 9 }), role: Symbol('cannot be stored') as never }
  await expect(forget(database, [1], broken)).rejects.toThrow()
  expect(await database.messageRows.count()).toBe(2)
  await expectWholeStore(database)
  await forget(database, [1], folderRow({ uidNext: 9 }))
  expect(await database.folders.get('INBOX')).toMatchObject({ uidNext: 9, here: 1 })
})

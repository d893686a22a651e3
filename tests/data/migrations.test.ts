import { IDBFactory, IDBIndex, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb'
import { Dexie } from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { firstTables } from '#data/migrations/0001-first-tables.ts'
import { boardConversations, conversationWithMessages, laneConversations, laneCount } from '#data/read/conversations.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../support/memory-ports.ts'
import { alwaysOpen, folderRow, mailToStore } from '../support/stored-mail.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('version 1 opens from nothing, with the tables that the store names', async () => {
  const indexedDB = new IDBFactory()
  const first = new Dexie('comptoir', { indexedDB, IDBKeyRange })
  firstTables(first)
  await first.open()
  expect(first.verno).toBe(1)
  const names = first.tables.map((table) => table.name).sort()
  first.close()
  const shop = memoryDatabase(indexedDB)
  await shop.open()
  expect(shop.tables.map((table) => table.name).sort()).toEqual(names)
  for (const name of names) expect(Reflect.get(shop, name)).toMatchObject({ name })
})

test('what version 1 wrote is there after the store was closed and opened again', async () => {
  const indexedDB = new IDBFactory()
  const first = memoryDatabase(indexedDB)
  await storeMails(first, folderRow(), [mailToStore({ uid: 1 })], alwaysOpen)
  const before = await first.conversations.toArray()
  first.close()
  expect(await memoryDatabase(indexedDB).conversations.toArray()).toEqual(before)
  expect(before).toHaveLength(1)
})

test('the lists read through their indexes, not through whole tables', async () => {
  const database = memoryDatabase()
  const mails = Array.from({ length: 20 }, (_, index) => mailToStore({ uid: index + 1, lane: index === 0 ? 'customer' : 'pitch' }))
  await storeMails(database, folderRow(), mails, alwaysOpen)
  const usedIndexes: string[] = []
  const scans: string[] = []
  for (const method of ['getAll', 'openCursor', 'openKeyCursor', 'count', 'getAllKeys'] as const) {
    const onIndex = IDBIndex.prototype[method] as (this: IDBIndex, ...args: unknown[]) => unknown
    vi.spyOn(IDBIndex.prototype, method).mockImplementation(function (this: IDBIndex, ...args: unknown[]) {
      usedIndexes.push(this.name)
      return onIndex.apply(this, args)
    } as never)
    const onStore = IDBObjectStore.prototype[method] as (this: IDBObjectStore, ...args: unknown[]) => unknown
    vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args: unknown[]) {
      scans.push(this.name)
      return onStore.apply(this, args)
    } as never)
  }
  const open = await boardConversations(database, Date.now())
  expect(open).toHaveLength(1)
  expect(await laneConversations(database, 'pitch', 5)).toHaveLength(5)
  expect(await laneCount(database, 'pitch')).toBe(19)
  await conversationWithMessages(database, open[0]?.id ?? '')
  expect(new Set(usedIndexes)).toEqual(new Set(['[shelf+lastAt]', '[lane+lastAt]', 'conversationId']))
  expect(scans).toEqual([])
  // The control: a whole table does show up here.
  await database.conversations.toArray()
  expect(scans).toEqual(['conversations'])
})

test('the board holds what is open and what was answered lately; lanes come newest first', async () => {
  const database = memoryDatabase()
  const answered = { from: 'anna@shop.example', to: ['claire@post.example'], inReplyTo: 'ask@post.example' }
  const mails = [
    { uid: 1, name: 'open' },
    { uid: 2, name: 'ask' },
    { uid: 3, name: 'answer', ...answered },
    { uid: 4, name: 'pitch', lane: 'pitch' as const },
  ]
  await storeMails(database, folderRow(), mails.map(mailToStore), alwaysOpen)
  const now = 1_700_000_000_000
  const subjects = (rows: readonly { subject: string }[]): string[] => rows.map((row) => row.subject)
  expect(subjects(await boardConversations(database, now))).toEqual(['About open', 'About ask'])
  expect(subjects(await boardConversations(database, now + 40 * 86_400_000))).toEqual(['About open'])
  expect(subjects(await laneConversations(database, 'customer', 9))).toEqual(['About ask', 'About open'])
})

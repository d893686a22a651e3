import { IDBFactory, IDBIndex, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { boardConversations, conversationWithMessages, laneConversations, laneCount } from '#data/read/conversations.ts'
import type { ShopDatabase } from '#data/database.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../support/memory-ports.ts'
import { alwaysOpen, folderRow, mailToStore } from '../support/stored-mail.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test('a store opens from nothing, at version 4, with the tables that it names', async () => {
  const shop = memoryDatabase()
  await shop.open()
  expect(shop.verno).toBe(4)
  const names = [...(shop.backendDB()?.objectStoreNames ?? [])]
  expect(shop.tables.map((table) => table.name).sort()).toEqual(names)
  for (const name of names) expect(Reflect.get(shop, name)).toMatchObject({ name })
})

test('what was written is there after the store was closed and opened again', async () => {
  const indexedDB = new IDBFactory()
  const first = memoryDatabase(indexedDB)
  await storeMails(first, folderRow(), [mailToStore({ uid: 1 })], alwaysOpen)
  const rowsOf = (database: ShopDatabase) => Promise.all(database.tables.map((table) => table.toArray()))
  const before = await rowsOf(first)
  first.close()
  expect(await rowsOf(memoryDatabase(indexedDB))).toEqual(before)
  expect(before.flat().length).toBeGreaterThan(5)
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
  expect(new Set(usedIndexes)).toEqual(new Set(['[shelf+lastAt]', '[list+lastAt]']))
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
    { uid: 4, name: 'pitch', lane: 'pitch' as const, from: 'paul@web.example' },
  ]
  await storeMails(database, folderRow(), mails.map(mailToStore), alwaysOpen)
  const now = 1_700_000_000_000
  const subjects = (rows: readonly { subject: string }[]): string[] => rows.map((row) => row.subject)
  expect(subjects(await boardConversations(database, now))).toEqual(['About open', 'About ask'])
  expect(subjects(await boardConversations(database, now + 40 * 86_400_000))).toEqual(['About open'])
  expect(subjects(await laneConversations(database, 'customer', 9))).toEqual(['About ask', 'About open'])
})

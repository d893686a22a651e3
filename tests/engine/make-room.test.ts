import { expect, test } from 'vitest'
import { Dexie } from 'dexie'
import { withRoom } from '#engine/make-room.ts'
import { isDiskFull } from '#engine/disk-full.ts'
import { draftRow, memoryDatabase } from '../support/memory-ports.ts'

const cached = (messageRow: number, name: string) => ({ messageRow, name, type: '', bytes: new Uint8Array(10), failure: null })

function full(): Error {
  return new Dexie.AbortError('Transaction aborted', new DOMException('over quota', 'QuotaExceededError'))
}

test('where there is no room, cached files go, attachments of old mail first, and the write is tried once more', async () => {
  const database = memoryDatabase()
  await database.files.bulkPut(Array.from({ length: 230 }, (_, index) => cached(index, '2')))
  await database.files.put(cached(0, 'https://images.example/a.png'))
  await database.drafts.put(draftRow())
  let tries = 0
  const written = await withRoom(database, async () => {
    tries += 1
    if (tries === 1) throw full()
    return 'stored'
  })
  expect([written, tries]).toEqual(['stored', 2])
  const left = await database.files.toCollection().primaryKeys()
  expect(left).toHaveLength(31)
  expect(left.filter(([row, name]) => row < 200 && name === '2')).toEqual([])
  expect(left).toContainEqual([0, 'https://images.example/a.png'])
  expect(await database.drafts.count()).toBe(1)
})

test('with nothing left to drop the failure is told, after one try and no loss', async () => {
  const database = memoryDatabase()
  await database.drafts.put(draftRow())
  let tries = 0
  await expect(
    withRoom(database, async () => {
      tries += 1
      throw full()
    }),
  ).rejects.toThrow('aborted')
  expect(tries).toBe(1)
  expect(await database.drafts.count()).toBe(1)
})

test('another failure drops nothing', async () => {
  const database = memoryDatabase()
  await database.files.put(cached(1, '2'))
  await expect(withRoom(database, () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
  expect(await database.files.count()).toBe(1)
})

test.each([
  [full(), true],
  [new DOMException('x', 'QuotaExceededError'), true],
  [new DOMException('Failed to write blobs (IOError)', 'DataError'), true],
  [new DOMException('Internal error committing transaction.', 'UnknownError'), true],
  [new Error('ENOSPC: no space left on device'), true],
  [new TypeError('x is undefined'), false],
  [new Dexie.ConstraintError('Key already exists'), false],
])('%s is a full disk: %s', (error, expected) => {
  expect(isDiskFull(error)).toBe(expected)
})

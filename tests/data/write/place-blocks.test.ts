import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import { otherNumberings, PlaceBlocks, placesOf } from '#data/write/place-blocks.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'

const view = { folder: 'INBOX', uidValidity: '1' }

async function put(database: ShopDatabase, where: typeof view, entries: readonly (readonly [number, number | null])[]): Promise<void> {
  const blocks = await PlaceBlocks.around(
    database,
    where,
    entries.map(([uid]) => uid),
  )
  for (const [uid, row] of entries) blocks.set(uid, row)
  await blocks.write()
}

const uids = fc.oneof(fc.constantFrom(1, 511, 512, 513, 1_023, 1_024, 4_294_967_295), fc.integer({ min: 1, max: 1_600 }))
const changes = fc.array(fc.array(fc.tuple(uids, fc.option(fc.integer({ min: 1, max: 99 }))), { maxLength: 6 }), { maxLength: 6 })

test('after any writing and taking away it holds what a map would', async () => {
  await fc.assert(
    fc.asyncProperty(changes, async (batches) => {
      const database = memoryDatabase()
      const expected = new Map<number, number>()
      for (const batch of batches) {
        await put(database, view, batch)
        for (const [uid, row] of batch) {
          if (row === null) expected.delete(uid)
          else expected.set(uid, row)
        }
      }
      const there = await placesOf(database, view)
      expect([...there].sort(([a], [b]) => a - b)).toEqual([...expected].sort(([a], [b]) => a - b))
      const read = await PlaceBlocks.around(database, view, [...expected.keys(), 77])
      for (const [uid, row] of expected) expect(read.rowOf(uid)).toBe(row)
      expect(read.rowOf(77)).toBe(expected.get(77))
      // A stretch that holds nothing any more is no row.
      expect((await database.placeBlocks.toArray()).every((block) => block.uids.length > 0)).toBe(true)
      database.close()
    }),
    { numRuns: 60 },
  )
})

test('folders and numberings lie apart, whatever their names', async () => {
  const database = memoryDatabase()
  const views = ['INBOX', 'INBOX/a', 'inbox', 'é', ''].flatMap((folder) => ['1', '12', '2'].map((uidValidity) => ({ folder, uidValidity })))
  for (const [index, each] of views.entries()) await put(database, each, [[5, index]])
  for (const [index, each] of views.entries()) expect([...(await placesOf(database, each))]).toEqual([[5, index]])
})

test('earlier numberings of a folder are named, not those of another', async () => {
  const database = memoryDatabase()
  for (const uidValidity of ['1', '2', '2 until 1700000000000'])
    await put(database, { folder: 'INBOX', uidValidity }, [
      [5, 1],
      [900, 2],
    ])
  await put(database, { folder: 'Sent', uidValidity: '9' }, [[5, 1]])
  expect((await otherNumberings(database, { folder: 'INBOX', uidValidity: '2' })).sort()).toEqual(['1', '2 until 1700000000000'])
  expect(await otherNumberings(database, { folder: 'Sent', uidValidity: '9' })).toEqual([])
})

test('a UID of a stretch that was not read cannot be changed by mistake', async () => {
  const blocks = await PlaceBlocks.around(memoryDatabase(), view, [1])
  expect(() => {
    blocks.set(600, 1)
  }).toThrow()
})

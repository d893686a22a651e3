import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addLinks, dropLinks, rowsLinkedBy } from '#data/write/link-blocks.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'

const batches = fc.array(
  fc.array(fc.record({ id: fc.integer({ min: 1, max: 500 }), links: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }) }), {
    maxLength: 5,
  }),
  { minLength: 1, maxLength: 60 },
)

test('the rows that share a link are found, whatever came in which batch and however blocks were joined since', async () => {
  await fc.assert(
    fc.asyncProperty(batches, fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }), async (all, asked) => {
      const database = memoryDatabase()
      for (const batch of all) await addLinks(database, batch)
      const meant = all.flat().filter(({ links }) => links.some((link) => asked.includes(link)))
      expect(new Set(await rowsLinkedBy(database, new Set(asked)))).toEqual(new Set(meant.map(({ id }) => id)))
    }),
    { numRuns: 30 },
  )
})

test('links of forgotten messages are gone from every block, and those of others stay', async () => {
  const database = memoryDatabase()
  for (let id = 1; id <= 30; id += 1) await addLinks(database, [{ id, links: [7, 1_000 + id] }])
  await dropLinks(database, [3, 30])
  expect((await rowsLinkedBy(database, new Set([7]))).length).toBe(28)
  expect(await rowsLinkedBy(database, new Set([1_003, 1_030]))).toEqual([])
  expect(await rowsLinkedBy(database, new Set([1_004]))).toEqual([4])
})

test('many small batches do not become many blocks', async () => {
  const database = memoryDatabase()
  for (let id = 1; id <= 200; id += 1) await addLinks(database, [{ id, links: [id] }])
  expect(await database.linkBlocks.count()).toBeLessThan(50)
})

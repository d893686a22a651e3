import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readBodies } from '#data/read/bodies.ts'
import type { Body } from '#core/model/body-block.ts'
import { emptySlot } from '#data/write/empty-slot.ts'
import { packBodies } from '#mailroom/mime/pack-bodies.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'

const texts = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('thé', '\u{1F375}', 'a\u0000b', '﻿x'),
)
const bodies = fc.array(fc.record({ text: texts, htmlParts: fc.array(texts, { maxLength: 3 }) }), { maxLength: 8 })

/** Stores packed bodies; a reader of any of them. */
async function packed(all: readonly Body[]) {
  const database = memoryDatabase()
  const { blocks, spots } = packBodies(all)
  const ids = await database.bodyBlocks.bulkAdd([...blocks], { allKeys: true })
  const rows = spots.map(({ block, slot }) => ({ block: ids[block] ?? -1, slot }))
  return { database, blocks, rows, read: () => readBodies(database, rows) }
}

test('what is packed is read again, each text with its own html parts', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, async (all) => {
      const { read } = await packed(all)
      expect(await read()).toEqual(all)
    }),
    { numRuns: 60 },
  )
})

test('texts emptied one after another are gone, and all others stay what and where they were', async () => {
  await fc.assert(
    fc.asyncProperty(bodies, fc.infiniteStream(fc.nat()), async (all, dice) => {
      const { database, rows, read } = await packed(all)
      const left: Body[] = [...all]
      for (let times = 0; times < Math.min(3, all.length); times += 1) {
        const at = (dice.next().value ?? 0) % all.length
        const row = rows[at]
        const block = row === undefined ? undefined : await database.bodyBlocks.get(row.block)
        if (row === undefined || block === undefined) throw new Error('nothing there to empty')
        await database.bodyBlocks.put({ id: block.id, ...emptySlot(block, row.slot) })
        left[at] = { text: '', htmlParts: [] }
        expect(await read()).toEqual(left)
      }
    }),
    { numRuns: 40 },
  )
})

test('an emptied text leaves no byte of itself behind', async () => {
  const { database, rows } = await packed([
    { text: 'stays', htmlParts: [] },
    { text: 'secret', htmlParts: ['<b>secret</b>'] },
  ])
  const block = await database.bodyBlocks.get(rows[1]?.block ?? -1)
  if (block === undefined) throw new Error('no block')
  expect(new TextDecoder().decode(emptySlot(block, 1).bytes)).toBe('stays')
})

test('a block holds fifty texts, or a quarter of a megabyte, before another begins', async () => {
  const small = await packed(Array.from({ length: 101 }, (_, index) => ({ text: `text ${index}`, htmlParts: [] })))
  expect(small.blocks.map(({ firsts }) => firsts.length - 1)).toEqual([50, 50, 1])
  expect((await small.read()).map(({ text }) => text)).toEqual(Array.from({ length: 101 }, (_, index) => `text ${index}`))
  const large = await packed(Array.from({ length: 5 }, () => ({ text: 'x'.repeat(200_000), htmlParts: [] })))
  expect(large.blocks.map(({ ends }) => ends.at(-1))).toEqual([400_000, 400_000, 200_000])
})

test('a text whose block is lost reads as empty, beside one that is there', async () => {
  const { database, rows } = await packed([{ text: 'here', htmlParts: ['<p>'] }])
  expect(await readBodies(database, [{ block: 999, slot: 0 }, ...rows, { block: rows[0]?.block ?? 0, slot: 7 }])).toEqual([
    { text: '', htmlParts: [] },
    { text: 'here', htmlParts: ['<p>'] },
    { text: '', htmlParts: [] },
  ])
})

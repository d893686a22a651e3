import { expect, test } from 'vitest'
import { holeText, unfilledFields } from '#core/template/unfilled-fields.ts'

test('holes are found first to last, with the place of each', () => {
  const text = `😀 ${holeText('first name')} and ${holeText('order')}`
  const holes = unfilledFields(text)
  expect(holes.map(({ name }) => name)).toEqual(['first name', 'order'])
  expect(holes.map(({ start, end }) => text.slice(start, end))).toEqual(['⟦first name⟧', '⟦order⟧'])
})

test.each(['', '⟦⟧', '⟦two\nlines⟧', '⟦open', 'closed⟧', '[[x]]', `⟦${'x'.repeat(81)}⟧`])('%j has no hole', (text) => {
  expect(unfilledFields(text)).toEqual([])
})

test('of a hole in a hole the inner one counts', () => {
  expect(unfilledFields('⟦a ⟦b⟧ c⟧').map(({ name }) => name)).toEqual(['b'])
})

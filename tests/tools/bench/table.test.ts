import { expect, test } from 'vitest'
import { readOptions } from '#tools/bench/options.ts'
import { holds, median, quantile, tableOf } from '#tools/bench/table.ts'

test('the median is the middle figure, or between the two in the middle', () => {
  expect([median([9, 1, 5]), median([4, 1, 2, 3])]).toEqual([5, 2.5])
})

test('a quantile is a figure that was measured', () => {
  expect([quantile([4, 3, 2, 1], 0.5), quantile([1, 2, 3], 0.95)]).toEqual([3, 3])
})

const report = {
  title: 'Sync',
  notes: ['A note.'],
  lines: [
    { what: 'ours', unit: 'ms', figures: [120, 100, 140] },
    { what: 'a peer that is not here', unit: 'ms', figures: [] },
  ],
  ratios: [
    { what: 'ours / theirs', value: 0.25, must: 0.3 },
    { what: 'for information', value: 7 },
    { what: 'without a peer', value: Number.NaN, must: 1 },
  ],
}

test('a table has medians and ranges, and leaves out what could not be measured', () => {
  const table = tableOf(report)
  expect(table).toContain('| ours | 120 | 100–140 | ms | 3 |')
  expect(table).toContain('| ours / theirs | 0.250 | 0.300 | held |')
  expect(table).not.toMatch(/not here|without a peer|NaN/)
})

test('what is above its limit is missed, and fails the bench', () => {
  expect(holds(report)).toBe(true)
  const late = { ...report, ratios: [{ what: 'ours / theirs', value: 0.31, must: 0.3 }] }
  expect(holds(late)).toBe(false)
  expect(tableOf(late)).toContain('**missed**')
})

test('options have defaults, and a word that is none of them is named', () => {
  expect(readOptions(['noop', '--messages=50000', '--rounds=3'])).toMatchObject({
    kind: 'noop',
    messages: 50_000,
    rounds: 3,
    peerRounds: 3,
  })
  expect(() => readOptions(['noop', '--mesages=5'])).toThrow('What is --mesages=5?')
  expect(() => readOptions([])).toThrow('What is to be measured?')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayForget, needsPersonToForget } from '#core/sync/deletion-brake.ts'

test.each([
  [0, 0, 'forgotten'],
  [0, 1_000, 'forgotten'],
  [50, 1_000, 'forgotten'],
  [51, 1_000, 'looked at again'],
  [50, 250, 'forgotten'],
  [51, 255, 'looked at again'],
  [50, 249, 'looked at again'],
  [20, 100, 'forgotten'],
  [21, 100, 'looked at again'],
  [2, 10, 'forgotten'],
  [3, 10, 'looked at again'],
  [3, 9, 'forgotten'],
  [9, 9, 'forgotten'],
  [1, 1, 'forgotten'],
  [10, 10, 'left to a person'],
  [60, 60, 'left to a person'],
  [100_000, 100_000, 'left to a person'],
  [99_999, 100_000, 'looked at again'],
] as const)('%i gone of %i that were here are %s', (gone, here, outcome) => {
  const waits = needsPersonToForget(gone, here) ? 'left to a person' : 'looked at again'
  expect(mayForget(gone, here) ? 'forgotten' : waits).toBe(outcome)
})

test('never more than 50 at once, and of a folder of ten or more never over a fifth', () => {
  fc.assert(
    fc.property(fc.nat({ max: 400 }), fc.nat({ max: 400 }), (gone, here) => {
      if (!mayForget(gone, here)) return
      expect(gone).toBeLessThanOrEqual(50)
      if (here >= 10) expect(gone * 5).toBeLessThanOrEqual(here)
    }),
  )
})

test('what may be forgotten never needs a person', () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.nat({ max: 200 }), (gone, here) => {
      expect(mayForget(gone, here) && needsPersonToForget(gone, here)).toBe(false)
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageKey } from '#core/model/ids.ts'
import { lowestRowIdAt, wishedRowId } from '#core/model/row-id.ts'

const keys = fc
  .array(fc.integer({ min: 0, max: 15 }), { minLength: 64, maxLength: 64 })
  .map((digits) => digits.map((digit) => digit.toString(16)).join('') as MessageKey)
/** Any time a server may tell: before 1970, in a far future, or nonsense. */
const times = fc.oneof(
  fc.integer({ min: 0, max: 4_000_000_000_000 }),
  fc.constantFrom(-1, -62_135_596_800_000, 0.5, 8_640_000_000_000_000, 8_000_000_000_000, Number.MAX_VALUE, Infinity, -Infinity),
)

test('ids stand in order of arrival', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.integer({ min: 1, max: 1e9 }), keys, keys, (at, laterMs, a, b) => {
      expect(wishedRowId(at, a)).toBeLessThan(wishedRowId(at + laterMs, b))
    }),
  )
})

test('every id is whole, not negative and exact, with room above for those that are pushed on, whatever the time', () => {
  fc.assert(
    fc.property(times, keys, (at, key) => {
      const id = wishedRowId(at, key)
      expect(id).toBeGreaterThanOrEqual(0)
      expect(Number.isSafeInteger(id) && Number.isSafeInteger(id + 1_000_000)).toBe(true)
    }),
  )
})

test('a page from some instant on holds all that arrived then, and nothing from before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_000_000_000_000 }), keys, (at, key) => {
      expect(wishedRowId(at, key)).toBeGreaterThanOrEqual(lowestRowIdAt(at))
      expect(wishedRowId(at - 1, key)).toBeLessThan(lowestRowIdAt(at))
    }),
  )
})

test('the same message wishes for the same id each time, and two of one instant seldom for one', () => {
  const wished = new Set(
    Array.from({ length: 16 }, (_, index) =>
      wishedRowId(1_700_000_000_000, `${index.toString(16).padStart(8, '0')}${'f'.repeat(56)}` as MessageKey),
    ),
  )
  expect(wished.size).toBe(16)
  const key = '0123456789abcdef'.repeat(4) as MessageKey
  expect(wishedRowId(1_700_000_000_000, key)).toBe(1_740_800_000_000_359)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addUids, formatUidSet, hasUid, noUids, parseUidSet, uidSetOf, uidsOf, type UidSet } from '#core/sync/uid-set.ts'

const stretches = fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: -3, max: 30 })), { maxLength: 12 })

/** The same UIDs, one by one. */
function oneByOne(added: readonly (readonly [number, number])[]): Set<number> {
  const uids = new Set<number>()
  for (const [low, length] of added) for (let uid = low; uid <= low + length; uid += 1) uids.add(uid)
  return uids
}

const setOf = (added: readonly (readonly [number, number])[]): UidSet =>
  added.reduce<UidSet>((set, [low, length]) => addUids(set, low, low + length), noUids)

test('it holds what was added, whatever overlaps, and nothing else', () => {
  fc.assert(
    fc.property(stretches, (added) => {
      const expected = oneByOne(added)
      const set = setOf(added)
      expect(uidsOf(set)).toEqual([...expected].sort((a, b) => a - b))
      for (let uid = 0; uid <= 160; uid += 1) expect(hasUid(set, uid), String(uid)).toBe(expected.has(uid))
    }),
  )
})

test('its ranges ascend, and no two of them touch', () => {
  fc.assert(
    fc.property(stretches, (added) => {
      const set = setOf(added)
      for (const [index, [low, high]] of set.entries()) {
        expect(low).toBeLessThanOrEqual(high)
        expect(low).toBeGreaterThan((set[index - 1]?.[1] ?? -1) + 1)
      }
    }),
  )
})

test('the order in which stretches are added makes no difference', () => {
  fc.assert(
    fc.property(
      stretches.chain((added) => fc.tuple(fc.constant(added), fc.shuffledSubarray(added, { minLength: added.length }))),
      ([added, shuffled]) => {
        expect(setOf(shuffled)).toEqual(setOf(added))
      },
    ),
  )
})

test('a list in any order, with doubles, is the set of its UIDs', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 60 }), (uids) => {
      expect(uidSetOf(uids)).toEqual(setOf(uids.map((uid) => [uid, 0])))
      expect(uidsOf(uidSetOf(uids))).toEqual([...new Set(uids)].sort((a, b) => a - b))
    }),
  )
})

test('what it writes it reads again', () => {
  fc.assert(
    fc.property(stretches, (added) => {
      expect(parseUidSet(formatUidSet(setOf(added)))).toEqual(setOf(added))
    }),
  )
})

test.each([
  ['', noUids],
  ['7', [[7, 7]]],
  [
    '1:40,57',
    [
      [1, 40],
      [57, 57],
    ],
  ],
  [
    '57,1:40',
    [
      [1, 40],
      [57, 57],
    ],
  ],
  ['1:4294967295', [[1, 4_294_967_295]]],
  ['3:2', []],
  ['1:*', []],
  [' 5', []],
  ['-5,6', [[6, 6]]],
  ['99999999999', []],
  ['1:2:3,9', [[9, 9]]],
] as const)('%j is read as %j', (text, set) => {
  expect(parseUidSet(text)).toEqual(set)
})

test('it is written as IMAP writes it', () => {
  expect(
    formatUidSet([
      [1, 40],
      [57, 57],
      [60, 61],
    ]),
  ).toBe('1:40,57,60:61')
  expect(formatUidSet(noUids)).toBe('')
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { shopHoursSchema } from '#contract/shop.ts'
import {
  closingProblem,
  intervalProblems,
  keptIntervals,
  nextInterval,
  type IntervalProblem,
  type TypedInterval,
} from '#renderer/features/settings/hours-check.ts'

function typed(...pairs: [string, string][]): TypedInterval[] {
  return pairs.map(([open, close]) => ({ open, close }))
}

test.each<[string, [string, string][], (IntervalProblem | null)[]]>([
  ['a closed day', [], []],
  ['one interval', [['9', '18h']], [null]],
  [
    'a lunch break',
    [
      ['09:00', '12:00'],
      ['14:00', '18:00'],
    ],
    [null, null],
  ],
  [
    'two that touch',
    [
      ['09:00', '12:00'],
      ['12:00', '18:00'],
    ],
    [null, null],
  ],
  ['open to midnight', [['18:00', '24:00']], [null]],
  ['no time', [['nine', '18:00']], ['not-a-time']],
  ['a missing time', [['09:00', '']], ['not-a-time']],
  ['closing before opening', [['18:00', '09:00']], ['closes-before-open']],
  ['closing as it opens', [['09:00', '09:00']], ['closes-before-open']],
  ['over midnight', [['20:00', '02:00']], ['closes-before-open']],
  [
    'an overlap, told at the later one',
    [
      ['09:00', '14:00'],
      ['13:00', '18:00'],
    ],
    [null, 'overlaps'],
  ],
  [
    'an overlap with one written later but earlier in the day',
    [
      ['13:00', '18:00'],
      ['09:00', '14:00'],
    ],
    [null, 'overlaps'],
  ],
  [
    'one inside the other',
    [
      ['09:00', '18:00'],
      ['10:00', '11:00'],
    ],
    [null, 'overlaps'],
  ],
  [
    'a reversed one within another accuses nobody else either',
    [
      ['18:00', '09:00'],
      ['08:00', '20:00'],
    ],
    ['closes-before-open', null],
  ],
  [
    'a wrong one accuses nobody else',
    [
      ['18:00', '09:00'],
      ['10:00', '11:00'],
    ],
    ['closes-before-open', null],
  ],
])('what is wrong with a day: %s', (_, pairs, expected) => {
  expect(intervalProblems(typed(...pairs))).toEqual(expected)
  expect(keptIntervals(typed(...pairs)) === null).toBe(expected.some((problem) => problem !== null))
})

test('a day is kept as the contract takes it, earliest first', () => {
  const kept = keptIntervals(typed(['14h', '18h30'], ['9', '12']))
  expect(kept).toEqual([
    ['09:00', '12:00'],
    ['14:00', '18:30'],
  ])
  expect(shopHoursSchema.safeParse({ timeZone: 'Europe/Paris', hours: { mon: kept } }).success).toBe(true)
})

test('hours can be added until the day is full, and each offer fits', () => {
  const count = 24
  let day: TypedInterval[] = []
  for (let added = 0; added < count; added += 1) {
    const next = nextInterval(day)
    if (next === null) break
    day = [...day, next]
    expect(keptIntervals(day)).not.toBeNull()
  }
  expect(day[0]).toEqual({ open: '09:00', close: '18:00' })
  expect(nextInterval(day)).toBeNull()
})

test('what is offered fits any day that is right', () => {
  const minute = fc.integer({ min: 0, max: 1440 })
  fc.assert(
    fc.property(fc.tuple(minute, minute), ([one, other]) => {
      const wall = (minutes: number): string =>
        `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
      const day = typed([wall(one), wall(other)])
      const next = nextInterval(day)
      if (keptIntervals(day) !== null && next !== null) expect(keptIntervals([...day, next])).not.toBeNull()
    }),
  )
})

test('after the morning the afternoon is offered', () => {
  expect(nextInterval(typed(['09:00', '12:00']))).toEqual({ open: '13:00', close: '18:00' })
})

test.each([
  [{ from: '2026-08-01', to: '2026-08-15' }, null],
  [{ from: '2026-08-01', to: '2026-08-01' }, null],
  [{ from: '2026-08-15', to: '2026-08-01' }, 'ends-before-start'],
  [{ from: '', to: '2026-08-01' }, 'not-a-date'],
  [{ from: '2026-02-30', to: '2026-03-01' }, 'not-a-date'],
])('what is wrong with the closing %j: %s', (closing, expected) => {
  expect(closingProblem(closing)).toBe(expected)
})

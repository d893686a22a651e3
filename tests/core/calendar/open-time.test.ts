import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { addOpenTime, isOpen, lastClosingOn, nextClosing, openIntervals } from '#core/calendar/open-time.ts'
import { instantFromIso, isoInZone } from '#core/calendar/zone.ts'
import type { ShopHours, WallInterval } from '#core/model/shop-hours.ts'
import { zones } from './intl-oracle.ts'

const withLunch: readonly WallInterval[] = [
  ['09:00', '12:00'],
  ['14:00', '18:00'],
]
const paris: ShopHours = {
  timeZone: 'Europe/Paris',
  hours: { mon: withLunch, tue: withLunch, wed: withLunch, thu: withLunch, fri: withLunch },
}
const allDay: readonly WallInterval[] = [['00:00', '24:00']]
const always: ShopHours = {
  timeZone: 'Europe/Paris',
  hours: { mon: allDay, tue: allDay, wed: allDay, thu: allDay, fri: allDay, sat: allDay, sun: allDay },
}
const at = (iso: string): number => instantFromIso(iso) ?? Number.NaN
const inParis = (epochMs: number | null): string | null => (epochMs === null ? null : isoInZone(epochMs, 'Europe/Paris').slice(0, 16))
const hourMs = 3_600_000

test.each([
  ['before opening', '2026-01-06T08:59:59+01:00', false],
  ['at opening', '2026-01-06T09:00+01:00', true],
  ['at lunch', '2026-01-06T12:00+01:00', false],
  ['at the end of lunch', '2026-01-06T14:00+01:00', true],
  ['the last millisecond', '2026-01-06T17:59:59.999+01:00', true],
  ['at closing', '2026-01-06T18:00+01:00', false],
  ['on Sunday', '2026-01-11T10:00+01:00', false],
])('%s the shop is open: %s %s', (_title, iso, expected) => {
  expect(isOpen(paris, at(iso))).toBe(expected)
})

test('open intervals are cut at both ends', () => {
  const found = openIntervals(paris, at('2026-01-09T15:00+01:00'), at('2026-01-12T10:00+01:00'))
  expect(found.map(({ start, end }) => [inParis(start), inParis(end)])).toEqual([
    ['2026-01-09T15:00', '2026-01-09T18:00'],
    ['2026-01-12T09:00', '2026-01-12T10:00'],
  ])
})

test('a shop that never closes has one open interval', () => {
  const [from, to] = [at('2026-03-20T00:00Z'), at('2026-04-10T12:34Z')]
  expect(openIntervals(always, from, to)).toEqual([{ start: from, end: to }])
})

test('an empty or backward span has no open interval', () => {
  const noon = at('2026-01-06T10:00+01:00')
  expect(openIntervals(paris, noon, noon)).toEqual([])
  expect(openIntervals(paris, noon, noon - hourMs)).toEqual([])
})

test.each([
  ['before opening', '2026-01-06T06:00+01:00', '2026-01-06T18:00'],
  ['before lunch', '2026-01-06T10:00+01:00', '2026-01-06T18:00'],
  ['the last millisecond', '2026-01-06T17:59:59.999+01:00', '2026-01-06T18:00'],
  ['at the closing', '2026-01-06T18:00+01:00', '2026-01-07T18:00'],
  ['on Friday evening', '2026-01-09T19:00+01:00', '2026-01-12T18:00'],
])('the next closing %s', (_title, iso, expected) => {
  expect(inParis(nextClosing(paris, at(iso)))).toBe(expected)
})

test('a closed day has no last closing', () => {
  expect(lastClosingOn(paris, '2026-01-11')).toBeNull()
  expect(inParis(lastClosingOn(paris, '2026-01-12'))).toBe('2026-01-12T18:00')
})

test.each([
  [400, '2027-02-10T18:00'],
  [401, null],
])('an opening %s days ahead gives %s', (days, expected) => {
  const date = new Date(Date.UTC(2026, 0, 6 + days)).toISOString().slice(0, 10)
  const hours: ShopHours = { timeZone: 'Europe/Paris', hours: {}, exceptions: [{ date, hours: withLunch }] }
  expect(inParis(nextClosing(hours, at('2026-01-06T10:00+01:00')))).toBe(expected)
  expect(inParis(addOpenTime(hours, at('2026-01-06T10:00+01:00'), 7 * hourMs))).toBe(expected)
})

test.each([
  ['nothing to wait for, even when closed', '2026-01-11T10:00+01:00', 0, '2026-01-11T10:00'],
  ['inside an interval', '2026-01-06T09:30+01:00', 1, '2026-01-06T10:30'],
  ['to the very end of an interval', '2026-01-06T09:00+01:00', 3, '2026-01-06T12:00'],
  ['across lunch', '2026-01-06T11:00+01:00', 2, '2026-01-06T15:00'],
  ['from a lunch', '2026-01-06T13:00+01:00', 1, '2026-01-06T15:00'],
  ['over the weekend', '2026-01-09T17:00+01:00', 2, '2026-01-12T10:00'],
  ['over a clock change', '2026-03-27T17:00+01:00', 2, '2026-03-30T10:00'],
  ['more than the days ahead hold', '2026-01-06T09:00+01:00', 9000, null],
])('open time is added: %s', (_title, iso, hours, expected) => {
  expect(inParis(addOpenTime(paris, at(iso), hours * hourMs))).toBe(expected)
})

const wallTime = fc
  .integer({ min: 0, max: 48 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`)
const wallIntervals = fc.array(
  fc.tuple(wallTime, wallTime).filter(([open, close]) => open < close),
  { maxLength: 3 },
)
const hoursArbitrary: fc.Arbitrary<ShopHours> = fc.record({
  timeZone: fc.constantFrom(...zones),
  hours: fc.record({
    mon: wallIntervals,
    tue: wallIntervals,
    wed: wallIntervals,
    thu: wallIntervals,
    fri: wallIntervals,
    sat: wallIntervals,
    sun: wallIntervals,
  }),
})
const instant = fc.integer({ min: Date.UTC(2009, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 }).map((minutes) => minutes * 60_000)

test('the open time up to an added instant is exactly what was added, and not reached a millisecond earlier', () => {
  fc.assert(
    fc.property(hoursArbitrary, instant, fc.integer({ min: 1, max: 3000 }), (hours, from, minutes) => {
      const reached = addOpenTime(hours, from, minutes * 60_000)
      fc.pre(reached !== null)
      const openMs = (to: number): number => openIntervals(hours, from, to).reduce((sum, { start, end }) => sum + end - start, 0)
      expect(openMs(reached)).toBe(minutes * 60_000)
      expect(openMs(reached - 1)).toBe(minutes * 60_000 - 1)
    }),
  )
})

test('open intervals are sorted, apart, inside the span, and split anywhere they say the same', () => {
  fc.assert(
    fc.property(
      hoursArbitrary,
      instant,
      fc.integer({ min: 1, max: 20_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (hours, from, minutes, share) => {
        const to = from + minutes * 60_000
        const cut = from + Math.floor(minutes * share) * 60_000
        const whole = openIntervals(hours, from, to)
        for (const [index, { start, end }] of whole.entries()) {
          expect(start).toBeGreaterThanOrEqual(from)
          expect(end).toBeLessThanOrEqual(to)
          expect(start).toBeLessThan(end)
          expect(start).toBeGreaterThan(whole[index - 1]?.end ?? Number.NEGATIVE_INFINITY)
        }
        const openMs = (intervals: typeof whole): number => intervals.reduce((sum, { start, end }) => sum + end - start, 0)
        expect(openMs(openIntervals(hours, from, cut)) + openMs(openIntervals(hours, cut, to))).toBe(openMs(whole))
        expect(isOpen(hours, cut)).toBe(openIntervals(hours, from - 1, to + 1).some(({ start, end }) => start <= cut && cut < end))
      },
    ),
  )
})

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantFromIso, isoInZone } from '#core/calendar/zone.ts'
import { weekdays, type ShopHours, type WallInterval } from '#core/model/shop-hours.ts'
import { replyDue } from '#core/target/reply-due.ts'
import { intlDateOf, intlInstantOf, zones } from '../calendar/intl-oracle.ts'

const nineToSix: readonly WallInterval[] = [['09:00', '18:00']]
const week = { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix }
const paris: ShopHours = { timeZone: 'Europe/Paris', hours: week }
const french: ShopHours = { ...paris, country: 'FR' }
const lunch: ShopHours = {
  ...paris,
  hours: {
    ...week,
    tue: [
      ['09:00', '12:00'],
      ['14:00', '18:00'],
    ],
  },
}
const until24: ShopHours = { ...paris, hours: { tue: [['14:00', '24:00']], wed: nineToSix } }
const night: ShopHours = { timeZone: 'Europe/Paris', hours: { sun: [['00:00', '02:30']], mon: nineToSix } }
const inZone = (timeZone: string): ShopHours => ({ timeZone, hours: week })

test.each<[string, string, ShopHours, string | null, string]>([
  // Product 3.1.
  ['Tue 10:00', '2026-01-06T10:00+01:00', paris, '2026-01-06T18:00:00+01:00', 'due.same-day'],
  ['Tue 23:30', '2026-01-06T23:30+01:00', paris, '2026-01-07T18:00:00+01:00', 'due.after-closing'],
  ['Wed 06:00', '2026-01-07T06:00+01:00', paris, '2026-01-07T18:00:00+01:00', 'due.before-opening'],
  ['Fri 19:00', '2026-01-09T19:00+01:00', paris, '2026-01-12T18:00:00+01:00', 'due.after-closing'],
  ['Sat', '2026-01-10T11:00+01:00', paris, '2026-01-12T18:00:00+01:00', 'due.closed-day'],
  ['Sun', '2026-01-11T11:00+01:00', paris, '2026-01-12T18:00:00+01:00', 'due.closed-day'],
  // Edges of a day.
  ['at opening', '2026-01-06T09:00+01:00', paris, '2026-01-06T18:00:00+01:00', 'due.same-day'],
  ['a millisecond before opening', '2026-01-06T08:59:59.999+01:00', paris, '2026-01-06T18:00:00+01:00', 'due.before-opening'],
  ['a millisecond before closing', '2026-01-06T17:59:59.999+01:00', paris, '2026-01-06T18:00:00+01:00', 'due.same-day'],
  ['at closing', '2026-01-06T18:00+01:00', paris, '2026-01-07T18:00:00+01:00', 'due.after-closing'],
  ['at lunch', '2026-01-06T13:00+01:00', lunch, '2026-01-06T18:00:00+01:00', 'due.same-day'],
  ['as lunch begins', '2026-01-06T12:00+01:00', lunch, '2026-01-06T18:00:00+01:00', 'due.same-day'],
  ['before a closing at 24:00', '2026-01-06T23:59+01:00', until24, '2026-01-07T00:00:00+01:00', 'due.same-day'],
  ['at 24:00', '2026-01-07T00:00+01:00', until24, '2026-01-07T18:00:00+01:00', 'due.before-opening'],
  // Holidays, closings, exceptions.
  ['Bastille Day', '2026-07-14T10:00+02:00', french, '2026-07-15T18:00:00+02:00', 'due.holiday'],
  ['Bastille Day, no country', '2026-07-14T10:00+02:00', paris, '2026-07-14T18:00:00+02:00', 'due.same-day'],
  ['Bastille Day, worked', '2026-07-14T10:00+02:00', { ...french, holidays: 'open' }, '2026-07-14T18:00:00+02:00', 'due.same-day'],
  ['the evening before', '2026-07-13T19:00+02:00', french, '2026-07-15T18:00:00+02:00', 'due.after-closing'],
  ['a holiday on a Saturday is a closed day', '2026-08-15T10:00+02:00', french, '2026-08-17T18:00:00+02:00', 'due.closed-day'],
  ['Good Friday in Moselle', '2026-04-03T10:00+02:00', { ...french, region: '57' }, '2026-04-07T18:00:00+02:00', 'due.holiday'],
  ['Good Friday in Paris', '2026-04-03T10:00+02:00', french, '2026-04-03T18:00:00+02:00', 'due.same-day'],
  [
    'a summer closing',
    '2026-08-05T10:00+02:00',
    { ...paris, closings: [{ from: '2026-08-03', to: '2026-08-14' }] },
    '2026-08-17T18:00:00+02:00',
    'due.closed-day',
  ],
  [
    'an exception on a Sunday',
    '2026-12-19T20:00+01:00',
    { ...paris, exceptions: [{ date: '2026-12-20', hours: [['10:00', '13:00']] }] },
    '2026-12-20T13:00:00+01:00',
    'due.closed-day',
  ],
  [
    'closed early by exception',
    '2026-12-24T16:00+01:00',
    { ...paris, exceptions: [{ date: '2026-12-24', hours: [['09:00', '15:00']] }] },
    '2026-12-25T18:00:00+01:00',
    'due.after-closing',
  ],
  ['never open', '2026-01-06T10:00+01:00', { ...paris, hours: {} }, null, 'due.never'],
  [
    'closed for longer than 400 days',
    '2026-01-06T19:00+01:00',
    { ...paris, closings: [{ from: '2026-01-07', to: '2027-06-30' }] },
    null,
    'due.never',
  ],
  // The shop's zone, not the computer's; clock changes.
  ['Monday there, Sunday here', '2026-01-11T23:30Z', inZone('Asia/Kolkata'), '2026-01-12T18:00:00+05:30', 'due.before-opening'],
  [
    'Friday evening there, Saturday here',
    '2026-01-10T02:00Z',
    inZone('America/New_York'),
    '2026-01-12T18:00:00-05:00',
    'due.after-closing',
  ],
  ['over the spring change', '2026-03-27T19:00+01:00', paris, '2026-03-30T18:00:00+02:00', 'due.after-closing'],
  ['over the autumn change', '2026-10-23T19:00+02:00', paris, '2026-10-26T18:00:00+01:00', 'due.after-closing'],
  [
    'New York, over the spring change',
    '2026-03-06T19:00-05:00',
    inZone('America/New_York'),
    '2026-03-09T18:00:00-04:00',
    'due.after-closing',
  ],
  [
    'St John’s, over the autumn change',
    '2026-10-30T19:00-02:30',
    inZone('America/St_Johns'),
    '2026-11-02T18:00:00-03:30',
    'due.after-closing',
  ],
  [
    'Lord Howe, over the spring change',
    '2026-10-02T19:00+10:30',
    inZone('Australia/Lord_Howe'),
    '2026-10-05T18:00:00+11:00',
    'due.after-closing',
  ],
  ['a closing in a gap moves forward', '2026-03-29T01:00+01:00', night, '2026-03-29T03:30:00+02:00', 'due.same-day'],
  ['a closing in a fold is the earlier one', '2026-10-25T01:00+02:00', night, '2026-10-25T02:30:00+02:00', 'due.same-day'],
  ['the second time clocks show it is after closing', '2026-10-25T02:15+01:00', night, '2026-10-26T18:00:00+01:00', 'due.after-closing'],
  ['Apia skips a Friday', '2011-12-29T19:00-10:00', inZone('Pacific/Apia'), '2012-01-02T18:00:00+14:00', 'due.after-closing'],
])('%s', (_title, receivedAt, hours, expected, code) => {
  const { dueAt, reason } = replyDue(instantFromIso(receivedAt) ?? Number.NaN, hours)
  expect(dueAt === null ? null : isoInZone(dueAt, hours.timeZone)).toBe(expected)
  expect(reason).toEqual({ code, params: dueAt === null ? {} : { dueAt } })
})

const wallTime = fc.integer({ min: 0, max: 96 }).map((quarter) => {
  const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15]
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
})
const intervals = fc.array(
  fc.tuple(wallTime, wallTime).filter(([open, close]) => open < close),
  { maxLength: 2 },
)
const firstDay = Date.UTC(2009, 0, 1)
const date = fc.integer({ min: 0, max: 7000 }).map((day) => new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10))
const shop = fc.record({
  timeZone: fc.constantFrom(...zones),
  hours: fc.record(
    { mon: intervals, tue: intervals, wed: intervals, thu: intervals, fri: intervals, sat: intervals, sun: intervals },
    { requiredKeys: [] },
  ),
})

/** The rule again, by hand: walk the calendar from the arrival's date, take the first last closing still to come. */
function dueByHand(receivedAt: number, hours: ShopHours): number | null {
  const arrival = Date.parse(intlDateOf(receivedAt, hours.timeZone))
  for (let offset = 0; offset <= 400; offset += 1) {
    const day = new Date(arrival + offset * 86_400_000)
    const local = day.toISOString().slice(0, 10)
    const weekday = weekdays[(day.getUTCDay() + 6) % 7] ?? 'mon'
    const isClosed = hours.closings?.some(({ from, to }) => from <= local && local <= to) === true
    const exists = intlDateOf(intlInstantOf(local, '12:00', hours.timeZone), hours.timeZone) === local
    const walls = hours.exceptions?.find((one) => one.date === local)?.hours ?? (isClosed ? [] : (hours.hours[weekday] ?? []))
    const ends = walls
      .map(([open, close]) => [intlInstantOf(local, open, hours.timeZone), intlInstantOf(local, close, hours.timeZone)] as const)
      .flatMap(([open, close]) => (open < close ? [close] : []))
    const last = Math.max(...ends)
    if (exists && ends.length > 0 && (offset > 0 || receivedAt < last)) return last
  }
  return null
}

test('due times agree with the rule walked by hand through Intl', () => {
  fc.assert(
    fc.property(
      shop,
      date,
      fc.integer({ min: -1440, max: 2880 }),
      fc.integer({ min: 0, max: 20 }),
      fc.option(intervals),
      ({ timeZone, hours }, around, minutes, closedDays, exception) => {
        const receivedAt = Date.parse(around) + minutes * 60_000
        const nearby = (days: number): string => new Date(Date.parse(around) + days * 86_400_000).toISOString().slice(0, 10)
        const full: ShopHours = {
          timeZone,
          hours,
          closings: closedDays === 0 ? [] : [{ from: nearby(1), to: nearby(closedDays) }],
          exceptions: exception === null ? [] : [{ date: nearby(2), hours: exception }],
        }
        expect(replyDue(receivedAt, full).dueAt).toBe(dueByHand(receivedAt, full))
      },
    ),
    { numRuns: 500 },
  )
})

test('a due instant is later than the arrival, and a later arrival is never due earlier', () => {
  fc.assert(
    fc.property(shop, date, fc.nat({ max: 5000 }), fc.nat({ max: 5000 }), (hours, around, minutes, later) => {
      const receivedAt = Date.parse(around) + minutes * 60_000
      const first = replyDue(receivedAt, hours).dueAt
      const second = replyDue(receivedAt + later * 60_000, hours).dueAt
      fc.pre(first !== null && second !== null)
      expect(first).toBeGreaterThan(receivedAt)
      expect(second).toBeGreaterThanOrEqual(first)
    }),
  )
})

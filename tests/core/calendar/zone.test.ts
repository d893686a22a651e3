import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  instantFromIso,
  isLocalDate,
  isTimeZone,
  isoInZone,
  localDateOf,
  nextDate,
  startOfDay,
  toEpochMs,
  wallMinutes,
  wallTimeOf,
  weekdayOf,
} from '#core/calendar/zone.ts'
import { intlDateOf, intlInstantOf, zones } from './intl-oracle.ts'

test.each([
  ['an ordinary winter day', '2026-01-06', '18:00', 'Europe/Paris', '2026-01-06T18:00:00+01:00'],
  ['an ordinary summer day', '2026-07-06', '18:00', 'Europe/Paris', '2026-07-06T18:00:00+02:00'],
  ['a gap moves forward', '2026-03-29', '02:30', 'Europe/Paris', '2026-03-29T03:30:00+02:00'],
  ['after a gap the new offset holds', '2026-03-29', '18:00', 'Europe/Paris', '2026-03-29T18:00:00+02:00'],
  ['a fold takes the earlier', '2026-10-25', '02:30', 'Europe/Paris', '2026-10-25T02:30:00+02:00'],
  ['after a fold the new offset holds', '2026-10-25', '03:00', 'Europe/Paris', '2026-10-25T03:00:00+01:00'],
  ['24:00 is the next midnight', '2026-01-06', '24:00', 'Europe/Paris', '2026-01-07T00:00:00+01:00'],
  ['24:00 ends a day of 23 hours', '2026-03-29', '24:00', 'Europe/Paris', '2026-03-30T00:00:00+02:00'],
  ['24:00 ends a year', '2026-12-31', '24:00', 'Europe/Paris', '2027-01-01T00:00:00+01:00'],
  ['New York gap', '2026-03-08', '02:30', 'America/New_York', '2026-03-08T03:30:00-04:00'],
  ['New York fold', '2026-11-01', '01:30', 'America/New_York', '2026-11-01T01:30:00-04:00'],
  ['Lord Howe gap of half an hour', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-04T02:45:00+11:00'],
  ['Lord Howe fold of half an hour', '2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-05T01:45:00+11:00'],
  ['half-hour offset', '2026-01-06', '18:00', 'Asia/Kolkata', '2026-01-06T18:00:00+05:30'],
  ['St John’s', '2026-03-08', '02:30', 'America/St_Johns', '2026-03-08T03:30:00-02:30'],
  ['the clock gap takes the midnight itself', '2026-04-23', '24:00', 'Africa/Cairo', '2026-04-24T01:00:00+03:00'],
  ['a skipped date moves forward by a day', '2011-12-30', '09:00', 'Pacific/Apia', '2011-12-31T09:00:00+14:00'],
])('%s', (_title, date, time, zone, expected) => {
  expect(isoInZone(toEpochMs(date, time, zone), zone)).toBe(expected)
})

test('wall times agree with a search through Intl, in every zone of the list', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 1439 }), (zone, day, minutes) => {
      const date = addDays('2005-01-01', day)
      const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
      expect(toEpochMs(date, time, zone)).toBe(intlInstantOf(date, time, zone))
    }),
    { numRuns: 2000 },
  )
})

test('local dates agree with Intl, in every zone of the list', () => {
  const from = Date.UTC(2005, 0, 1)
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 9000 * 86_400 }), (zone, seconds) => {
      expect(localDateOf(from + seconds * 1000, zone)).toBe(intlDateOf(from + seconds * 1000, zone))
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['the last millisecond of a day', '2026-01-06T23:59:59.999+01:00', 'Europe/Paris', '2026-01-06'],
  ['midnight begins the day', '2026-01-07T00:00+01:00', 'Europe/Paris', '2026-01-07'],
  ['far east of UTC', '2026-01-06T12:00Z', 'Pacific/Kiritimati', '2026-01-07'],
  ['far west of UTC', '2026-01-06T09:00Z', 'Pacific/Pago_Pago', '2026-01-05'],
  ['before the skipped date', '2011-12-30T09:59Z', 'Pacific/Apia', '2011-12-29'],
  ['after the skipped date', '2011-12-30T10:00Z', 'Pacific/Apia', '2011-12-31'],
  ['clocks set back over midnight: before', '2010-11-07T02:30:30Z', 'America/St_Johns', '2010-11-07'],
  ['clocks set back over midnight: the evening again', '2010-11-07T02:31Z', 'America/St_Johns', '2010-11-06'],
  ['clocks set back over midnight: midnight again', '2010-11-07T03:30Z', 'America/St_Johns', '2010-11-07'],
])('the local date of an instant: %s', (_title, iso, zone, expected) => {
  expect(localDateOf(Date.parse(iso), zone)).toBe(expected)
})

test('a skipped date lasts no time, a day with a gap 23 hours', () => {
  expect(startOfDay('2011-12-31', 'Pacific/Apia') - startOfDay('2011-12-30', 'Pacific/Apia')).toBe(0)
  expect(startOfDay('2026-03-30', 'Europe/Paris') - startOfDay('2026-03-29', 'Europe/Paris')).toBe(23 * 3_600_000)
})

test.each([
  ['2026-01-05', 'mon'],
  ['2026-01-10', 'sat'],
  ['2024-02-29', 'thu'],
  ['2026-01-11', 'sun'],
])('%s is a %s', (date, weekday) => {
  expect(weekdayOf(date)).toBe(weekday)
})

test.each([
  ['2024-02-28', '2024-02-29'],
  ['2026-02-28', '2026-03-01'],
  ['2026-12-31', '2027-01-01'],
])('after %s comes %s', (date, next) => {
  expect(nextDate(date)).toBe(next)
})

test.each([
  ['Europe/Paris', true],
  ['America/Argentina/Buenos_Aires', true],
  ['UTC', true],
  ['Etc/GMT+5', true],
  ['Europe/Atlantis', false],
  ['+02:00', false],
  ['2026-01-01T00:00[Europe/Paris]', false],
  ['', false],
])('time zone %j is known: %s', (name, known) => {
  expect(isTimeZone(name)).toBe(known)
})

test.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2026-2-8', false],
  ['2026-02-08T10:00', false],
  ['', false],
])('date %j is one: %s', (text, valid) => {
  expect(isLocalDate(text)).toBe(valid)
})

test.each([
  ['00:00', 0],
  ['09:30', 570],
  ['23:59', 1439],
  ['24:00', 1440],
  ['24:01', null],
  ['25:00', null],
  ['09:60', null],
  ['9:00', null],
  ['09:00:00', null],
  ['', null],
])('wall time %j is minute %s of the day', (text, minutes) => {
  expect(wallMinutes(text)).toBe(minutes)
})

test('a wall time that is none is a bug and throws', () => {
  expect(() => toEpochMs('2026-01-06', '9am', 'Europe/Paris')).toThrow(RangeError)
})

test('instants are read with an offset only', () => {
  expect(instantFromIso('2026-01-06T10:00:00+01:00')).toBe(Date.UTC(2026, 0, 6, 9))
  expect(instantFromIso('2026-01-06T10:00:00')).toBeNull()
  expect(instantFromIso('yesterday')).toBeNull()
})

test('clocks show the minute that has begun', () => {
  expect(wallTimeOf(Date.UTC(2026, 0, 6, 8, 59, 59), 'Europe/Paris')).toBe('09:59')
})

import { expect, test } from 'vitest'
import { sayClock, sayDay, sayDayAndClock, sayDue, sayMoment, sayPromise } from '#locale/say-time.ts'

/** Tuesday 10 March 2026, 10:00 in Paris. */
const now = Date.parse('2026-03-10T10:00:00+01:00')
const at = (iso: string): number => Date.parse(iso)
const en = { language: 'en', timeZone: 'Europe/Paris', now } as const
const fr = { language: 'fr', timeZone: 'Europe/Paris', now } as const
/** No-break spaces, narrow or not, as plain ones. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

test.each([
  ['2026-03-10T18:00:00+01:00', '18:00', '18 h'],
  ['2026-03-10T18:30:00+01:00', '18:30', '18 h 30'],
  ['2026-03-10T09:05:00+01:00', '09:05', '9 h 05'],
  ['2026-03-10T12:00:00+01:00', '12:00', '12 h'],
])('%s is %s and %s o’clock', (iso, english, french) => {
  expect(sayClock(at(iso), en)).toBe(english)
  expect(plain(sayClock(at(iso), fr))).toBe(french)
})

test('French hours keep together on a line', () => {
  expect(sayClock(at('2026-03-10T18:30:00+01:00'), fr)).not.toContain(' ')
})

test.each([
  ['2026-03-10T00:00:00+01:00', 'today', 'aujourd’hui'],
  ['2026-03-10T23:59:59+01:00', 'today', 'aujourd’hui'],
  ['2026-03-09T23:59:59+01:00', 'yesterday', 'hier'],
  ['2026-03-11T00:00:00+01:00', 'tomorrow', 'demain'],
  ['2026-03-12T09:00:00+01:00', 'Thursday', 'jeudi'],
  ['2026-03-16T09:00:00+01:00', 'Monday', 'lundi'],
  ['2026-03-17T09:00:00+01:00', '17 March', 'le 17 mars'],
  ['2026-03-06T09:00:00+01:00', 'Friday', 'vendredi'],
  ['2026-03-03T09:00:00+01:00', '3 March', 'le 3 mars'],
  ['2026-08-01T09:00:00+02:00', '1 August', 'le 1 août'],
  ['2025-12-31T09:00:00+01:00', '31 December 2025', 'le 31 décembre 2025'],
])('%s is %s, %s', (iso, english, french) => {
  expect(sayDay(at(iso), en)).toBe(english)
  expect(plain(sayDay(at(iso), fr)).replace('1er ', '1 ')).toBe(french)
})

test('in a list today is a time, any other day its name', () => {
  expect(sayMoment(at('2026-03-10T09:12:00+01:00'), en)).toBe('09:12')
  expect(sayMoment(at('2026-03-09T09:12:00+01:00'), en)).toBe('yesterday')
})

test('what is due another day says which', () => {
  expect(sayDue(at('2026-03-10T18:00:00+01:00'), en)).toBe('18:00')
  expect(sayDue(at('2026-03-16T18:00:00+01:00'), en)).toBe('Monday 18:00')
  expect(plain(sayDue(at('2026-03-16T18:00:00+01:00'), fr))).toBe('lundi 18 h')
  expect(sayDayAndClock(at('2026-03-10T18:00:00+01:00'), en)).toBe('today 18:00')
})

test.each([
  ['2026-03-10T18:00:00+01:00', 'before 18:00 today', 'avant 18 h aujourd’hui'],
  ['2026-03-11T18:00:00+01:00', 'before 18:00 tomorrow', 'avant 18 h demain'],
  ['2026-03-16T18:00:00+01:00', 'before 18:00 on Monday', 'avant 18 h lundi'],
])('a promise until %s reads %j, %j', (iso, english, french) => {
  expect(sayPromise(at(iso), en)).toBe(english)
  expect(plain(sayPromise(at(iso), fr))).toBe(french)
})

test('the day is that of the shop, not of the computer', () => {
  const late = at('2026-03-10T23:30:00Z')
  expect(sayDay(late, { ...en, timeZone: 'UTC' })).toBe('today')
  expect(sayDay(late, en)).toBe('tomorrow')
  expect(sayDay(late, { ...en, timeZone: 'America/New_York' })).toBe('today')
})

test('a day of 23 or 25 hours is one day', () => {
  const context = { ...en, now: at('2026-03-28T23:30:00+01:00') }
  expect(sayDay(at('2026-03-29T23:30:00+02:00'), context)).toBe('tomorrow')
  expect(sayDay(at('2026-10-25T00:10:00+02:00'), { ...en, now: at('2026-10-25T23:50:00+01:00') })).toBe('today')
})

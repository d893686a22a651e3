import { expect, test } from 'vitest'
import { intervalsOn, shopHoursProblem } from '#core/calendar/shop-hours.ts'
import { isoInZone } from '#core/calendar/zone.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'

const nineToSix = [['09:00', '18:00']] as const
const week = { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix }
const paris: ShopHours = { timeZone: 'Europe/Paris', hours: week }
const everyDay = (timeZone: string, ...hours: (readonly [string, string])[]): ShopHours => ({
  timeZone,
  hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
})

/** Openings in words: local times where the date and offset are plain, else the whole instant. */
function openings(hours: ShopHours, date: string): string[] {
  return intervalsOn(hours, date).map(({ start, end }) =>
    [start, end]
      .map((at) => isoInZone(at, hours.timeZone))
      .map((iso) => (iso.startsWith(date) ? iso.slice(11, 16) : iso.slice(0, 16)))
      .join('-'),
  )
}

test.each<[string, ShopHours, string, string[]]>([
  ['a weekday', paris, '2026-01-06', ['09:00-18:00']],
  ['a weekday that is missing', paris, '2026-01-10', []],
  ['a weekday that is empty', { ...paris, hours: { ...week, tue: [] } }, '2026-01-06', []],
  [
    'lunch',
    {
      ...paris,
      hours: {
        tue: [
          ['14:00', '18:00'],
          ['09:00', '12:00'],
        ],
      },
    },
    '2026-01-06',
    ['09:00-12:00', '14:00-18:00'],
  ],
  [
    'overlapping and touching intervals',
    {
      ...paris,
      hours: {
        tue: [
          ['09:00', '12:00'],
          ['11:00', '11:30'],
          ['12:00', '13:00'],
          ['15:00', '18:00'],
        ],
      },
    },
    '2026-01-06',
    ['09:00-13:00', '15:00-18:00'],
  ],
  ['a holiday', { ...paris, country: 'FR' }, '2026-07-14', []],
  ['a holiday of no country', paris, '2026-07-14', ['09:00-18:00']],
  ['a holiday worked', { ...paris, country: 'FR', holidays: 'open' }, '2026-07-14', ['09:00-18:00']],
  ['a holiday closed in so many words', { ...paris, country: 'FR', holidays: 'closed' }, '2026-07-14', []],
  ['a holiday of a region', { ...paris, country: 'FR', region: '57' }, '2026-04-03', []],
  ['the same day elsewhere', { ...paris, country: 'FR' }, '2026-04-03', ['09:00-18:00']],
  ['the first day of a closing', { ...paris, closings: [{ from: '2026-08-03', to: '2026-08-14' }] }, '2026-08-03', []],
  ['the last day of a closing', { ...paris, closings: [{ from: '2026-08-03', to: '2026-08-14' }] }, '2026-08-14', []],
  ['the day before a closing', { ...paris, closings: [{ from: '2026-08-04', to: '2026-08-14' }] }, '2026-08-03', ['09:00-18:00']],
  ['the day after a closing', { ...paris, closings: [{ from: '2026-08-03', to: '2026-08-13' }] }, '2026-08-14', ['09:00-18:00']],
  [
    'a closing beats a worked holiday',
    { ...paris, country: 'FR', holidays: 'open', closings: [{ from: '2026-07-14', to: '2026-07-14' }] },
    '2026-07-14',
    [],
  ],
  [
    'an exception beats a closing',
    {
      ...paris,
      closings: [{ from: '2026-08-03', to: '2026-08-14' }],
      exceptions: [{ date: '2026-08-05', hours: [['10:00', '12:00']] }],
    },
    '2026-08-05',
    ['10:00-12:00'],
  ],
  [
    'an exception beats a holiday',
    { ...paris, country: 'FR', exceptions: [{ date: '2026-07-14', hours: [['10:00', '12:00']] }] },
    '2026-07-14',
    ['10:00-12:00'],
  ],
  ['an exception beats the week', { ...paris, exceptions: [{ date: '2026-01-06', hours: [] }] }, '2026-01-06', []],
  ['an exception opens a Sunday', { ...paris, exceptions: [{ date: '2026-12-20', hours: nineToSix }] }, '2026-12-20', ['09:00-18:00']],
  [
    'the last of two exceptions counts',
    {
      ...paris,
      exceptions: [
        { date: '2026-01-06', hours: [] },
        { date: '2026-01-06', hours: nineToSix },
      ],
    },
    '2026-01-06',
    ['09:00-18:00'],
  ],
  ['until midnight', everyDay('Europe/Paris', ['20:00', '24:00']), '2026-01-06', ['20:00-2026-01-07T00:00']],
  ['a gap swallows the interval whose end it moves past', everyDay('Europe/Paris', ['02:30', '03:00']), '2026-03-29', []],
  ['a gap moves an interval inside it', everyDay('Europe/Paris', ['02:00', '02:30']), '2026-03-29', ['03:00-03:30']],
  ['a gap shortens an interval around it', everyDay('Europe/Paris', ['01:00', '04:00']), '2026-03-29', ['01:00-04:00']],
  ['a gap of half an hour', everyDay('Australia/Lord_Howe', ['02:00', '02:30']), '2026-10-04', []],
  ['a date that does not exist', everyDay('Pacific/Apia', ['09:00', '18:00']), '2011-12-30', []],
  ['the date after it', everyDay('Pacific/Apia', ['09:00', '18:00']), '2011-12-31', ['09:00-18:00']],
  [
    'a gap over midnight does not lend time from the next day',
    everyDay('America/Toronto', ['22:00', '23:45']),
    '1919-03-30',
    ['22:00-1919-03-31T00:30'],
  ],
])('the openings of a day: %s', (_title, hours, date, expected) => {
  expect(openings(hours, date)).toEqual(expected)
})

test('an interval around a fold lasts an hour more', () => {
  const lengths = ['2026-03-29', '2026-10-24', '2026-10-25'].map((date) =>
    intervalsOn(everyDay('Europe/Paris', ['01:00', '04:00']), date).map(({ start, end }) => (end - start) / 3_600_000),
  )
  expect(lengths).toEqual([[2], [3], [4]])
})

test('hours of another object are read anew', () => {
  expect(intervalsOn(paris, '2026-01-06')).toHaveLength(1)
  expect(intervalsOn({ ...paris, hours: {} }, '2026-01-06')).toHaveLength(0)
})

test.each<[string, ShopHours]>([
  ['a week', paris],
  ['no opening at all', { ...paris, hours: {} }],
  [
    'everything set',
    {
      ...paris,
      country: 'FR',
      region: '57',
      holidays: 'open',
      closings: [{ from: '2026-08-03', to: '2026-08-03' }],
      exceptions: [{ date: '2026-01-06', hours: [['00:00', '24:00']] }],
    },
  ],
])('hours without a problem: %s', (_title, hours) => {
  expect(shopHoursProblem(hours)).toBeNull()
})

test.each<[string, ShopHours, RegExp]>([
  ['a zone nobody knows', { ...paris, timeZone: 'Europe/Atlantis' }, /^timeZone: "Europe\/Atlantis"/],
  ['an opening that is no time', { ...paris, hours: { tue: [['9:00', '18:00']] } }, /^hours\.tue: "9:00" is not a time/],
  ['a closing that is no time', { ...paris, hours: { tue: [['09:00', '24:01']] } }, /^hours\.tue: "24:01" is not a time/],
  ['a night shift', { ...paris, hours: { sat: [['22:00', '02:00']] } }, /^hours\.sat: "22:00" to "02:00" must end after it starts/],
  ['an empty interval', { ...paris, hours: { sat: [['09:00', '09:00']] } }, /^hours\.sat: .* must end after it starts/],
  [
    'a closing from a date that is none',
    { ...paris, closings: [{ from: '2026-02-30', to: '2026-03-02' }] },
    /^closings: "2026-02-30" is not a date/,
  ],
  [
    'a closing to a date that is none',
    { ...paris, closings: [{ from: '2026-02-20', to: '2026-02-30' }] },
    /^closings: "2026-02-30" is not a date/,
  ],
  ['a closing backwards', { ...paris, closings: [{ from: '2026-03-02', to: '2026-03-01' }] }, /ends before it starts$/],
  ['an exception without a date', { ...paris, exceptions: [{ date: 'Monday', hours: [] }] }, /^exceptions: "Monday" is not a date/],
  [
    'an exception without times',
    { ...paris, exceptions: [{ date: '2026-01-06', hours: [['noon', '18:00']] }] },
    /^exceptions 2026-01-06: "noon"/,
  ],
])('hours with a problem: %s', (_title, hours, words) => {
  expect(shopHoursProblem(hours)).toMatch(words)
})

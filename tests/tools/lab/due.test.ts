import { expect, test } from 'vitest'
import { dueVerb } from '#tools/lab/due.ts'

const nineToSix = [['09:00', '18:00']]
const hours = { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix }
const shop = { timeZone: 'Europe/Paris', hours }

test.each([
  ['2026-01-06T10:00:00+01:00', shop, '2026-01-06T18:00:00+01:00', 'Arrived during the day: answer before 18:00'],
  [
    '2026-01-09T19:00:00+01:00',
    shop,
    '2026-01-12T18:00:00+01:00',
    'Arrived after closing: answer by the next closing, before Monday 18:00',
  ],
  ['2026-01-11T23:30:00Z', shop, '2026-01-12T18:00:00+01:00', 'Arrived before you opened that day: answer before 18:00'],
  [
    '2026-07-14T10:00:00+02:00',
    { ...shop, country: 'FR', region: '57' },
    '2026-07-15T18:00:00+02:00',
    'Arrived on a public holiday: answer on the next open day, before Wednesday 18:00',
  ],
  [
    '2026-08-03T10:00:00+02:00',
    { ...shop, closings: [{ from: '2026-08-01', to: '2026-08-16' }] },
    '2026-08-17T18:00:00+02:00',
    'Arrived on a day you are closed: answer on the next open day, before Monday 2026-08-17 18:00',
  ],
  [
    '2026-01-06T10:00:00+01:00',
    { ...shop, hours: { tue: [['09:00', '24:00']] } },
    '2026-01-07T00:00:00+01:00',
    'Arrived during the day: answer before 24:00',
  ],
  ['2026-01-06T10:00:00+01:00', { ...shop, hours: {} }, null, 'No opening in the next 400 days: check the shop hours in the settings'],
])('a message of %s is explained', (receivedAt, shop, dueAt, why) => {
  expect(dueVerb({ id: 7, receivedAt, shop, extra: true })).toEqual({ id: 7, dueAt, why })
})

test('keys that are not known are ignored, everywhere', () => {
  const input = { id: 'a', receivedAt: '2026-01-06T10:00:00+01:00', shop: { ...shop, name: 'Vases', hours: { ...hours, holiday: 'x' } } }
  expect(dueVerb(input)).toMatchObject({ id: 'a', dueAt: '2026-01-06T18:00:00+01:00' })
})

test.each([
  ['no object', 'hello', /^line: /],
  ['no shop', { id: 1, receivedAt: '2026-01-06T10:00:00Z' }, /^shop: /],
  ['no arrival', { id: 1, shop }, /^receivedAt: /],
  ['an arrival without offset', { id: 1, receivedAt: '2026-01-06T10:00:00', shop }, /^receivedAt: .*offset/],
  [
    'an interval with one end',
    { id: 1, receivedAt: '2026-01-06T10:00:00Z', shop: { ...shop, hours: { mon: [['09:00']] } } },
    /^shop\.hours\.mon\.0/,
  ],
  ['a zone nobody knows', { id: 1, receivedAt: '2026-01-06T10:00:00Z', shop: { ...shop, timeZone: 'Mars' } }, /^shop\.timeZone: "Mars"/],
  ['holidays of a third kind', { id: 1, receivedAt: '2026-01-06T10:00:00Z', shop: { ...shop, holidays: 'maybe' } }, /^shop\.holidays: /],
  [
    'a night shift',
    { id: 1, receivedAt: '2026-01-06T10:00:00Z', shop: { ...shop, hours: { mon: [['22:00', '02:00']] } } },
    /^shop\.hours\.mon: /,
  ],
])('a bad line is refused with a clear word: %s', (_title, input, words) => {
  expect(() => dueVerb(input)).toThrow(words)
})

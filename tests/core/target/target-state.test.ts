import { expect, test } from 'vitest'
import { instantFromIso } from '#core/calendar/zone.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import type { ReplyClock } from '#core/model/target.ts'
import { targetState } from '#core/target/target-state.ts'

const hours: ShopHours = { timeZone: 'Europe/Paris', hours: {} }
const at = (iso: string): number => instantFromIso(iso) ?? Number.NaN
const open: ReplyClock = { status: 'open', since: at('2026-01-06T08:00Z'), person: 'anna@mail.example' }
const dueAt = at('2026-01-06T18:00+01:00')

test.each<[string, string, string, object]>([
  ['in the morning', '2026-01-06T09:00+01:00', 'due-today', { dueAt }],
  ['just after midnight in the shop’s zone, the day before in UTC', '2026-01-06T00:30+01:00', 'due-today', { dueAt }],
  ['the evening before', '2026-01-05T23:30+01:00', 'due-later', { dueAt }],
  ['exactly an hour before', '2026-01-06T17:00+01:00', 'due-today', { dueAt }],
  ['a millisecond less than an hour before', '2026-01-06T17:00:00.001+01:00', 'tight', { dueAt, minutesLeft: 60 }],
  ['a minute and a half before', '2026-01-06T17:58:30+01:00', 'tight', { dueAt, minutesLeft: 2 }],
  ['the last millisecond', '2026-01-06T17:59:59.999+01:00', 'tight', { dueAt, minutesLeft: 1 }],
  ['at the due instant', '2026-01-06T18:00+01:00', 'late', { dueAt }],
  ['the next day', '2026-01-07T09:00+01:00', 'late', { dueAt }],
])('an open clock is, %s', (_title, now, state, params) => {
  expect(targetState({ clock: open, dueAt, hours, now: at(now), tightMinutes: 60 })).toEqual({
    state,
    reason: { code: `target.${state}`, params },
  })
})

test('tight is as near as the shop says', () => {
  const situation = { clock: open, dueAt, hours, now: at('2026-01-06T17:00+01:00') }
  expect(targetState({ ...situation, tightMinutes: 90 }).state).toBe('tight')
  expect(targetState({ ...situation, tightMinutes: 0 }).state).toBe('due-today')
})

test('a closing at 24:00 is today’s', () => {
  const midnight = at('2026-01-07T00:00+01:00')
  expect(targetState({ clock: open, dueAt: midnight, hours, now: at('2026-01-06T12:00+01:00'), tightMinutes: 60 }).state).toBe('due-today')
})

test('where the shop never opens again nothing is late', () => {
  expect(targetState({ clock: open, dueAt: null, hours, now: at('2027-01-06T12:00Z'), tightMinutes: 60 })).toEqual({
    state: 'due-later',
    reason: { code: 'due.never', params: {} },
  })
})

test('an answer meets the target, and says when', () => {
  const answeredAt = at('2026-01-06T10:00Z')
  expect(
    targetState({ clock: { status: 'answered', at: answeredAt, asksBack: false }, dueAt, hours, now: dueAt, tightMinutes: 60 }),
  ).toEqual({
    state: 'met',
    reason: { code: 'target.met', params: { answeredAt } },
  })
})

test('what needs no answer says why', () => {
  const reason = { code: 'clock.dismissed', params: {} }
  expect(targetState({ clock: { status: 'not-needed', reason }, dueAt, hours, now: dueAt, tightMinutes: 60 })).toEqual({
    state: 'not-needed',
    reason,
  })
})

import { expect, test } from 'vitest'
import { instantFromIso } from '#core/calendar/zone.ts'
import type { ReplyClock, TargetState } from '#core/model/target.ts'
import { boardGroup, type BoardGroup } from '#core/target/board-group.ts'

const at = (iso: string): number => instantFromIso(iso) ?? Number.NaN
const now = at('2026-01-06T12:00+01:00')
const today = at('2026-01-06T18:00+01:00')
const tomorrow = at('2026-01-07T18:00+01:00')
const open: ReplyClock = { status: 'open', since: now - 1, person: 'anna@mail.example' }
const answered = (iso: string, asksBack: boolean): ReplyClock => ({ status: 'answered', at: at(iso), asksBack })

test.each<[string, ReplyClock, TargetState, number | null, number | null, BoardGroup | null]>([
  ['late', open, 'late', now - 1, today, 'missed'],
  ['tight', open, 'tight', today, today, 'tight'],
  ['due at the next closing', open, 'due-today', today, today, 'next-closing'],
  ['due at the next closing, another day', open, 'due-later', tomorrow, tomorrow, 'next-closing'],
  ['due before the next closing, under older hours', open, 'due-today', today, tomorrow, 'next-closing'],
  ['due after the next closing', open, 'due-later', tomorrow, today, 'later'],
  ['never due', open, 'due-later', null, today, 'later'],
  ['a shop that never closes again', open, 'due-later', tomorrow, null, 'later'],
  ['answered today', answered('2026-01-06T00:00+01:00', false), 'met', null, today, 'done-today'],
  ['answered today with a question', answered('2026-01-06T09:00+01:00', true), 'met', null, today, 'done-today'],
  ['answered by a server whose clock is ahead', answered('2026-01-07T00:10+01:00', false), 'met', null, today, 'done-today'],
  ['answered yesterday', answered('2026-01-05T23:59+01:00', false), 'met', null, today, null],
  ['answered yesterday with a question', answered('2026-01-05T23:59+01:00', true), 'met', null, today, 'waiting'],
  ['answered 30 days ago with a question', answered('2025-12-07T12:00+01:00', true), 'met', null, today, 'waiting'],
  ['answered longer ago with a question', answered('2025-12-07T11:59+01:00', true), 'met', null, today, null],
  ['not needed', { status: 'not-needed', reason: { code: 'clock.dismissed', params: {} } }, 'not-needed', today, today, null],
])('%s', (_title, clock, state, dueAt, nextClosingAt, group) => {
  expect(boardGroup({ clock, state, dueAt, nextClosingAt, now, timeZone: 'Europe/Paris' })).toBe(group)
})

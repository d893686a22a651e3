import { afterEach, expect, test } from 'vitest'
import { replyDue } from '#core/target/reply-due.ts'
import { targetState } from '#core/target/target-state.ts'
import type { ReplyClock } from '#core/model/target.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'

const day: [string, string][] = [['09:00', '18:00']]
const hours = { timeZone: 'Europe/Paris', hours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day } } as ShopHours
const at = (iso: string): number => Date.parse(iso)
const zone = process.env['TZ']

afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

function stateAt(since: number, now: number) {
  const clock = { status: 'open', since, person: 'claire@post.example' } as ReplyClock
  return targetState({ clock, dueAt: replyDue(since, hours).dueAt, hours, now, tightMinutes: 60 }).state
}

test('a computer that moves to another time zone changes no target: the shop’s own zone counts', () => {
  const received = at('2026-03-28T16:30:00Z')
  const before = replyDue(received, hours)
  for (const other of ['Pacific/Auckland', 'America/Los_Angeles', 'UTC']) {
    process.env['TZ'] = other
    expect(replyDue(received, hours), other).toEqual(before)
  }
})

test.each([
  ['into summer', '2026-03-28T18:30:00+01:00', '2026-03-30T18:00:00+02:00'],
  ['out of summer', '2026-10-24T18:30:00+02:00', '2026-10-26T18:00:00+01:00'],
])('a target over the night in which the clocks go %s is Monday’s closing on the wall', (_way, received, closing) => {
  expect(replyDue(at(received), hours).dueAt).toBe(at(closing))
})

test('a clock that is set back by an hour says what it said an hour ago, and late again an hour later', () => {
  const received = at('2026-06-01T10:00:00+02:00')
  const dueAt = replyDue(received, hours).dueAt ?? 0
  const minute = 60_000
  const before = stateAt(received, dueAt - 30 * minute)
  expect(stateAt(received, dueAt + 30 * minute)).toBe('late')
  expect(stateAt(received, dueAt + 30 * minute - 60 * minute)).toBe(before)
  expect(before).not.toBe('late')
  expect(stateAt(received, dueAt + minute)).toBe('late')
})

import { localDateOf } from '../calendar/zone.ts'
import type { EpochMs } from '../model/ids.ts'
import { assertNever } from '../model/result.ts'
import type { Reason } from '../model/reason.ts'
import type { ShopHours } from '../model/shop-hours.ts'
import type { ReplyClock, TargetState } from '../model/target.ts'

const minuteMs = 60_000

/** Everything the state of a target depends on; `tightMinutes` is how near closing becomes tight. */
export type TargetSituation = {
  readonly clock: ReplyClock
  readonly dueAt: EpochMs | null
  readonly hours: ShopHours
  readonly now: EpochMs
  readonly tightMinutes: number
}

function openState({ dueAt, hours, now, tightMinutes }: TargetSituation): { readonly state: TargetState; readonly reason: Reason } {
  if (dueAt === null) return { state: 'due-later', reason: { code: 'due.never', params: {} } }
  if (now >= dueAt) return { state: 'late', reason: { code: 'target.late', params: { dueAt } } }
  if (dueAt - now < tightMinutes * minuteMs) {
    return { state: 'tight', reason: { code: 'target.tight', params: { dueAt, minutesLeft: Math.ceil((dueAt - now) / minuteMs) } } }
  }
  // Seen from just before: a shop that closes at 24:00 closes on the day it was open.
  const isToday = localDateOf(dueAt - 1, hours.timeZone) === localDateOf(now, hours.timeZone)
  return isToday
    ? { state: 'due-today', reason: { code: 'target.due-today', params: { dueAt } } }
    : { state: 'due-later', reason: { code: 'target.due-later', params: { dueAt } } }
}

/**
 * Where a conversation stands against its target, and why.
 *
 * An open clock is late from the due instant on. Without a due instant (the shop never opens again) nothing can be late.
 */
export function targetState(situation: TargetSituation): { readonly state: TargetState; readonly reason: Reason } {
  const { clock } = situation
  switch (clock.status) {
    case 'open':
      return openState(situation)
    case 'answered':
      return { state: 'met', reason: { code: 'target.met', params: { answeredAt: clock.at } } }
    case 'not-needed':
      return { state: 'not-needed', reason: clock.reason }
    default:
      return assertNever(clock)
  }
}

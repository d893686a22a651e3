import { lastClosingOn, nextClosing } from '../calendar/open-time.ts'
import { dayPlan, intervalsOn } from '../calendar/shop-hours.ts'
import { localDateOf } from '../calendar/zone.ts'
import type { EpochMs } from '../model/ids.ts'
import type { ShopHours } from '../model/shop-hours.ts'
import type { ReplyDue } from '../model/target.ts'

/** Why the answer is due when it is, from the day on which the message arrived. */
function dueCode(receivedAt: EpochMs, hours: ShopHours): string {
  const date = localDateOf(receivedAt, hours.timeZone)
  const opening = intervalsOn(hours, date)[0]?.start
  const closing = lastClosingOn(hours, date)
  if (opening === undefined || closing === null) return dayPlan(hours, date).rule === 'holiday' ? 'due.holiday' : 'due.closed-day'
  if (receivedAt >= closing) return 'due.after-closing'
  return receivedAt < opening ? 'due.before-opening' : 'due.same-day'
}

/**
 * When the answer to a message is due: before closing of the day it arrived, in the shop's own zone.
 *
 * Arrived before that day's last closing, it is due at that closing; arrived at the closing, later, or on a closed day, it
 * is due at the last closing of the next open day. Never later than 400 days: then `dueAt` is null, with 'due.never'.
 */
export function replyDue(receivedAt: EpochMs, hours: ShopHours): ReplyDue {
  const dueAt = nextClosing(hours, receivedAt)
  if (dueAt === null) return { dueAt, reason: { code: 'due.never', params: {} } }
  return { dueAt, reason: { code: dueCode(receivedAt, hours), params: { dueAt } } }
}

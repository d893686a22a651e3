import type { EpochMs } from '../model/ids.ts'
import { weekdays, type ShopHours, type WallInterval } from '../model/shop-hours.ts'
import { isPublicHoliday } from './holidays.ts'
import { rememberPerHours } from './remember-per-hours.ts'
import { isLocalDate, isTimeZone, nextDate, startOfDay, toEpochMs, wallMinutes, weekdayOf } from './zone.ts'

/** A stretch of time, half-open: `start` belongs to it, `end` does not. */
export type Interval = { readonly start: EpochMs; readonly end: EpochMs }

/** Which rule settled a day, and the wall times it gives. */
export type DayPlan = { readonly rule: 'exception' | 'closing' | 'holiday' | 'week'; readonly intervals: readonly WallInterval[] }

/**
 * The rule that settles a local date: exceptions beat closings beat holidays beat the week's hours.
 *
 * Of several exceptions for one date the last one counts. A holiday on a day that is closed anyway is the week's doing.
 */
export function dayPlan(hours: ShopHours, localDate: string): DayPlan {
  const exception = hours.exceptions?.findLast((one) => one.date === localDate)
  if (exception !== undefined) return { rule: 'exception', intervals: exception.hours }
  if (hours.closings?.some((one) => one.from <= localDate && localDate <= one.to) === true) return { rule: 'closing', intervals: [] }
  const intervals = hours.hours[weekdayOf(localDate)] ?? []
  const holidaysClose = hours.country !== undefined && hours.holidays !== 'open' && intervals.length > 0
  if (holidaysClose && isPublicHoliday(localDate, hours.country, hours.region)) return { rule: 'holiday', intervals: [] }
  return { rule: 'week', intervals }
}

/** Sorts intervals and joins those that overlap or touch; empty ones vanish. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = []
  const sorted = intervals.filter((one) => one.start < one.end).sort((a, b) => a.start - b.start)
  for (const interval of sorted) {
    const last = merged.at(-1)
    if (last === undefined || last.end < interval.start) merged.push(interval)
    else if (last.end < interval.end) merged[merged.length - 1] = { start: last.start, end: interval.end }
  }
  return merged
}

/**
 * When the shop is open on a local date, sorted and merged.
 *
 * What a clock gap swallows is gone, and nothing reaches beyond the date's own first and last instant: a date that its
 * zone skipped has no opening.
 */
export const intervalsOn: (hours: ShopHours, localDate: string) => readonly Interval[] = rememberPerHours((hours, localDate) => {
  const { intervals } = dayPlan(hours, localDate)
  if (intervals.length === 0) return []
  const dayEnd = startOfDay(nextDate(localDate), hours.timeZone)
  return mergeIntervals(
    intervals.map(([open, close]) => ({
      start: toEpochMs(localDate, open, hours.timeZone),
      end: Math.min(toEpochMs(localDate, close, hours.timeZone), dayEnd),
    })),
  )
})

function intervalProblem(where: string, [open, close]: WallInterval): string | null {
  const from = wallMinutes(open)
  const to = wallMinutes(close)
  if (from === null || to === null) return `${where}: "${from === null ? open : close}" is not a time such as "09:00"`
  return from < to ? null : `${where}: "${open}" to "${close}" must end after it starts, on the same day ("24:00" at the latest)`
}

function dateProblem(where: string, date: string): string | null {
  return isLocalDate(date) ? null : `${where}: "${date}" is not a date such as "2026-12-24"`
}

/**
 * What is wrong with a set of hours, in plain English; null where it can be used.
 *
 * For hours that come from a file or a form, before anything else in this folder sees them. Overlapping intervals are fine.
 */
export function shopHoursProblem(hours: ShopHours): string | null {
  if (!isTimeZone(hours.timeZone)) return `timeZone: "${hours.timeZone}" is not a time zone such as "Europe/Paris"`
  const problems = [
    ...weekdays.flatMap((day) => (hours.hours[day] ?? []).map((one) => intervalProblem(`hours.${day}`, one))),
    ...(hours.closings ?? []).flatMap(({ from, to }) => [
      dateProblem('closings', from),
      dateProblem('closings', to),
      from <= to ? null : `closings: "${from}" to "${to}" ends before it starts`,
    ]),
    ...(hours.exceptions ?? []).flatMap(({ date, hours: intervals }) => [
      dateProblem('exceptions', date),
      ...intervals.map((one) => intervalProblem(`exceptions ${date}`, one)),
    ]),
  ]
  return problems.find((problem) => problem !== null) ?? null
}

import { isLocalDate, wallMinutes } from '#core/calendar/zone.ts'
import { readWallTime, wallTimeOfMinutes } from './wall-time.ts'

/** An interval as it is being typed. */
export type TypedInterval = { readonly open: string; readonly close: string }

/** What is wrong with a typed interval. */
export type IntervalProblem = 'not-a-time' | 'closes-before-open' | 'overlaps'

/** A typed closing: two local dates, both included. */
export type TypedClosing = { readonly from: string; readonly to: string }

/** What is wrong with a typed closing. */
export type ClosingProblem = 'not-a-date' | 'ends-before-start'

const dayMinutes = 24 * 60
const lastClosing = 18 * 60
const lunchMinutes = 60

function minutesOf({ open, close }: TypedInterval): readonly [number, number] | null {
  const from = wallMinutes(readWallTime(open) ?? '')
  const to = wallMinutes(readWallTime(close) ?? '')
  return from === null || to === null ? null : [from, to]
}

/**
 * What is wrong with a day's intervals, one answer each; null where nothing is.
 *
 * Two that touch are fine; of two that overlap the later one in the list is told.
 */
export function intervalProblems(intervals: readonly TypedInterval[]): readonly (IntervalProblem | null)[] {
  const spans = intervals.map(minutesOf)
  return spans.map((span, index) => {
    if (span === null) return 'not-a-time'
    const [from, to] = span
    if (to <= from) return 'closes-before-open'
    const overlaps = spans.slice(0, index).some((other) => other !== null && other[0] < other[1] && from < other[1] && other[0] < to)
    return overlaps ? 'overlaps' : null
  })
}

/** A day's intervals as they are kept, earliest first; null while one of them is wrong. */
export function keptIntervals(intervals: readonly TypedInterval[]): [string, string][] | null {
  if (intervalProblems(intervals).some((problem) => problem !== null)) return null
  return intervals
    .map(({ open, close }): [string, string] => [readWallTime(open) ?? open, readWallTime(close) ?? close])
    .sort((one, other) => (one[0] < other[0] ? -1 : 1))
}

/** The interval to offer after those of a day: office hours, or what follows an hour's pause; null where the day is full. */
export function nextInterval(intervals: readonly TypedInterval[]): TypedInterval | null {
  if (intervals.length === 0) return { open: '09:00', close: '18:00' }
  const ends = intervals.map((interval) => minutesOf(interval)?.[1] ?? dayMinutes)
  const from = Math.max(...ends) + lunchMinutes
  if (from >= dayMinutes) return null
  const to = from < lastClosing ? lastClosing : Math.min(from + lunchMinutes, dayMinutes)
  return { open: wallTimeOfMinutes(from), close: wallTimeOfMinutes(to) }
}

/** What is wrong with a closing; null where nothing is. */
export function closingProblem({ from, to }: TypedClosing): ClosingProblem | null {
  if (!isLocalDate(from) || !isLocalDate(to)) return 'not-a-date'
  return from <= to ? null : 'ends-before-start'
}

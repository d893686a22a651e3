import type { EpochMs } from '../model/ids.ts'
import type { ShopHours } from '../model/shop-hours.ts'
import { rememberPerHours } from './remember-per-hours.ts'
import { intervalsOn, mergeIntervals, type Interval } from './shop-hours.ts'
import { localDateOf, nextDate, startOfDay } from './zone.ts'

/** How many days ahead the shop's next opening is looked for. */
const horizonDays = 400

/**
 * When the shop is open between two instants, half-open; sorted, and joined where one day runs into the next at 24:00.
 */
export function openIntervals(hours: ShopHours, from: EpochMs, to: EpochMs): readonly Interval[] {
  const found: Interval[] = []
  let date = localDateOf(from, hours.timeZone)
  while (startOfDay(date, hours.timeZone) < to) {
    for (const interval of intervalsOn(hours, date)) {
      found.push({ start: Math.max(interval.start, from), end: Math.min(interval.end, to) })
    }
    date = nextDate(date)
  }
  return mergeIntervals(found)
}

/** Whether the shop is open at an instant; at the closing instant it is not. */
export function isOpen(hours: ShopHours, at: EpochMs): boolean {
  return openIntervals(hours, at, at + 1).length > 0
}

/** The last closing of a local date; null where the shop stays closed. */
export function lastClosingOn(hours: ShopHours, localDate: string): EpochMs | null {
  return intervalsOn(hours, localDate).at(-1)?.end ?? null
}

const lastClosingAfter = rememberPerHours((hours, localDate): EpochMs | null => {
  let date = localDate
  for (let days = 1; days <= horizonDays; days += 1) {
    date = nextDate(date)
    const closing = lastClosingOn(hours, date)
    if (closing !== null) return closing
  }
  return null
})

/**
 * The last closing of the local day of an instant where it is still to come, else that of the next open day.
 *
 * Lunch is no closing. At the closing instant the day is over. null where the shop does not open again within 400 days.
 */
export function nextClosing(hours: ShopHours, at: EpochMs): EpochMs | null {
  const date = localDateOf(at, hours.timeZone)
  const closing = lastClosingOn(hours, date)
  return closing !== null && at < closing ? closing : lastClosingAfter(hours, date)
}

/**
 * The earliest instant by which the shop has been open for so many milliseconds since `from`.
 *
 * Nothing to wait for gives `from` itself. null where the next 400 days do not hold that much open time.
 */
export function addOpenTime(hours: ShopHours, from: EpochMs, openMs: number): EpochMs | null {
  if (openMs <= 0) return from
  let remainingMs = openMs
  let date = localDateOf(from, hours.timeZone)
  for (let days = 0; days <= horizonDays; days += 1) {
    for (const { start, end } of intervalsOn(hours, date)) {
      const begin = Math.max(start, from)
      if (end - begin >= remainingMs) return begin + remainingMs
      remainingMs -= Math.max(0, end - begin)
    }
    date = nextDate(date)
  }
  return null
}

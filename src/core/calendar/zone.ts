import { Temporal } from 'temporal-polyfill'
import type { EpochMs } from '../model/ids.ts'
import { weekdays, type Weekday } from '../model/shop-hours.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** Entries a cache may hold before it starts anew; some fifty years of days. */
const cacheLimit = 20_000

const startsByZone = new Map<string, Map<string, EpochMs>>()
const shiftedWallTimesByZone = new Map<string, Map<string, EpochMs>>()
const nextDates = new Map<string, string>()
const utcDates = new Map<number, string>()
const weekdayByDate = new Map<string, Weekday>()
const zoneAnswers = new Map<string, boolean>()

/** Asking Temporal for an offset costs some 5 microseconds; a mailbox asks for the same few days 50,000 times. */
function remembered<Key, Value>(cache: Map<Key, Value>, key: Key, compute: () => Value): Value {
  const known = cache.get(key)
  if (known !== undefined) return known
  const value = compute()
  if (cache.size >= cacheLimit) cache.clear()
  cache.set(key, value)
  return value
}

function ofZone(caches: Map<string, Map<string, EpochMs>>, timeZone: string): Map<string, EpochMs> {
  return remembered(caches, timeZone, () => new Map<string, EpochMs>())
}

/**
 * Whether this runtime knows the IANA time zone of that name.
 *
 * Offsets ("+02:00") and dates with a zone in brackets are refused although Temporal reads them: a shop lives in a place.
 */
export function isTimeZone(name: string): boolean {
  return remembered(zoneAnswers, name, () => {
    if (!/^[a-z][a-z0-9_+\-/]*$/i.test(name)) return false
    try {
      Temporal.PlainDate.from('2000-01-01').toZonedDateTime(name)
      return true
    } catch {
      return false
    }
  })
}

/** Whether the text is a date of the calendar, written "YYYY-MM-DD". */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text)
    return true
  } catch {
    return false
  }
}

/** The date after a date, both "YYYY-MM-DD". */
export function nextDate(localDate: string): string {
  return remembered(nextDates, localDate, () => addDays(localDate, 1))
}

/** The date so many days after a date (before it, where negative). */
export function addDays(localDate: string, days: number): string {
  return Temporal.PlainDate.from(localDate).add({ days }).toString()
}

/** The weekday of a date. */
export function weekdayOf(localDate: string): Weekday {
  return remembered(weekdayByDate, localDate, () => weekdays[Temporal.PlainDate.from(localDate).dayOfWeek - 1] ?? 'mon')
}

/**
 * The first instant of a local date.
 *
 * A date that a zone skipped (Pacific/Apia, 2011-12-30) starts where the following one starts, so it lasts 0 ms.
 */
export function startOfDay(localDate: string, timeZone: string): EpochMs {
  return remembered(
    ofZone(startsByZone, timeZone),
    localDate,
    () => Temporal.PlainDate.from(localDate).toZonedDateTime(timeZone).epochMilliseconds,
  )
}

function isPlainDay(localDate: string, timeZone: string): boolean {
  return startOfDay(nextDate(localDate), timeZone) - startOfDay(localDate, timeZone) === dayMs
}

/** Minutes since midnight of a wall time "HH:MM", "24:00" included; null where it is none. */
export function wallMinutes(wallTime: string): number | null {
  const match = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(wallTime)
  if (match === null) return null
  const minutes = Number(match[1]) * 60 + Number(match[2])
  return minutes <= 1440 ? minutes : null
}

/**
 * The instant at which clocks of a zone show a wall time "HH:MM" on a local date.
 *
 * In a gap the time moves forward by the length of the gap; in a fold the earlier one counts (Temporal: "compatible",
 * RFC 5545 section 3.3.5). "24:00" is the first instant of the next date.
 *
 * @throws RangeError on a date, wall time or zone that does not exist: check them with shopHoursProblem first.
 */
export function toEpochMs(localDate: string, wallTime: string, timeZone: string): EpochMs {
  const minutes = wallMinutes(wallTime)
  if (minutes === null) throw new RangeError(`not a wall time: ${wallTime}`)
  if (minutes === 1440) return startOfDay(nextDate(localDate), timeZone)
  if (isPlainDay(localDate, timeZone)) return startOfDay(localDate, timeZone) + minutes * minuteMs
  return remembered(
    ofZone(shiftedWallTimesByZone, timeZone),
    `${localDate}T${wallTime}`,
    () =>
      Temporal.PlainDateTime.from(`${localDate}T${wallTime}`).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds,
  )
}

function zoned(epochMs: EpochMs, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone)
}

/**
 * The local date "YYYY-MM-DD" of an instant.
 *
 * On days of 24 hours it is found by comparing with the cached starts; on others Temporal is asked, since a clock set
 * back over midnight (America/St_Johns until 2011) returns to the day before.
 */
export function localDateOf(epochMs: EpochMs, timeZone: string): string {
  const utcDay = Math.floor(epochMs / dayMs)
  let date = remembered(utcDates, utcDay, () =>
    zoned(utcDay * dayMs, 'UTC')
      .toPlainDate()
      .toString(),
  )
  if (epochMs < startOfDay(date, timeZone)) date = addDays(date, -1)
  while (epochMs >= startOfDay(nextDate(date), timeZone)) date = nextDate(date)
  return isPlainDay(date, timeZone) ? date : zoned(epochMs, timeZone).toPlainDate().toString()
}

/** What clocks of a zone show at an instant, "HH:MM". */
export function wallTimeOf(epochMs: EpochMs, timeZone: string): string {
  return zoned(epochMs, timeZone).toPlainTime().toString({ smallestUnit: 'minute' })
}

/** An instant as ISO 8601 with the offset of a zone at that instant, "2026-01-06T18:00:00+01:00". */
export function isoInZone(epochMs: EpochMs, timeZone: string): string {
  return zoned(epochMs, timeZone).toString({ timeZoneName: 'never' })
}

/** Reads an ISO 8601 instant that has an offset or Z; null where it is none. */
export function instantFromIso(iso: string): EpochMs | null {
  try {
    return Temporal.Instant.from(iso).epochMilliseconds
  } catch {
    return null
  }
}

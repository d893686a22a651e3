import { localDateOf, wallTimeOf, weekdayOf } from '#core/calendar/zone.ts'
import type { EpochMs } from '#core/model/ids.ts'
import type { Reason } from '#core/model/reason.ts'
import type { Weekday } from '#core/model/shop-hours.ts'
import { targetReasons } from '#locale/en/target-reasons.ts'

const weekdayNames: Readonly<Record<Weekday, string>> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}

const weekMs = 7 * 86_400_000

/** Where and from when a reader looks at an instant. */
type Viewpoint = { readonly timeZone: string; readonly from: EpochMs }

/** "18:00" on the viewer's own day, "Monday 18:00" less than a week away, "Monday 2026-01-12 18:00" beyond; midnight ends a day as "24:00". */
function instantWords(at: EpochMs, { timeZone, from }: Viewpoint): string {
  const isMidnight = wallTimeOf(at, timeZone) === '00:00'
  const date = localDateOf(isMidnight ? at - 1 : at, timeZone)
  const time = isMidnight ? '24:00' : wallTimeOf(at, timeZone)
  if (date === localDateOf(from, timeZone)) return time
  const weekday = weekdayNames[weekdayOf(date)]
  return Math.abs(at - from) < weekMs ? `${weekday} ${time}` : `${weekday} ${date} ${time}`
}

/**
 * A reason of core/target in English words.
 *
 * Parameters named ...At are instants and become times as clocks of the shop show them.
 *
 * @throws Error on a code without words: a bug.
 */
export function reasonText(reason: Reason, viewpoint: Viewpoint): string {
  const template = Object.entries(targetReasons).find(([code]) => code === reason.code)?.[1]
  if (template === undefined) throw new Error(`no words for the reason ${reason.code}`)
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_hole, name: string) => {
    const value = reason.params[name]
    return name.endsWith('At') && typeof value === 'number' ? instantWords(value, viewpoint) : String(value)
  })
}

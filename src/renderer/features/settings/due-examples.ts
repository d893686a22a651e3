import { addDays, localDateOf, toEpochMs, weekdayOf } from '#core/calendar/zone.ts'
import type { EpochMs } from '#core/model/ids.ts'
import type { ShopHours, Weekday } from '#core/model/shop-hours.ts'
import { replyDue } from '#core/target/reply-due.ts'
import { sayClock, sayDay, sayDayAndClock, type TimeContext } from '#locale/say-time.ts'

/** The day and time a message came, and by when it is answered, in words; `due` is null where the shop never opens again. */
export type DueExample = { readonly day: string; readonly time: string; readonly due: string | null }

const dayMs = 86_400_000
const arrivals: readonly (readonly [Weekday, string])[] = [
  ['tue', '10:00'],
  ['fri', '19:00'],
  ['sun', '12:00'],
]

function nextOn(weekday: Weekday, wall: string, timeZone: string, now: EpochMs): EpochMs {
  let date = localDateOf(now, timeZone)
  do date = addDays(date, 1)
  while (weekdayOf(date) !== weekday)
  return toEpochMs(date, wall, timeZone)
}

/**
 * What a set of hours means for messages that come on a Tuesday, a Friday evening and a Sunday of the week ahead.
 *
 * Days are said by their names, not as "tomorrow": seen from three days before. More than six days later the name would
 * mislead, so the date is said.
 */
export function dueExamples(hours: ShopHours, context: TimeContext): readonly DueExample[] {
  const seenFrom = (at: EpochMs, awayDays: number): TimeContext => ({ ...context, now: at - awayDays * dayMs })
  return arrivals.map(([weekday, wall]) => {
    const came = nextOn(weekday, wall, hours.timeZone, context.now)
    const { dueAt } = replyDue(came, hours)
    const due = dueAt === null ? null : sayDayAndClock(dueAt, seenFrom(dueAt, dueAt - came < 6 * dayMs ? 3 : 30))
    return { day: sayDay(came, seenFrom(came, 3)), time: sayClock(came, context), due }
  })
}

import { addDays, localDateOf, startOfDay, toEpochMs } from '#core/calendar/zone.ts'
import type { EpochMs } from '#core/model/ids.ts'

/** A stretch of time, half-open. */
export type Stretch = { readonly start: EpochMs; readonly end: EpochMs }

const minuteMs = 60_000

/** Below this much daytime a stretch is used whole, night and all. */
const leastDaytimeMs = 45 * minuteMs

/**
 * A number from 0 up to 1 that belongs to a text, always the same (FNV-1a).
 *
 * The mailbox looks random and yet is the same for the same instant: tests can hold it against the clock.
 */
export function chanceOf(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c_1b_3c_6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x29_7a_2d_39)
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32
}

/** The hours between 7:00 and 23:00 of a stretch: when people write to shops. */
function daytimeOf({ start, end }: Stretch, timeZone: string): readonly Stretch[] {
  const found: Stretch[] = []
  const last = localDateOf(end, timeZone)
  for (let date = localDateOf(start, timeZone); date <= last; date = addDays(date, 1)) {
    const from = Math.max(start, toEpochMs(date, '07:00', timeZone))
    const to = Math.min(end, toEpochMs(date, '23:00', timeZone))
    if (from < to) found.push({ start: from, end: to })
  }
  return found
}

function lengthMs(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0)
}

/**
 * Spreads ids over a stretch, mostly over its daytime: each gets its own share of it and a place by chance inside.
 *
 * Whole seconds, as IMAP keeps them, never before the start nor after the end, and where the stretch has a minute for each
 * id at least one minute before the end. A stretch of no length puts all of them at its start.
 */
export function spreadOver(ids: readonly string[], stretch: Stretch, timeZone: string): ReadonlyMap<string, EpochMs> {
  const isRoomy = stretch.end - stretch.start >= (ids.length + 1) * minuteMs
  const inner = { start: stretch.start, end: isRoomy ? stretch.end - minuteMs : stretch.end }
  const daytime = daytimeOf(inner, timeZone)
  const parts = lengthMs(daytime) >= leastDaytimeMs ? daytime : [inner]
  const totalMs = lengthMs(parts)
  const order = [...ids].sort((a, b) => chanceOf(a) - chanceOf(b))
  return new Map(
    order.map((id, index) => {
      let offsetMs = (totalMs * (index + 0.1 + 0.8 * chanceOf(`${id} in its share`))) / ids.length
      let at = inner.start
      for (const part of parts) {
        at = part.start + Math.min(offsetMs, part.end - part.start)
        if (offsetMs <= part.end - part.start) break
        offsetMs -= part.end - part.start
      }
      return [id, Math.max(stretch.start, Math.floor(at / 1000) * 1000)]
    }),
  )
}

/** The part of a day up to an instant, at most so many hours of it. */
export function todayUpTo(now: EpochMs, timeZone: string, hours: number): Stretch {
  return { start: Math.max(startOfDay(localDateOf(now, timeZone), timeZone), now - hours * 60 * minuteMs), end: now }
}

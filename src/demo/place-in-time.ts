import { nextClosing, openIntervals } from '#core/calendar/open-time.ts'
import { addDays, localDateOf, startOfDay, toEpochMs } from '#core/calendar/zone.ts'
import type { EpochMs } from '#core/model/ids.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { isFromShop, type DaysAgo, type DemoConversation, type DemoMessage } from './conversations.ts'
import { chanceOf, spreadOver, todayUpTo, type Stretch } from './spread.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

/** How far back closings are looked for: longer than any holidays. */
const lookBackDays = 30

/** Where the demo stands: its instant, and the shop's hours. */
export type Standpoint = { readonly now: EpochMs; readonly hours: ShopHours }

function wholeSecond(at: EpochMs): EpochMs {
  return Math.floor(at / 1000) * 1000
}

/** The shop's closings up to now, latest first. */
function closingsUpTo({ now, hours }: Standpoint): readonly EpochMs[] {
  const found: EpochMs[] = []
  let closing = nextClosing(hours, now - lookBackDays * dayMs)
  while (closing !== null && closing <= now) {
    found.unshift(closing)
    closing = nextClosing(hours, closing)
  }
  return found
}

/** Index of the first message of the last run of customer messages: since then somebody waits. */
export function firstUnanswered(messages: readonly DemoMessage[]): number {
  return messages.findLastIndex(isFromShop) + 1
}

/** What falls on the last run of customer messages: an unanswered question, or a mail that asks for no answer in time. */
type Plan = ReadonlyMap<string, EpochMs>

/** Time since the opening, where the shop has been open for half an hour today; else the last hours of the day. */
function workdayUpTo({ now, hours }: Standpoint): Stretch {
  const today = todayUpTo(now, hours.timeZone, 6)
  const [first] = openIntervals(hours, startOfDay(localDateOf(now, hours.timeZone), hours.timeZone), now)
  return first !== undefined && now - first.start >= 30 * minuteMs ? { start: first.start, end: now } : today
}

/** A mail that nobody is late with: two of five came today, the others keep their day unless that is today too. */
function isFromToday({ id, place, messages }: DemoConversation): boolean {
  return (place === 'pitch' || place === 'automated') && (chanceOf(`${id} today`) < 0.4 || messages.at(-1)?.at.days === 0)
}

/** Instants of the last messages that must fall in a certain stretch; the others follow their own `at`. */
function planLast(conversations: readonly DemoConversation[], standpoint: Standpoint, closings: readonly EpochMs[]): Plan {
  const { now, hours } = standpoint
  const idsOf = (chosen: (conversation: DemoConversation) => boolean): readonly string[] => conversations.filter(chosen).map(({ id }) => id)
  const plan = new Map<string, EpochMs>()
  const put = (ids: readonly string[], stretch: Stretch): void => {
    for (const [id, at] of spreadOver(ids, stretch, hours.timeZone)) plan.set(id, at)
  }
  // Whoever has waited since the last closing is due at the next one. Doubtful mail has the same target as a customer's.
  put(
    idsOf(({ place, messages }) => place === 'due' || (place === 'unsure' && firstUnanswered(messages) < messages.length)),
    { start: closings[0] ?? now - dayMs, end: now },
  )
  // One was missed at the last closing, the next at the one before, and so on.
  for (const [index, id] of idsOf(({ place }) => place === 'missed').entries()) {
    const closing = closings[index] ?? closings.at(-1) ?? now
    plan.set(id, wholeSecond(closing - (2 + 4 * chanceOf(`${id} missed`)) * 60 * minuteMs))
  }
  put(
    idsOf(({ place }) => place === 'done'),
    workdayUpTo(standpoint),
  )
  put(idsOf(isFromToday), todayUpTo(now, hours.timeZone, 10))
  return plan
}

function instantOf({ days, time }: DaysAgo, { now, hours }: Standpoint): EpochMs {
  return toEpochMs(addDays(localDateOf(now, hours.timeZone), -days), time, hours.timeZone)
}

/** The latest a conversation of the past may end: nothing of it happens today, except what nobody answers anyway. */
function latestEnd({ place }: DemoConversation, { now, hours }: Standpoint): EpochMs {
  if (place === 'pitch' || place === 'automated') return now
  return startOfDay(localDateOf(now, hours.timeZone), hours.timeZone) - 3 * 60 * minuteMs
}

/** Instants of one conversation, oldest first: the last one is placed, and none comes after its follower. */
function placeMessages(
  conversation: DemoConversation,
  standpoint: Standpoint,
  plannedLast: EpochMs | undefined,
  lastClosing: EpochMs,
): readonly EpochMs[] {
  const { id, place, messages } = conversation
  const placed: EpochMs[] = messages.map((message) => instantOf(message.at, standpoint))
  const end = messages.length - 1
  let follower = plannedLast ?? Math.min(placed[end] ?? standpoint.now, latestEnd(conversation, standpoint))
  placed[end] = follower
  const unanswered = firstUnanswered(messages)
  for (let index = end - 1; index >= 0; index -= 1) {
    const gapMs = (9 + 50 * chanceOf(`${id} ${index} gap`)) * minuteMs
    const own = placed[index] ?? follower
    const isAskBeforeAnswerOfToday = place === 'done' && index === end - 1
    const isWaitingToo = (place === 'due' || place === 'unsure') && index >= unanswered
    let at = isAskBeforeAnswerOfToday ? follower - gapMs : Math.min(own, follower - gapMs)
    // All that a customer wrote since our last answer must have come since the last closing, or they were missed.
    if (isWaitingToo) at = Math.max(at, lastClosing + (follower - lastClosing) / 2)
    follower = wholeSecond(at)
    placed[index] = follower
  }
  return placed
}

/**
 * When each message of each conversation comes in, seen from an instant.
 *
 * By conversation id, oldest message first, whole seconds, never after now. Rules of `place`: missed is past its closing, due
 * and unsure came since the last closing, done was answered today, the rest keeps its calendar day and wall time in the
 * shop's zone. Right after a closing, or midnight, what belongs there crowds into the seconds since.
 */
export function placeInTime(conversations: readonly DemoConversation[], standpoint: Standpoint): ReadonlyMap<string, readonly EpochMs[]> {
  const closings = closingsUpTo(standpoint)
  const plan = planLast(conversations, standpoint, closings)
  const lastClosing = closings[0] ?? standpoint.now - dayMs
  return new Map(conversations.map((one) => [one.id, placeMessages(one, standpoint, plan.get(one.id), lastClosing)]))
}

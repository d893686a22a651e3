import { localDateOf } from '../calendar/zone.ts'
import type { EpochMs } from '../model/ids.ts'
import type { ReplyClock, TargetState } from '../model/target.ts'

const dayMs = 86_400_000

/** How long an answer with a question of ours waits for the customer on the board. */
const waitingDays = 30

/** The groups of the Today board, from top to bottom. */
export const boardGroups = ['missed', 'tight', 'next-closing', 'later', 'waiting', 'done-today'] as const

export type BoardGroup = (typeof boardGroups)[number]

/** Everything the group of a conversation depends on; `nextClosingAt` is the shop's next closing from `now`. */
export type BoardSituation = {
  readonly clock: ReplyClock
  readonly state: TargetState
  readonly dueAt: EpochMs | null
  readonly nextClosingAt: EpochMs | null
  readonly now: EpochMs
  readonly timeZone: string
}

/**
 * The group of the Today board a conversation belongs to; null where it is not on the board.
 *
 * What was answered today stays in sight until the shop's midnight; after that only those in which we asked something back,
 * for 30 days.
 */
export function boardGroup({ clock, state, dueAt, nextClosingAt, now, timeZone }: BoardSituation): BoardGroup | null {
  if (clock.status === 'not-needed') return null
  if (clock.status === 'answered') {
    // A mail server's clock may run ahead of ours: an answer "from tomorrow" was sent today.
    if (localDateOf(clock.at, timeZone) >= localDateOf(now, timeZone)) return 'done-today'
    return clock.asksBack && now - clock.at <= waitingDays * dayMs ? 'waiting' : null
  }
  if (state === 'late') return 'missed'
  if (state === 'tight') return 'tight'
  return dueAt !== null && nextClosingAt !== null && dueAt <= nextClosingAt ? 'next-closing' : 'later'
}

import type { EpochMs } from './ids.ts'
import type { Reason } from './reason.ts'

/** Where a conversation stands against its target; one list, everywhere. */
export const targetStates = ['due-today', 'due-later', 'tight', 'late', 'met', 'not-needed', 'paused'] as const

export type TargetState = (typeof targetStates)[number]

/**
 * Whether somebody waits for the shop: open since the first unanswered customer message, answered by a human message of
 * ours, or nothing was asked.
 */
export type ReplyClock =
  | { readonly status: 'open'; readonly since: EpochMs; readonly person: string }
  | { readonly status: 'answered'; readonly at: EpochMs; readonly asksBack: boolean }
  | { readonly status: 'not-needed'; readonly reason: Reason }

/** When an answer is due, and why; `dueAt` is null where the shop does not open again within 400 days. */
export type ReplyDue = { readonly dueAt: EpochMs | null; readonly reason: Reason }

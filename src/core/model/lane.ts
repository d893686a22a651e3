import type { Reason } from './reason.ts'

/** The four lanes of the mailbox. */
export const lanes = ['customer', 'unsure', 'pitch', 'automated'] as const

export type Lane = (typeof lanes)[number]

/** One piece of evidence: which signal, how much it weighs (positive speaks for a pitch), and why in words. */
export type Evidence = { readonly signal: string; readonly weight: number; readonly reason: Reason }

/** Where a message belongs. `score` is 0..1, how likely it is a pitch. */
export type Verdict = { readonly lane: Lane; readonly score: number; readonly reasons: readonly Evidence[] }

/** What the shop knows of the person who wrote. */
export type KnownPerson = {
  readonly isCustomer?: boolean
  readonly hasOpenConversation?: boolean
  readonly weWroteFirst?: boolean
  readonly orderNumbers?: readonly string[]
}

import type { EpochMs } from '../model/ids.ts'
import type { Lane } from '../model/lane.ts'

/** Where a term is looked for. */
export const searchFields = ['any', 'from', 'to', 'subject'] as const

export type SearchField = (typeof searchFields)[number]

/** One word or phrase that a message must hold. */
export type SearchTerm = {
  readonly field: SearchField
  readonly text: string
  /** In quotes: its words stand side by side, in this order. */
  readonly isPhrase: boolean
  /** Its last word may go on: it is still being typed, or ends in "*". */
  readonly isPrefix: boolean
}

/** Something in a query that says nothing to us; `text` is what was typed. */
export type QueryProblem = { readonly code: 'date' | 'has' | 'is' | 'lane' | 'no-words' | 'too-long'; readonly text: string }

/** A query as it is meant: every part must hold. */
export type ParsedQuery = {
  readonly terms: readonly SearchTerm[]
  readonly hasAttachment: boolean
  readonly lane: Lane | 'junk' | null
  readonly isLate: boolean
  /** Arrived at this instant or later. */
  readonly after: EpochMs | null
  /** Arrived before this instant. */
  readonly before: EpochMs | null
  readonly problems: readonly QueryProblem[]
}

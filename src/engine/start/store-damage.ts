import type { JournalRecord } from '#contract/journal.ts'

/** The row by which a store is known again; the journal carries the same. */
export type Sentinel = { readonly epoch: string; readonly opened: number }

/**
 * How store and journal stand to each other at start.
 *
 * `new`: neither has met the other. `same`: as both were left. `emptied`: the store has lost what it held, or is another
 * one. `older`: it is an older copy of the same store. `ahead`: the journal is the one that lacks something.
 */
export type Standing = 'new' | 'same' | 'emptied' | 'older' | 'ahead'

/** Compares the sentinel in the store with what the journal knows; `isBlank`: the store holds nothing at all. */
export function standingOf(sentinel: Sentinel | null, isBlank: boolean, records: readonly JournalRecord[]): Standing {
  const known = records.find((record) => record.kind === 'store')
  if (known === undefined) {
    if (sentinel !== null) return 'ahead'
    // A first version's journal and store know no sentinel; only a blank store beside a journal with content is a loss.
    const isJournalBlank = records.every((record) => record.kind === 'cut' || record.kind === 'gone')
    return !isBlank ? 'ahead' : isJournalBlank ? 'new' : 'emptied'
  }
  if (sentinel === null || sentinel.epoch !== known.epoch) return 'emptied'
  if (sentinel.opened < known.opened) return 'older'
  return sentinel.opened > known.opened || records.some((record) => record.kind === 'cut') ? 'ahead' : 'same'
}

import type { JournalRecord } from '#contract/journal.ts'
import type { DraftRow } from '#data/schema.ts'

/** A draft with its files as the journal keeps it. */
export function draftRecord({ attachments, ...draft }: DraftRow): Extract<JournalRecord, { kind: 'draft' }> {
  return { kind: 'draft', draft, files: [...attachments] }
}

import type { Draft } from '#contract/journal.ts'
import type { Failure } from '#contract/failure.ts'
import type { DraftId, MessageKey } from '#core/model/ids.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import type { DraftRow } from '#data/schema.ts'
import type { EnginePorts } from '../ports.ts'

const attachmentsLimitBytes = 20 * 1024 * 1024

/** Keeps what a helper typed: in the database for the screen, in the journal (on disk before this resolves) for good. */
export async function saveDraft({ database, mail }: EnginePorts, draft: Draft): Promise<Result<null, Failure>> {
  await database.transaction('rw', database.drafts, async () => {
    const before = await database.drafts.get(draft.id)
    // Two saves may overtake each other: the older text never wins.
    if (before !== undefined && before.changedAt > draft.changedAt) return
    await database.drafts.put(toRow(draft, before?.attachments ?? []))
  })
  const written = await mail()?.writeJournal({ record: { kind: 'draft', draft } })
  return written === undefined ? failed({ code: 'connection-lost', detail: 'the mailroom is restarting' }) : written.ok ? ok(null) : written
}

export async function discardDraft({ database, mail }: EnginePorts, draftId: string): Promise<void> {
  await database.drafts.delete(draftId)
  await mail()?.writeJournal({ record: { kind: 'gone', id: draftId } })
}

/** Adds a file to a draft; its bytes are kept as they are now, whatever becomes of the file. */
export async function attachFile(
  { database }: EnginePorts,
  file: { draftId: string; name: string; type: string; bytes: Uint8Array },
): Promise<Result<null, Failure>> {
  return await database.transaction('rw', database.drafts, async () => {
    const draft = await database.drafts.get(file.draftId)
    if (draft === undefined) return failed({ code: 'invalid-arguments' as const, detail: 'no such draft' })
    const total = draft.attachments.reduce((sum, attachment) => sum + attachment.bytes.length, file.bytes.length)
    if (total > attachmentsLimitBytes) return failed({ code: 'too-large' as const, detail: `${file.name}: over 20 MB together` })
    await database.drafts.put({ ...draft, attachments: [...draft.attachments, { name: file.name, type: file.type, bytes: file.bytes }] })
    return ok(null)
  })
}

export async function detachFile({ database }: EnginePorts, draftId: string, index: number): Promise<void> {
  await database.transaction('rw', database.drafts, async () => {
    const draft = await database.drafts.get(draftId)
    if (draft !== undefined) await database.drafts.put({ ...draft, attachments: draft.attachments.filter((_file, at) => at !== index) })
  })
}

/** A draft as the database keeps it. */
export function toRow(draft: Draft, attachments: DraftRow['attachments']): DraftRow {
  return { ...draft, id: draft.id as DraftId, answersKey: draft.answersKey as MessageKey, attachments }
}

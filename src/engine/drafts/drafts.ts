import type { Draft } from '#contract/journal.ts'
import type { Failure } from '#contract/failure.ts'
import type { DraftId, MessageKey } from '#core/model/ids.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import type { DraftRow } from '#data/schema.ts'
import type { EnginePorts } from '../ports.ts'
import { isDiskFull } from '../disk-full.ts'
import { writeJournal } from '../write-journal.ts'
import { draftRecord } from './draft-record.ts'

const attachmentsLimitBytes = 20 * 1024 * 1024

/** Keeps what a helper typed: in the database for the screen, in the journal (on disk before this resolves) for good. */
export async function saveDraft(ports: EnginePorts, draft: Draft): Promise<Result<null, Failure>> {
  const { database } = ports
  const keep = database.transaction('rw', [database.drafts, database.outbox], async () => {
    // A save that comes after Send would bring the draft back, and end the reply at the next start.
    if ((await database.outbox.get(draft.id)) !== undefined) return false
    const before = await database.drafts.get(draft.id)
    // Two saves may overtake each other: the older text never wins.
    if (before !== undefined && before.changedAt > draft.changedAt) return false
    await database.drafts.put(toRow(draft, before?.attachments ?? []))
    return true
  })
  const isKept = await keep.catch((error: unknown) => {
    // A store that cannot be written (a full disk has closed it) gets the draft from the journal at the next start.
    if (!isDiskFull(error)) throw error
    ports.showOutside?.({ code: 'disk-full', detail: String(error).slice(0, 2000) })
    return true
  })
  if (!isKept) return ok(null)
  return await writeJournal(ports, { kind: 'draft', draft })
}

export async function discardDraft(ports: EnginePorts, draftId: string): Promise<void> {
  await ports.database.drafts.delete(draftId)
  await writeJournal(ports, { kind: 'gone', id: draftId })
}

/** Adds a file to a draft; its bytes are kept as they are now, whatever becomes of the file. */
export async function attachFile(
  ports: EnginePorts,
  file: { draftId: string; name: string; type: string; bytes: Uint8Array },
): Promise<Result<null, Failure>> {
  const { database } = ports
  const attached = await database.transaction('rw', database.drafts, async () => {
    const draft = await database.drafts.get(file.draftId)
    if (draft === undefined) return failed({ code: 'invalid-arguments' as const, detail: 'no such draft' })
    const total = draft.attachments.reduce((sum, attachment) => sum + attachment.bytes.length, file.bytes.length)
    if (total > attachmentsLimitBytes) return failed({ code: 'too-large' as const, detail: `${file.name}: over 20 MB together` })
    const next = { ...draft, attachments: [...draft.attachments, { name: file.name, type: file.type, bytes: file.bytes }] }
    await database.drafts.put(next)
    return ok(next)
  })
  return attached.ok ? await writeJournal(ports, draftRecord(attached.value)) : attached
}

/** Takes a file out of a draft. */
export async function detachFile(ports: EnginePorts, draftId: string, index: number): Promise<void> {
  const { database } = ports
  const next = await database.transaction('rw', database.drafts, async () => {
    const draft = await database.drafts.get(draftId)
    if (draft === undefined) return null
    const without = { ...draft, attachments: draft.attachments.filter((_file, at) => at !== index) }
    await database.drafts.put(without)
    return without
  })
  if (next !== null) await writeJournal(ports, draftRecord(next))
}

/** A draft as the database keeps it. */
export function toRow(draft: Draft, attachments: DraftRow['attachments']): DraftRow {
  return { ...draft, id: draft.id as DraftId, answersKey: draft.answersKey as MessageKey, attachments }
}

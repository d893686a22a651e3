import type { JournalRecord } from '#contract/journal.ts'
import { stateAtStart } from '#core/outbox/outbox-state.ts'
import type { ShopDatabase } from '#data/database.ts'
import type { OutboxRow, OutboxState } from '#data/schema.ts'
import { toRow } from '../drafts/drafts.ts'
import { answeredFlag, fromJournal } from './outbox-row.ts'

/** How far a reply has come, from the state that is furthest from having left. */
const progress: readonly OutboxState[] = ['held', 'queued', 'failed', 'connecting', 'data', 'dot-sent', 'unknown', 'accepted', 'filed']

/**
 * Joins what the journal kept with the database, after a start or a crash: for anything unsent the journal wins.
 *
 * `isSetBack`: the store is an older copy than the journal; what the journal does not know of it was dealt with since.
 * Where the end of the journal is missing, nothing leaves that may have left already.
 */
export async function joinJournal(
  database: ShopDatabase,
  records: readonly JournalRecord[],
  { isSetBack = false }: { isSetBack?: boolean } = {},
): Promise<void> {
  const isCut = records.some((record) => record.kind === 'cut')
  const gone = new Set(records.flatMap((record) => (record.kind === 'gone' ? [record.id] : [])))
  await database.transaction('rw', [database.drafts, database.outbox, database.changes], async () => {
    for (const record of records) {
      if (record.kind === 'draft') {
        const [before, held] = [await database.drafts.get(record.draft.id), await database.outbox.get(record.draft.id)]
        await database.outbox.delete(record.draft.id)
        // The store is written first: killed in between, it has the newer text.
        if (before !== undefined && before.changedAt > record.draft.changedAt) continue
        await database.drafts.put(toRow(record.draft, record.files ?? (before ?? held?.draft)?.attachments ?? []))
      } else if (record.kind === 'outbox') {
        const before = await database.outbox.get(record.mail.draftId)
        await database.drafts.delete(record.mail.draftId)
        const state = stateOf(record, before, isCut)
        if (state === 'accepted') await database.changes.add(answeredFlag(record.answersKey))
        await database.outbox.put({ ...(before ?? fromJournal(record)), state })
      }
    }
    // A row that the journal does not know (a damaged file, an older copy): its text comes back as a draft where it
    // cannot have left, stays unknown where it may have, and is done where the server has it, or the journal says so.
    const alive = new Set(
      records.map((record) => (record.kind === 'draft' ? record.draft.id : record.kind === 'outbox' ? record.mail.draftId : '')),
    )
    for (const row of await database.outbox.toArray()) {
      if (alive.has(row.draftId)) continue
      if (gone.has(row.draftId) || isSetBack) {
        await database.outbox.delete(row.draftId)
        continue
      }
      if (row.state === 'dot-sent' || row.state === 'unknown') {
        await database.outbox.put({ ...row, state: 'unknown' })
        continue
      }
      await database.outbox.delete(row.draftId)
      if (row.state !== 'accepted' && row.state !== 'filed') await database.drafts.put(row.draft)
    }
    for (const draft of await database.drafts.toArray())
      if (!alive.has(draft.id) && (gone.has(draft.id) || isSetBack)) await database.drafts.delete(draft.id)
  })
}

type OutboxRecord = Extract<JournalRecord, { kind: 'outbox' }>

/** Where a reply goes on. What the server took is known for good, even where the journal did not hear of it any more. */
function stateOf(record: OutboxRecord, before: OutboxRow | undefined, isCut: boolean): OutboxState {
  if (record.state === 'dot-sent' && before?.state === 'accepted') return 'accepted'
  if (!isCut) return stateAtStart(record.state)
  // What the journal lost may be that the reply has left: only the store can tell that it has not.
  if (before === undefined) return record.state === 'accepted' || record.state === 'filed' ? record.state : 'unknown'
  const furthest = progress.indexOf(before.state) > progress.indexOf(record.state) ? before.state : record.state
  return stateAtStart(furthest)
}

import type { JournalRecord } from '#contract/journal.ts'
import { stateAtStart } from '#core/outbox/outbox-state.ts'
import type { ShopDatabase } from '#data/database.ts'
import { toRow } from '../drafts/drafts.ts'
import { answeredFlag, fromJournal } from './outbox-row.ts'

/** Joins what the journal kept with the database, after a start or a crash: for anything unsent the journal wins. */
export async function joinJournal(database: ShopDatabase, records: readonly JournalRecord[]): Promise<void> {
  await database.transaction('rw', [database.drafts, database.outbox, database.flagChanges], async () => {
    for (const record of records) {
      if (record.kind === 'draft') {
        const [before, held] = [await database.drafts.get(record.draft.id), await database.outbox.get(record.draft.id)]
        await database.outbox.delete(record.draft.id)
        // The store is written first: killed in between, it has the newer text.
        if (before !== undefined && before.changedAt > record.draft.changedAt) continue
        await database.drafts.put(toRow(record.draft, (before ?? held?.draft)?.attachments ?? []))
      } else if (record.kind === 'outbox') {
        const before = await database.outbox.get(record.mail.draftId)
        await database.drafts.delete(record.mail.draftId)
        // What the server took is known for good, even where the journal did not hear of it any more.
        const state = record.state === 'dot-sent' && before?.state === 'accepted' ? 'accepted' : stateAtStart(record.state)
        if (state === 'accepted') await database.flagChanges.add(answeredFlag(record.answersKey))
        await database.outbox.put({ ...(before ?? fromJournal(record)), state })
      }
    }
    // A row that the journal does not know (a damaged file, an older copy): its text comes back as a draft where it
    // cannot have left, stays unknown where it may have, and is done where the server has it.
    const alive = new Set(
      records.map((record) => (record.kind === 'draft' ? record.draft.id : record.kind === 'outbox' ? record.mail.draftId : '')),
    )
    for (const row of await database.outbox.toArray()) {
      if (alive.has(row.draftId)) continue
      if (row.state === 'dot-sent' || row.state === 'unknown') {
        await database.outbox.put({ ...row, state: 'unknown' })
        continue
      }
      await database.outbox.delete(row.draftId)
      if (row.state !== 'accepted' && row.state !== 'filed') await database.drafts.put(row.draft)
    }
  })
}

import type { DraftRow, FileRow, OutboxRow, SyncStatus } from '../schema.ts'
import type { Shop } from './shop.ts'

const notYet: SyncStatus = { state: 'syncing', failure: null, lastHeardAt: null, progress: null }

/** What the sync light shows. A pause is said at once, also while what was under way comes to its end. */
export async function syncStatus(shop: Shop): Promise<SyncStatus> {
  const [said, paused] = await shop.values.bulkGet(['sync', 'pull-paused'])
  const status = (said?.value as SyncStatus | undefined) ?? notYet
  return { ...status, progress: status.progress === null ? null : { ...status.progress, isPaused: paused?.value === true } }
}

/** The settings as kept, unchecked; undefined before anybody has set anything. */
export async function storedSettings(shop: Shop): Promise<unknown> {
  return (await shop.values.get('settings'))?.value
}

/** Everything that waits to leave. */
export async function outboxRows(shop: Shop): Promise<OutboxRow[]> {
  return await shop.outbox.toArray()
}

/** All drafts, newest first. */
export async function draftRows(shop: Shop): Promise<DraftRow[]> {
  return (await shop.drafts.toArray()).toSorted((a, b) => b.changedAt - a.changedAt)
}

/** The draft that answers one of these messages. */
export async function draftAnswering(shop: Shop, keys: readonly string[]): Promise<DraftRow | null> {
  return (
    (await shop.drafts
      .where('answersKey')
      .anyOf([...keys])
      .first()) ?? null
  )
}

/** Fetched attachments and consented images of one message. */
export async function filesOf(shop: Shop, messageRow: number): Promise<FileRow[]> {
  return await shop.files.where('[messageRow+name]').between([messageRow, ''], [messageRow, '\uffff']).toArray()
}

import type { FolderRow, OutboxRow, SyncStatus, ValueRow } from '../schema.ts'
import { searchState, serverFolders, type SearchState, type ServerFolder } from './sync-details.ts'
import type { Shop } from './shop.ts'
import { syncStatus } from './values.ts'

/** What the store can say about itself. Holds what people wrote: what leaves the computer is chosen in diagnosticsText. */
export type StoreFacts = {
  readonly status: SyncStatus
  readonly folders: readonly FolderRow[]
  readonly serverFolders: readonly ServerFolder[]
  readonly counters: readonly { readonly name: string; readonly count: number }[]
  readonly search: SearchState
  readonly outbox: readonly OutboxRow[]
  readonly rows: {
    readonly drafts: number
    readonly changes: number
    readonly files: number
    readonly indexJobs: number
    readonly facts: number
  }
  readonly isPaused: boolean
}

/** Reads it all once. */
export async function storeFacts(shop: Shop): Promise<StoreFacts> {
  const [drafts, changes, files, indexJobs, facts] = await Promise.all([
    shop.drafts.count(),
    shop.changes.count(),
    shop.files.count(),
    shop.indexJobs.count(),
    shop.facts.count(),
  ])
  const paused: ValueRow | undefined = await shop.values.get('pull-paused')
  return {
    status: await syncStatus(shop),
    folders: await shop.folders.toArray(),
    serverFolders: await serverFolders(shop),
    counters: await shop.counters.toArray(),
    search: await searchState(shop),
    outbox: await shop.outbox.toArray(),
    rows: { drafts, changes, files, indexJobs, facts },
    isPaused: paused?.value === true,
  }
}

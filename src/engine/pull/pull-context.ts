import type { FolderStatus, MailCalls } from '#contract/mailroom.ts'
import type { Client } from '#contract/rpc.ts'
import type { ShopLayer } from '#core/pitch/shop-layer.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import type { Window } from '#core/sync/plan-pull.ts'
import type { ShopDatabase } from '#data/database.ts'
import type { FolderRole, FolderRow } from '#data/schema.ts'
import type { StoredBatch } from '#data/write/store-mails.ts'
import type { EngineTimings } from '../timings.ts'

/** A folder that is kept here, and what for. */
export type WantedFolder = {
  readonly path: string
  readonly role: FolderRole
  /** Holds every message of the mailbox once more (Gmail's All Mail). */
  readonly isEverything: boolean
}

/** What a pull works with. */
export type PullContext = {
  readonly database: ShopDatabase
  readonly mail: Client<MailCalls>
  readonly hours: ShopHours
  readonly ownAddresses: ReadonlySet<string>
  /** What this shop has taught. */
  readonly layer: ShopLayer
  readonly now: () => number
  readonly timings: EngineTimings
  /** How the folders stood a moment ago, when the connection was opened; null where they have to be asked for. */
  readonly statuses: readonly FolderStatus[] | null
  /** Folders known to hold no places of an earlier numbering. */
  readonly tidied: Set<string>
  /** Folders whose numbering was checked on this connection. */
  readonly spotChecked: Set<string>
  /** Folders without news are checked too; not in the first pass, which should be quick. */
  readonly spotChecksAll: boolean
  /** A person asked then for what the brake held by that time to be looked at, without waiting for its time. */
  readonly looksNowSince: number | null
  /** Whether the server lists a folder of that name. */
  readonly isOnServer: (path: string) => boolean
  /** Windows that the connection broke on, by folder: they come back smaller. */
  readonly stumbles: Map<string, Stumble>
  /** Called after each batch with what it brought. */
  readonly stored: (batch: StoredBatch) => Promise<void>
  /** Asked between windows: stop leaves the rest for the next round, newest-only leaves older mail for later. */
  readonly pace: () => 'go-on' | 'newest-only' | 'stop'
}

/** What is to be done for one folder in this round. */
export type FolderWork = {
  readonly status: FolderStatus
  readonly windows: Window[]
  /** Keys are asked for first: most of it is here already under other UIDs. */
  readonly isKeysFirst: boolean
  /** The largest window that came whole in this round. */
  came: number
  /** The cursor as last written; changes with every window. */
  folder: FolderRow
  /** What is left of it once all windows are stored. */
  readonly flags: readonly { readonly uid: number; readonly flags: readonly string[] }[]
  readonly gone: Gone | null
  /** Every UID and flag was compared. */
  readonly isSweep: boolean
  /** Flags may have changed unheard. */
  readonly isBlind: boolean
}

/** Messages that are no longer where they were. `told`: the server said so by itself; else they were merely not listed. */
export type Gone = { readonly uidValidity: string; readonly uids: readonly number[]; readonly isTold: boolean }

/** A window that could not be fetched: its newest UID, its size, and how often in a row. */
export type Stumble = { readonly uid: number; readonly size: number; readonly times: number }

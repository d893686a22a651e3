import type { ConversationId, DraftId, EpochMs, MessageKey } from '#core/model/ids.ts'
import type { Lane, Verdict } from '#core/model/lane.ts'
import type { Address, Attachment, MessageKind } from '#core/model/message.ts'
import type { ReplyClock, ReplyDue } from '#core/model/target.ts'

/** One message, without its text: what lists and rules need. */
export type MessageRow = {
  /** Local row id; equal keys in one folder stay two rows. */
  readonly id: number
  readonly key: MessageKey
  readonly conversationId: ConversationId
  /** Its own Message-ID, In-Reply-To and References: the ids that join it to others. */
  readonly threadIds: readonly string[]
  /** Base subject and correspondent, the cautious fallback for mail without ids; empty where it has no say. */
  readonly subjectKey: string
  readonly messageId: string
  readonly inReplyTo: string
  readonly references: readonly string[]
  readonly receivedAt: EpochMs
  readonly sentAt: EpochMs | null
  readonly direction: 'in' | 'out'
  readonly kind: MessageKind
  readonly from: Address
  readonly author: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly subject: string
  readonly preview: string
  readonly verdict: Verdict
  readonly seen: boolean
  readonly answered: boolean
  readonly flagged: boolean
  readonly attachments: readonly Attachment[]
  /** Why it could not be read whole; null for nearly all. */
  readonly odd: string | null
}

/** The text of one message; loaded a conversation at a time. */
export type BodyRow = {
  readonly messageRow: number
  readonly text: string
  readonly ownText: string
  readonly htmlParts: readonly string[]
}

/** Where a message lies on the server. A UID means something only with its folder and UIDVALIDITY. */
export type PlaceRow = {
  readonly folder: string
  readonly uidValidity: string
  readonly uid: number
  readonly messageRow: number
}

/** A conversation as lists show it; derived from its messages and what helpers said of them. */
export type ConversationRow = {
  readonly id: ConversationId
  readonly subject: string
  readonly person: Address
  readonly preview: string
  readonly lane: Lane
  /** The evidence behind the lane, from the message that decided it. */
  readonly verdict: Verdict
  /** customer, pitch …: a helper said so; null: the evidence did. */
  readonly judgedBy: 'helper' | 'evidence'
  readonly clock: ReplyClock
  readonly due: ReplyDue | null
  /** Where the board looks: somebody waits; was answered, or needs no answer as a helper said; or neither. */
  readonly shelf: 'open' | 'answered' | 'rest'
  readonly firstAt: EpochMs
  readonly lastAt: EpochMs
  readonly messageCount: number
  readonly messageKeys: readonly MessageKey[]
  readonly unread: boolean
  readonly hasAttachments: boolean
}

/** Subject, people and text of a conversation, folded, for the simple search. */
export type HaystackRow = { readonly id: ConversationId; readonly words: string }

/** What a helper said of a message; hangs on the message key and outlives rows, folders and conversations. */
export type FactRow = {
  readonly key: MessageKey
  readonly lane: Lane | null
  /** true: nothing left to answer up to and including this message. */
  readonly dismissed: boolean
  readonly saidAt: EpochMs
}

/** How far a folder has been read. */
export type FolderRow = {
  readonly path: string
  readonly role: 'inbox' | 'sent'
  readonly uidValidity: string
  readonly uidNext: number
  readonly highestModseq: string | null
  /** false while older messages are still to come. */
  readonly isComplete: boolean
  /** Messages on the server and here, for the progress line. */
  readonly exists: number
  readonly here: number
}

/** A draft as the composer shows it; one a conversation. */
export type DraftRow = {
  readonly id: DraftId
  readonly answersKey: MessageKey
  readonly messageId: string
  readonly to: string
  readonly cc: string
  readonly bcc: string
  readonly subject: string
  readonly text: string
  readonly templateId: string | null
  readonly changedAt: EpochMs
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[]
}

export type OutboxState = 'held' | 'queued' | 'connecting' | 'data' | 'dot-sent' | 'accepted' | 'filed' | 'failed' | 'unknown'

/** A reply on its way out; frozen when it was queued. */
export type OutboxRow = {
  readonly draftId: DraftId
  readonly answersKey: MessageKey
  readonly mail: OutgoingMailRow
  readonly state: OutboxState
  /** Until then it can be taken back. */
  readonly heldUntil: EpochMs
  readonly attempts: number
  readonly nextTryAt: EpochMs
  readonly failure: { readonly code: string; readonly detail: string } | null
  readonly rejected: readonly { readonly address: string; readonly answer: string }[]
  /** What the draft was, so that undo gives back the exact text. */
  readonly draft: DraftRow
}

export type OutgoingMailRow = {
  readonly draftId: string
  readonly messageId: string
  readonly from: Address
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly bcc: readonly Address[]
  readonly subject: string
  readonly text: string
  readonly inReplyTo: string
  readonly references: readonly string[]
  readonly attachments: readonly { readonly name: string; readonly type: string; readonly bytes: Uint8Array }[]
  readonly writtenAt: EpochMs
}

/** A flag change that the server has not acknowledged yet; wins over what the server says until it has. */
export type FlagChangeRow = { readonly id: number; readonly key: MessageKey; readonly flag: string; readonly set: boolean }

/** A fetched attachment or consented remote image; `name` is the part number or the address. */
export type FileRow = {
  readonly messageRow: number
  readonly name: string
  readonly bytes: Uint8Array | null
  readonly type: string
  readonly failure: { readonly code: string; readonly detail: string } | null
}

/** One row a name: helpers' settings, the state of the connection. */
export type ValueRow = { readonly name: string; readonly value: unknown }

/** What the sync light shows. */
export type SyncStatus = {
  readonly state: 'idle' | 'syncing' | 'offline' | 'error'
  readonly failure: {
    readonly code: string
    readonly detail: string
    readonly helpUrl?: string | undefined
    /** Fingerprints (SHA-256, hex) where a certificate is the matter: the one seen, and the one that was trusted. */
    readonly certificate?: { readonly seen: string; readonly expected?: string | undefined } | undefined
  } | null
  readonly lastHeardAt: EpochMs | null
  readonly progress: { readonly here: number; readonly exists: number } | null
}

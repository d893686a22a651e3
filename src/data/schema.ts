import type { BodyBlock } from '#core/model/body-block.ts'
import type { ConversationId, DraftId, EpochMs, MessageKey } from '#core/model/ids.ts'
import type { Lane, Verdict } from '#core/model/lane.ts'
import type { Address, Attachment, MessageKind } from '#core/model/message.ts'
import type { ReplyClock, ReplyDue } from '#core/model/target.ts'
import type { NoticeKind } from '#core/message/notice-kind.ts'

/** Where a message lies on the server. A UID means something only with its folder and UIDVALIDITY. */
export type Place = { readonly folder: string; readonly uidValidity: string; readonly uid: number }

/** One message, without its text: what lists and rules need. */
export type MessageRow = {
  /** Local row id; stands in order of arrival (core/model/row-id.ts). Equal keys in one folder stay two rows. */
  readonly id: number
  readonly key: MessageKey
  readonly conversationId: ConversationId
  /** Its ids and its subject as numbers, by which others that belong to it are found (core/conversation/link-hash.ts); also in the link blocks. */
  readonly links: readonly number[]
  /** Every place it lies in; none between being gone and being forgotten. */
  readonly places: readonly Place[]
  /** Which block holds its text, and where in it; block 0 is none. */
  readonly block: number
  readonly slot: number
  /** SHA-256 (hex) of its text parts as fetched: tells a copy from a forgery that borrows the key. */
  readonly bodyHash: string
  readonly messageId: string
  readonly inReplyTo: string
  readonly references: readonly string[]
  readonly receivedAt: EpochMs
  readonly sentAt: EpochMs | null
  readonly direction: 'in' | 'out'
  readonly kind: MessageKind
  readonly from: Address
  readonly author: Address
  /** Where the mail names several senders: all but the first. */
  readonly otherSenders?: readonly Address[]
  readonly to: readonly Address[]
  readonly cc: readonly Address[]
  readonly subject: string
  readonly preview: string
  /** Whether its own words ask something. */
  readonly asksBack: boolean
  readonly verdict: Verdict
  /** What kind of notice a machine's mail is; absent for mail of people. */
  readonly notice?: NoticeKind
  /** Numbers that it calls an order's; absent where there are none. */
  readonly numbers?: readonly string[]
  readonly seen: boolean
  readonly answered: boolean
  readonly flagged: boolean
  readonly attachments: readonly Attachment[]
  /** Why it could not be read whole; null for nearly all. */
  readonly odd: OddReason | null
}

/** What kept a message from being read whole. */
export type OddReason = 'no-structure' | 'text-not-sent' | 'too-complex' | 'cut-short' | 'not-sent' | 'unreadable'

/** The texts of some dozen messages; the html of most is why they lie packed. */
export type BodyBlockRow = BodyBlock & { readonly id: number }

/** What a message is found by when another may belong to it: link numbers in ascending order, and the row of each. */
export type LinkBlockRow = { readonly id: number; readonly hashes: Float64Array; readonly rows: Float64Array }

/** Which rows the UIDs of a stretch of a folder are. */
export type PlaceBlockRow = {
  readonly folder: string
  readonly uidValidity: string
  /** UIDs from `stretch` times 512 on. */
  readonly stretch: number
  readonly uids: readonly number[]
  readonly rows: readonly number[]
}

/** A conversation as lists show it; derived from its messages and what helpers said of them. */
export type ConversationRow = {
  readonly id: ConversationId
  readonly subject: string
  readonly person: Address
  readonly preview: string
  readonly lane: Lane
  /** Where lists show it: its lane, or apart where all of it lies in the spam folder. */
  readonly list: Lane | 'junk'
  /** The strongest evidence behind the lane, from the message that decided it. */
  readonly verdict: Verdict
  /** customer, pitch …: a helper said so; null: the evidence did. */
  readonly judgedBy: 'helper' | 'evidence'
  /** Where evidence alone would hold it back: what lets it go, or would (write/known-people.ts). */
  readonly heldBy?: readonly string[]
  readonly clock: ReplyClock
  readonly due: ReplyDue | null
  /** Where the board looks: somebody waits; was answered, or needs no answer as a helper said; or neither. */
  readonly shelf: 'open' | 'answered' | 'rest'
  readonly firstAt: EpochMs
  readonly lastAt: EpochMs
  readonly messageCount: number
  readonly messageKeys: readonly MessageKey[]
  /** Rows of its messages, oldest first. */
  readonly rowIds: readonly number[]
  readonly unread: boolean
  /** Somebody marked a message that came in, here or in any other app. */
  readonly flagged: boolean
  readonly hasAttachments: boolean
}

/** What a helper said of a message; hangs on the message key and outlives rows, folders and conversations. */
export type FactRow = {
  readonly key: MessageKey
  readonly lane: Lane | null
  /** true: nothing left to answer up to and including this message. */
  readonly dismissed: boolean
  readonly saidAt: EpochMs
  /** What is learned from a verdict: buckets of the message's words, and its sender. */
  readonly lesson?: { readonly buckets: readonly number[]; readonly address: string }
}

/** Waiting conversations that would go the way of a verdict on `of`, for the helper to decide. */
export type LessonPreview = { readonly of: string; readonly lane: 'customer' | 'pitch'; readonly ids: readonly string[] }

/** What was moved along with a verdict on `of`, and what was said of each message before: undo gives it back. */
export type FollowedLesson = { readonly of: string; readonly moved: readonly { readonly row: number; readonly verdict: Verdict }[] }

/** What a folder is for; `other` is one that a helper chose. */
export type FolderRole = 'inbox' | 'sent' | 'archive' | 'junk' | 'other'

/** How far a folder has been read. */
export type FolderRow = {
  readonly path: string
  readonly role: FolderRole
  readonly uidValidity: string
  readonly uidNext: number
  readonly highestModseq: string | null
  /** The stretches of UIDs that have been dealt with (core/sync/uid-set.ts). */
  readonly settled: string
  /** UIDs asked for that the server did not send. */
  readonly owed: readonly number[]
  /** false while older messages are still to come. */
  readonly isComplete: boolean
  /** Messages on the server and here, for the progress line. */
  readonly exists: number
  readonly here: number
  /** When every UID and flag was last compared. */
  readonly sweptAt: EpochMs
  /** Messages that the server says are gone, held back by the deletion brake. */
  readonly held: HeldDeletion | null
}

/** A deletion that was too large to be believed at once. */
export type HeldDeletion = {
  /** The numbering that the UIDs belong to. */
  readonly uidValidity: string
  /** UIDs as ranges. */
  readonly uids: string
  readonly count: number
  readonly since: EpochMs
  /** A person has said that they are gone. */
  readonly isAccepted: boolean
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

/** A change of ours that the server has not acknowledged yet; wins over what the server says until it has. */
export type ChangeRow = NewChange & { readonly id: number }

export type NewChange = { readonly key: MessageKey } & (
  | { readonly kind: 'flag'; readonly flag: string; readonly set: boolean }
  | { readonly kind: 'move'; readonly from: string; readonly to: string }
)

/** Somebody who is a customer, and in which conversations that shows: we answered them there, or a helper said so. */
export type PersonRow = { readonly address: string; readonly conversations: readonly ConversationId[] }

/** An order number that is ours. */
export type OrderNumberRow = { readonly number: string }

/** A kept count: `conversations in <list>`, read instead of counting. */
export type CounterRow = { readonly name: string; readonly count: number }

/** Rows whose text the search index has not taken over yet, or still has to drop. */
export type IndexJobRow = { readonly id: number; readonly add: readonly number[]; readonly remove: readonly number[] }

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
  readonly progress: SyncProgress | null
}

/** What is here and what is still to come; `msLeft` is null while that cannot be told. */
export type SyncProgress = {
  readonly here: number
  readonly exists: number
  readonly msLeft: number | null
  readonly isPaused: boolean
}

/** How much of the mail the search index holds. */
export type SearchProgress = { readonly indexed: number; readonly total: number }

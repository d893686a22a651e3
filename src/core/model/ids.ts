/** A string that only its own kind of id can be assigned to. */
type Branded<Name extends string> = string & { readonly brand: Name }

/**
 * Names one message wherever it lies: SHA-256 (hex) over Message-ID, Date header, From, Subject and size.
 *
 * What is known of a message hangs on its key, never on a UID: keys survive moves and renumbering.
 */
export type MessageKey = Branded<'MessageKey'>

/** Names one conversation on this computer; changes when two conversations turn out to be one. */
export type ConversationId = Branded<'ConversationId'>

/** Names one draft, and the mail that it becomes. */
export type DraftId = Branded<'DraftId'>

/** Milliseconds since 1970-01-01T00:00Z. */
export type EpochMs = number

import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import { draftSchema } from './journal.ts'
import { settingsSchema } from './shop.ts'
import { accountSchema } from './account.ts'

const conversation = z.strictObject({ conversationId: z.string() })

/**
 * Renderer → worker. The answer is only accepted, or refused with a reason; results arrive through live queries.
 */
export const commandSchema = z.discriminatedUnion('kind', [
  /** The account at hand changed, or its password was given: connect anew. */
  z.strictObject({ kind: z.literal('use-account'), account: accountSchema.nullable() }),
  z.strictObject({ kind: z.literal('sync-now') }),
  /** The computer slept or changed networks: connections of before are dead, whatever they say. */
  z.strictObject({ kind: z.literal('reconnect') }),
  z.strictObject({ kind: z.literal('save-settings'), settings: settingsSchema.partial() }),
  /** A helper's verdict; null takes it back. */
  z.strictObject({ kind: z.literal('judge'), ...conversation.shape, lane: z.enum(['customer', 'pitch']).nullable() }),
  /** What a verdict would move along (the preview that it made): move it, or leave it where it is. */
  z.strictObject({ kind: z.literal('follow-lesson'), follow: z.boolean() }),
  /** Forgets what was learned from the verdict on one message; the verdict itself stays. */
  z.strictObject({ kind: z.literal('forget-lesson'), key: z.string() }),
  /** Nothing left to answer; false takes it back. */
  z.strictObject({ kind: z.literal('dismiss'), ...conversation.shape, dismissed: z.boolean() }),
  z.strictObject({ kind: z.literal('mark-seen'), ...conversation.shape, seen: z.boolean() }),
  z.strictObject({ kind: z.literal('flag'), ...conversation.shape, flagged: z.boolean() }),
  /** Moves what came in from the inbox to the archive, or back. */
  z.strictObject({ kind: z.literal('archive'), ...conversation.shape, archived: z.boolean() }),
  /** Older mail waits; what is new comes all the same. */
  z.strictObject({ kind: z.literal('pause-pull'), paused: z.boolean() }),
  /** What was said of a damaged store has been read. */
  z.strictObject({ kind: z.literal('dismiss-notice') }),
  /** What the deletion brake holds back in a folder is really gone. */
  z.strictObject({ kind: z.literal('accept-deletion'), folder: z.string() }),
  z.strictObject({ kind: z.literal('save-draft'), draft: draftSchema }),
  z.strictObject({
    kind: z.literal('attach'),
    draftId: z.string(),
    name: z.string().max(255),
    type: z.string().max(255),
    bytes: bytesSchema,
  }),
  z.strictObject({ kind: z.literal('detach'), draftId: z.string(), index: z.number().int().min(0) }),
  /** Throws a draft away; or lets a reply go that is stuck, unknown or partly refused. */
  z.strictObject({ kind: z.literal('discard-draft'), draftId: z.string() }),
  /** Checks and freezes the draft, holds it for the undo time, then sends it. */
  z.strictObject({ kind: z.literal('send'), draftId: z.string() }),
  z.strictObject({ kind: z.literal('undo-send'), draftId: z.string() }),
  /** After a failure, or where the outcome is unknown: look in Sent first, then send again if asked. */
  z.strictObject({ kind: z.literal('retry-send'), draftId: z.string(), again: z.boolean() }),
  /** One attachment by its part; the message as it lies on the server where `part` is `source`. */
  z.strictObject({ kind: z.literal('fetch-attachment'), messageRow: z.number().int(), part: z.string() }),
  z.strictObject({ kind: z.literal('show-image'), messageRow: z.number().int(), url: z.string().max(4000) }),
])

export type Command = z.infer<typeof commandSchema>

/** The one call of the border; a map so that the small rpc serves it too. */
export const commandCalls = { run: { input: commandSchema, output: z.strictObject({}) } } as const

export type CommandCalls = typeof commandCalls

import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import { outgoingAttachmentSchema, outgoingMailSchema } from './outgoing.ts'
import { settingsSchema } from './shop.ts'

/** What a helper has typed, as the journal keeps it: everything needed to show the draft again. */
export const draftSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-z-]{8,64}$/),
  /** Key of the message it answers. */
  answersKey: z.string(),
  messageId: z.string(),
  to: z.string().max(20_000),
  cc: z.string().max(20_000),
  bcc: z.string().max(20_000),
  subject: z.string().max(998),
  text: z.string().max(2_000_000),
  /** The text that templates put in, to know what the helper changed. */
  templateId: z.string().nullable(),
  changedAt: z.number(),
})

/** A file of a draft; unlike one that leaves it may have any name yet. */
const draftFileSchema = outgoingAttachmentSchema.extend({ name: z.string().max(255), bytes: bytesSchema })

/** A flag or a move that the server has not acknowledged yet, by the message's key. */
const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ key: z.string(), kind: z.literal('flag'), flag: z.string(), set: z.boolean() }),
  z.strictObject({ key: z.string(), kind: z.literal('move'), from: z.string(), to: z.string() }),
])

/**
 * One journal record: everything that a lost store could not give back.
 *
 * A record replaces the earlier one of the same thing (journalIdOf); `gone` ends a draft, a reply or a change and is
 * remembered for a while, so that an older copy of the store does not bring it back. For anything unsent the journal wins
 * over the database.
 */
export const journalRecordSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('draft'),
    draft: draftSchema,
    /** Its files; where it is absent they are those of the record before. */
    files: z.array(draftFileSchema).max(50).optional(),
  }),
  z.strictObject({
    kind: z.literal('outbox'),
    mail: outgoingMailSchema,
    answersKey: z.string(),
    state: z.enum(['held', 'queued', 'connecting', 'data', 'dot-sent', 'accepted', 'filed', 'failed', 'unknown']),
    heldUntil: z.number(),
  }),
  z.strictObject({ kind: z.literal('gone'), id: z.string() }),
  /** What a helper said of a message. */
  z.strictObject({
    kind: z.literal('fact'),
    key: z.string(),
    lane: z.enum(['customer', 'unsure', 'pitch', 'automated']).nullable(),
    dismissed: z.boolean(),
    saidAt: z.number(),
    lesson: z.strictObject({ buckets: z.array(z.number().int().nonnegative()).max(1000), address: z.string().max(1000) }).optional(),
  }),
  z.strictObject({ kind: z.literal('change'), id: z.number(), change: changeSchema }),
  z.strictObject({ kind: z.literal('settings'), settings: settingsSchema }),
  /** Which store this journal belongs to, and how often that store has been opened. Ends `cut`. */
  z.strictObject({ kind: z.literal('store'), epoch: z.string(), opened: z.number().int() }),
  /** The end of the file was damaged and is set aside: what came last may be missing. Written by the journal itself. */
  z.strictObject({ kind: z.literal('cut') }),
])

export type Draft = z.infer<typeof draftSchema>
export type JournalRecord = z.infer<typeof journalRecordSchema>

/** What a record is about: a later record of the same id replaces it. */
export function journalIdOf(record: JournalRecord): string {
  switch (record.kind) {
    case 'draft':
      return record.draft.id
    case 'outbox':
      return record.mail.draftId
    case 'gone':
      return record.id
    case 'fact':
      return `fact ${record.key}`
    case 'change':
      return changeIdOf(record.id)
    default:
      return record.kind
  }
}

/** Under which id a waiting change ends in the journal. */
export function changeIdOf(id: number): string {
  return `change ${id}`
}

import { z } from 'zod'
import { outgoingMailSchema } from './outgoing.ts'

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

/**
 * One journal record. `draft` and `outbox` replace the earlier record of the same id; `gone` ends it. For anything
 * unsent the journal wins over the database.
 */
export const journalRecordSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('draft'), draft: draftSchema }),
  z.strictObject({
    kind: z.literal('outbox'),
    mail: outgoingMailSchema,
    answersKey: z.string(),
    state: z.enum(['held', 'queued', 'connecting', 'data', 'dot-sent', 'accepted', 'filed', 'failed', 'unknown']),
    heldUntil: z.number(),
  }),
  z.strictObject({ kind: z.literal('gone'), id: z.string() }),
])

export type Draft = z.infer<typeof draftSchema>
export type JournalRecord = z.infer<typeof journalRecordSchema>

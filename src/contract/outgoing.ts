import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import { addressSchema } from './account.ts'

export const recipientSchema = z.strictObject({ name: z.string().max(500), address: addressSchema })

export const outgoingAttachmentSchema = z.strictObject({
  name: z.string().min(1).max(255),
  type: z.string().max(255),
  bytes: bytesSchema,
})

/** A reply ready to leave. Its Message-ID was minted with the draft, so that a repeat can look for its own trace. */
export const outgoingMailSchema = z.strictObject({
  draftId: z.string().regex(/^[0-9a-z-]{8,64}$/),
  messageId: z.string().regex(/^[^<>\s@]+@[^<>\s@]+$/),
  from: recipientSchema,
  to: z.array(recipientSchema).max(100),
  cc: z.array(recipientSchema).max(100),
  bcc: z.array(recipientSchema).max(100),
  subject: z.string().max(998),
  text: z.string().max(2_000_000),
  inReplyTo: z.string().max(998),
  references: z.array(z.string().max(998)).max(100),
  attachments: z.array(outgoingAttachmentSchema).max(50),
  writtenAt: z.number(),
})

/** How far one attempt came; `dot-sent` is the point after which the outcome may be unknown. */
export const sendStageSchema = z.enum(['connecting', 'data', 'dot-sent', 'accepted'])

export type OutgoingMail = z.infer<typeof outgoingMailSchema>
export type SendStage = z.infer<typeof sendStageSchema>

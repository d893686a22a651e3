import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import type { MessageKey } from '#core/model/ids.ts'

/** Zod schemas of the mail that crosses borders; the types are those of core/model. */
export const personSchema = z.strictObject({ name: z.string(), address: z.string() })

export const attachmentSchema = z.strictObject({
  name: z.string(),
  type: z.string(),
  size: z.number(),
  part: z.string(),
  contentId: z.string(),
  inline: z.boolean(),
})

/** What a reader sees of a mail's html. */
const shownSchema = z.strictObject({
  text: z.string(),
  visibleLength: z.number(),
  hiddenLength: z.number(),
  links: z.array(z.string()),
  images: z.number(),
  pixels: z.number(),
})

export const decodedMailSchema = z.strictObject({
  headers: z.array(z.tuple([z.string(), z.string()])),
  from: z.array(personSchema),
  to: z.array(personSchema),
  cc: z.array(personSchema),
  replyTo: z.array(personSchema),
  subject: z.string(),
  sentAt: z.number().nullable(),
  messageId: z.string(),
  inReplyTo: z.string(),
  references: z.array(z.string()),
  text: z.string(),
  shown: shownSchema.nullable(),
  attachments: z.array(attachmentSchema),
  size: z.number(),
})

export const messageKeySchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((key) => key as MessageKey)

/** Texts of some messages in one value (core/model/body-block.ts). */
export const bodyBlockSchema = z.strictObject({
  bytes: bytesSchema,
  packing: z.literal('deflate'),
  ends: z.array(z.number()),
  firsts: z.array(z.number()),
})

/** The same as it is sent. */
export type SentBlock = z.input<typeof bodyBlockSchema>

/**
 * One message as fetched from one place; its text and html lie in a block that came with it, null where nothing could be
 * read. `odd` says why it could not be read whole; its source can be asked for.
 */
export const fetchedMailSchema = z.strictObject({
  uid: z.number().int().positive(),
  flags: z.array(z.string()),
  receivedAt: z.number(),
  key: messageKeySchema,
  mail: decodedMailSchema,
  /** SHA-256 (hex) over its text parts as the server sent them. */
  bodyHash: z.string(),
  odd: z.enum(['no-structure', 'text-not-sent', 'too-complex', 'cut-short', 'not-sent', 'unreadable']).nullable(),
  spot: z.strictObject({ block: z.number().int().nonnegative(), slot: z.number().int().nonnegative() }).nullable(),
})

export type FetchedMail = z.infer<typeof fetchedMailSchema>

/** What is known of a mail that could not be read at all. */
export const emptyMail: FetchedMail['mail'] = {
  headers: [],
  from: [],
  to: [],
  cc: [],
  replyTo: [],
  subject: '',
  sentAt: null,
  messageId: '',
  inReplyTo: '',
  references: [],
  text: '',
  shown: null,
  attachments: [],
  size: 0,
}

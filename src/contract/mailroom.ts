import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import { fetchedMailSchema } from './mail.ts'
import { failureSchema } from './failure.ts'
import { journalRecordSchema } from './journal.ts'
import { outgoingMailSchema, sendStageSchema } from './outgoing.ts'

const folderSchema = z.strictObject({
  path: z.string(),
  role: z.enum(['inbox', 'sent', 'archive', 'junk', 'drafts', 'trash', 'other']),
})
const viewSchema = z.strictObject({ path: z.string(), uidValidity: z.string().regex(/^\d+$/) })
const uid = z.number().int().positive()
const nothing = z.strictObject({})

/**
 * Worker → mailroom. A UID travels only with the UIDVALIDITY it was read under; where the folder has another one by
 * then the call answers `folder-changed`.
 */
export const mailCalls = {
  /** Connects and logs in (once; again after a loss). */
  open: { input: nothing, output: z.strictObject({ folders: z.array(folderSchema) }) },
  close: { input: nothing, output: nothing },
  status: {
    input: z.strictObject({ path: z.string() }),
    output: z.strictObject({ uidValidity: z.string(), uidNext: z.number(), exists: z.number(), highestModseq: z.string().nullable() }),
  },
  /** Every UID of the folder at or above `from`, ascending. */
  listUids: { input: viewSchema.extend({ from: uid }), output: z.strictObject({ uids: z.array(uid) }) },
  /** Structure and text parts of up to 200 messages, marking nothing read. */
  fetchMail: { input: viewSchema.extend({ uids: z.array(uid).max(200) }), output: z.strictObject({ mails: z.array(fetchedMailSchema) }) },
  /** Flags of the messages from UID `from` on; only those changed since `sinceModseq` where it is given. */
  fetchFlags: {
    input: viewSchema.extend({ from: uid, sinceModseq: z.string().nullable() }),
    output: z.strictObject({ flags: z.array(z.strictObject({ uid, flags: z.array(z.string()) })) }),
  },
  setFlags: { input: viewSchema.extend({ uid, add: z.array(z.string()), remove: z.array(z.string()) }), output: nothing },
  /** One attachment's decoded bytes, 25 MB at most. */
  fetchAttachment: { input: viewSchema.extend({ uid, part: z.string().max(200) }), output: z.strictObject({ bytes: bytesSchema }) },
  /** Reports news of the folder by `folderChanged` until the connection ends. */
  watch: { input: z.strictObject({ path: z.string() }), output: nothing },
  /** One SMTP attempt; stages come as `sendProgress`. The journal notes `dot-sent` before the final dot leaves. */
  send: {
    input: z.strictObject({ mail: outgoingMailSchema, answersKey: z.string() }),
    output: z.strictObject({ rejected: z.array(z.strictObject({ address: z.string(), answer: z.string() })) }),
  },
  /** Puts a sent mail in `path` unless it is there already; tells whether it had to. */
  fileSent: { input: z.strictObject({ path: z.string(), mail: outgoingMailSchema }), output: z.strictObject({ appended: z.boolean() }) },
  /** UIDs in `path` of messages with this Message-ID. */
  findByMessageId: { input: z.strictObject({ path: z.string(), messageId: z.string() }), output: z.strictObject({ uids: z.array(uid) }) },
  /** A remote image, without cookie or referer; images only, 5 MB at most. */
  fetchImage: { input: z.strictObject({ url: z.string().max(4000) }), output: z.strictObject({ bytes: bytesSchema, type: z.string() }) },
  /** Appends to the journal file and answers once it is on disk. */
  writeJournal: { input: z.strictObject({ record: journalRecordSchema }), output: nothing },
  /** The newest record of each draft and outbox item still alive. */
  readJournal: { input: nothing, output: z.strictObject({ records: z.array(journalRecordSchema) }) },
} as const

export const mailEvents = {
  folderChanged: z.strictObject({ path: z.string() }),
  connectionLost: z.strictObject({ failure: failureSchema }),
  sendProgress: z.strictObject({ draftId: z.string(), stage: sendStageSchema }),
} as const

export type MailCalls = typeof mailCalls
export type MailEvents = typeof mailEvents
export type Folder = z.infer<typeof folderSchema>

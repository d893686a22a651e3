import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import { bodyBlockSchema, fetchedMailSchema, messageKeySchema } from './mail.ts'
import { failureSchema } from './failure.ts'
import { journalRecordSchema } from './journal.ts'
import { outgoingMailSchema, sendStageSchema } from './outgoing.ts'

const folderSchema = z.strictObject({
  path: z.string(),
  role: z.enum(['inbox', 'sent', 'archive', 'all', 'junk', 'drafts', 'trash', 'other']),
})
const statusSchema = z.strictObject({
  path: z.string(),
  uidValidity: z.string(),
  uidNext: z.number(),
  exists: z.number(),
  highestModseq: z.string().nullable(),
})
const viewSchema = z.strictObject({ path: z.string(), uidValidity: z.string().regex(/^\d+$/) })
const uid = z.number().int().positive()
const uidFlags = z.strictObject({ uid, flags: z.array(z.string()) })
const nothing = z.strictObject({})
const mailsSchema = z.strictObject({ mails: z.array(fetchedMailSchema), blocks: z.array(bodyBlockSchema) })

/**
 * Worker → mailroom. A UID travels only with the UIDVALIDITY it was read under; where the folder has another one by
 * then the call answers `folder-changed`.
 */
export const mailCalls = {
  /**
   * Connects and logs in (once; again after a loss), and lists the folders; `withStatuses` also tells how each stands where that
   * takes no further round trip (LIST-STATUS, RFC 5819), else `statuses` is null.
   */
  open: {
    input: z.strictObject({ withStatuses: z.boolean() }),
    output: z.strictObject({ folders: z.array(folderSchema), statuses: z.array(statusSchema).nullable() }),
  },
  close: { input: nothing, output: nothing },
  /** How the folders stand now: in one round trip where the server can (LIST-STATUS, RFC 5819). A folder that is missing is left out. */
  statuses: { input: z.strictObject({ paths: z.array(z.string()) }), output: z.strictObject({ statuses: z.array(statusSchema) }) },
  /**
   * Opens a folder and tells what changed since a mod-sequence: flags, and UIDs that vanished where the server can tell
   * (QRESYNC, RFC 7162); `vanished` is null where it cannot, `flags` where it does not know mod-sequences at all.
   */
  changes: {
    input: z.strictObject({ path: z.string(), uidValidity: z.string().nullable(), sinceModseq: z.string().nullable() }),
    output: statusSchema.extend({ flags: z.array(uidFlags).nullable(), vanished: z.array(uid).nullable() }),
  },
  /** Opens a folder and reads its newest messages, at most 50, in as few round trips as there can be. */
  fetchNewest: {
    input: z.strictObject({ path: z.string(), count: z.number().int().min(1).max(50) }),
    output: mailsSchema.extend({ status: statusSchema }),
  },
  /** Every UID of the folder at or above `from`, ascending; of a folder opened by `changes` before. */
  listUids: { input: viewSchema.extend({ from: uid }), output: z.strictObject({ uids: z.array(uid) }) },
  /** Every UID of the folder, asked over a connection made for this question alone. */
  listUidsAnew: { input: viewSchema, output: z.strictObject({ uids: z.array(uid) }) },
  /** Structure and text parts of up to 500 messages, marking nothing read. What the server does not send is left out. */
  fetchMail: { input: viewSchema.extend({ uids: z.array(uid).max(500) }), output: mailsSchema },
  /** The keys of up to 500 messages: what tells whether they are here already, at a tenth of their text's size. */
  fetchKeys: {
    input: viewSchema.extend({ uids: z.array(uid).max(500) }),
    output: z.strictObject({ keys: z.array(uidFlags.extend({ key: messageKeySchema })) }),
  },
  /** Flags of the messages from UID `from` to `to`. */
  fetchFlags: { input: viewSchema.extend({ from: uid, to: uid }), output: z.strictObject({ flags: z.array(uidFlags) }) },
  /** Moves a message (RFC 6851); where it lies then, if the server says so (UIDPLUS, RFC 4315). A message that is gone already is no failure. */
  moveMail: {
    input: viewSchema.extend({ uid, to: z.string() }),
    output: z.strictObject({ place: z.strictObject({ uidValidity: z.string(), uid }).nullable() }),
  },
  setFlags: { input: viewSchema.extend({ uid, add: z.array(z.string()), remove: z.array(z.string()) }), output: nothing },
  /** A message as it lies on the server, 25 MB at most. */
  fetchSource: { input: viewSchema.extend({ uid }), output: z.strictObject({ bytes: bytesSchema }) },
  /** One attachment's decoded bytes, 25 MB at most. Never waits behind a bulk download; one that was cut goes on where it stopped. */
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
export type FolderStatus = z.infer<typeof statusSchema>

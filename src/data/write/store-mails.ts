import type { ConversationId } from '#core/model/ids.ts'
import type { Verdict } from '#core/model/lane.ts'
import type { Attachment, Message } from '#core/model/message.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { threadLinks } from '#core/conversation/thread-links.ts'
import type { ShopDatabase } from '../database.ts'
import type { FolderRow, MessageRow } from '../schema.ts'
import { BatchJoiner } from './join-batch.ts'
import { shelveConversations } from './shelve-conversations.ts'

/** One fetched message, read and judged, ready to be written. */
export type MailToStore = {
  readonly uid: number
  readonly flags: readonly string[]
  readonly message: Message
  readonly verdict: Verdict
  readonly htmlParts: readonly string[]
  readonly attachments: readonly Attachment[]
  readonly odd: string | null
}

/**
 * Writes one batch of a folder and the cursor that goes with it in one transaction: a kill leaves both or neither.
 *
 * A message already here by its key (moved, renumbered) gets one more place; equal keys in one folder stay two rows.
 */
export async function storeMails(
  database: ShopDatabase,
  folder: FolderRow,
  mails: readonly MailToStore[],
  hours: ShopHours,
): Promise<void> {
  const { messages, bodies, places, conversations, haystacks, facts, folders, flagChanges } = database
  await database.transaction('rw', [messages, bodies, places, conversations, haystacks, facts, folders, flagChanges], async () => {
    const touched = new Set<ConversationId>()
    const view = { folder: folder.path, uidValidity: folder.uidValidity }
    const present = await places.bulkGet(mails.map((mail): [string, string, number] => [view.folder, view.uidValidity, mail.uid]))
    const uids = new Set<number>()
    const fresh = mails.filter((mail, index) => present[index] === undefined && uids.size !== uids.add(mail.uid).size)
    const unplaced = await rowsWithoutPlaceIn(database, fresh, view)
    const known: { mail: MailToStore; messageRow: number }[] = []
    const unknown: MailToStore[] = []
    for (const mail of fresh) {
      const messageRow = unplaced.get(mail.message.key)?.shift()
      if (messageRow === undefined) unknown.push(mail)
      else known.push({ mail, messageRow })
    }
    const inserted = await insert(database, unknown, touched)
    await places.bulkAdd([...known, ...inserted].map(({ mail, messageRow }) => ({ ...view, uid: mail.uid, messageRow })))
    await writeFlags(
      database,
      known.map(({ mail, messageRow }) => ({ messageRow, flags: mail.flags })),
      touched,
    )
    const here = (await folders.get(folder.path))?.here ?? 0
    await folders.put({ ...folder, here: here + fresh.length })
    await shelveConversations(database, touched, hours)
  })
}

/** Takes over the server's flags for messages of a folder, except where a change of ours still waits to be pushed. */
export async function storeFlags(
  database: ShopDatabase,
  folder: { path: string; uidValidity: string },
  rows: readonly { uid: number; flags: readonly string[] }[],
  hours: ShopHours,
): Promise<void> {
  const { messages, bodies, places, conversations, haystacks, facts, flagChanges } = database
  await database.transaction('rw', [messages, bodies, places, conversations, haystacks, facts, flagChanges], async () => {
    const touched = new Set<ConversationId>()
    const found = await places.bulkGet(rows.map((row): [string, string, number] => [folder.path, folder.uidValidity, row.uid]))
    await writeFlags(
      database,
      found.flatMap((place, index) => (place === undefined ? [] : [{ messageRow: place.messageRow, flags: rows[index]?.flags ?? [] }])),
      touched,
    )
    await shelveConversations(database, touched, hours)
  })
}

async function writeFlags(
  database: ShopDatabase,
  heard: readonly { messageRow: number; flags: readonly string[] }[],
  touched: Set<ConversationId>,
): Promise<void> {
  if (heard.length === 0) return
  const pending = await database.flagChanges.toArray()
  const rows = await database.messages.bulkGet(heard.map(({ messageRow }) => messageRow))
  for (const [index, row] of rows.entries()) {
    if (row === undefined) continue
    const flags = heard[index]?.flags ?? []
    const has = (flag: string): boolean =>
      pending.findLast((change) => change.key === row.key && change.flag === flag)?.set ?? flags.includes(flag)
    const next = { seen: has('\\Seen'), answered: has('\\Answered'), flagged: has('\\Flagged') }
    if (next.seen === row.seen && next.answered === row.answered && next.flagged === row.flagged) continue
    await database.messages.update(row.id, next)
    touched.add(row.conversationId)
  }
}

/** By key: rows that have no place yet under this folder and UIDVALIDITY, oldest row first. */
async function rowsWithoutPlaceIn(
  database: ShopDatabase,
  mails: readonly MailToStore[],
  view: { folder: string; uidValidity: string },
): Promise<Map<string, number[]>> {
  const keys = [...new Set(mails.map((mail) => mail.message.key))]
  const rows = keys.length === 0 ? [] : await database.messages.where('key').anyOf(keys).toArray()
  const found = new Map<string, number[]>()
  if (rows.length === 0) return found
  const at = await database.places
    .where('messageRow')
    .anyOf(rows.map((row) => row.id))
    .toArray()
  const placed = new Set(
    at.filter((place) => place.folder === view.folder && place.uidValidity === view.uidValidity).map((place) => place.messageRow),
  )
  for (const row of rows.sort((a, b) => a.id - b.id)) {
    if (!placed.has(row.id)) found.set(row.key, [...(found.get(row.key) ?? []), row.id])
  }
  return found
}

/** Adds messages that are not here yet, with their texts, each to its conversation. */
async function insert(
  database: ShopDatabase,
  mails: readonly MailToStore[],
  touched: Set<ConversationId>,
): Promise<{ mail: MailToStore; messageRow: number }[]> {
  if (mails.length === 0) return []
  const joiner = await BatchJoiner.over(
    database,
    mails.map((mail) => mail.message),
    touched,
  )
  const joined = mails.map((mail) => ({ mail, ...joiner.join(mail.message) }))
  await joiner.renameStored()
  const rows = joined.map(({ mail, conversationOf }) => rowOf(mail, conversationOf()))
  const ids = await database.messages.bulkAdd(rows, { allKeys: true })
  const inserted = mails.map((mail, index) => {
    const messageRow = ids[index]
    if (messageRow === undefined) throw new Error('every added row has an id')
    return { mail, messageRow }
  })
  await database.bodies.bulkPut(
    inserted.map(({ mail: { message, htmlParts }, messageRow }) => ({
      messageRow,
      text: message.text,
      ownText: message.ownText,
      htmlParts,
    })),
  )
  return inserted
}

function rowOf(mail: MailToStore, conversationId: ConversationId): Omit<MessageRow, 'id'> {
  const { message } = mail
  const links = threadLinks(message)
  return {
    key: message.key,
    conversationId,
    threadIds: links.threadIds,
    subjectKey: links.subjectKey,
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    references: message.references,
    receivedAt: message.receivedAt,
    sentAt: message.sentAt,
    direction: message.direction,
    kind: message.kind,
    from: message.from,
    author: message.author,
    to: message.to,
    cc: message.cc,
    subject: message.subject,
    preview: message.ownText.replace(/\s+/g, ' ').trim().slice(0, 160),
    verdict: mail.verdict,
    seen: mail.flags.includes('\\Seen'),
    answered: mail.flags.includes('\\Answered'),
    flagged: mail.flags.includes('\\Flagged'),
    attachments: mail.attachments,
    odd: mail.odd,
  }
}

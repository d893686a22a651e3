import type { ConversationId } from '#core/model/ids.ts'
import type { Verdict } from '#core/model/lane.ts'
import type { Attachment, Message } from '#core/model/message.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { areLinked, threadLinks } from '#core/conversation/thread-links.ts'
import type { ShopDatabase } from '../database.ts'
import type { FolderRow, MessageRow } from '../schema.ts'
import { toMessage } from './to-message.ts'
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
    let added = 0
    for (const mail of mails) {
      const place = { folder: folder.path, uidValidity: folder.uidValidity, uid: mail.uid }
      if ((await places.get([place.folder, place.uidValidity, place.uid])) !== undefined) continue
      added += 1
      const known = await rowWithoutPlaceIn(database, mail.message, place)
      const messageRow = known ?? (await insert(database, mail, touched))
      await places.add({ ...place, messageRow })
      if (known !== undefined) await writeFlags(database, known, mail.flags, touched)
    }
    const here = (await folders.get(folder.path))?.here ?? 0
    await folders.put({ ...folder, here: here + added })
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
    for (const [index, place] of found.entries()) {
      if (place !== undefined) await writeFlags(database, place.messageRow, rows[index]?.flags ?? [], touched)
    }
    await shelveConversations(database, touched, hours)
  })
}

async function writeFlags(
  database: ShopDatabase,
  messageRow: number,
  flags: readonly string[],
  touched: Set<ConversationId>,
): Promise<void> {
  const row = await database.messages.get(messageRow)
  if (row === undefined) return
  const pending = await database.flagChanges.where('key').equals(row.key).toArray()
  const has = (flag: string): boolean => pending.findLast((change) => change.flag === flag)?.set ?? flags.includes(flag)
  const next = { seen: has('\\Seen'), answered: has('\\Answered'), flagged: has('\\Flagged') }
  if (next.seen === row.seen && next.answered === row.answered && next.flagged === row.flagged) return
  await database.messages.update(messageRow, next)
  touched.add(row.conversationId)
}

/** A row of the same key that has no place yet under this folder and UIDVALIDITY. */
async function rowWithoutPlaceIn(
  database: ShopDatabase,
  message: Message,
  place: { folder: string; uidValidity: string },
): Promise<number | undefined> {
  for (const row of await database.messages.where('key').equals(message.key).toArray()) {
    const at = await database.places.where('messageRow').equals(row.id).toArray()
    if (!at.some((other) => other.folder === place.folder && other.uidValidity === place.uidValidity)) return row.id
  }
  return undefined
}

async function insert(database: ShopDatabase, mail: MailToStore, touched: Set<ConversationId>): Promise<number> {
  const { message } = mail
  const links = threadLinks(message)
  const conversationId = await joinConversations(database, message, touched)
  touched.add(conversationId)
  const row: Omit<MessageRow, 'id'> = {
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
  const id = await database.messages.add(row)
  await database.bodies.put({ messageRow: id, text: message.text, ownText: message.ownText, htmlParts: mail.htmlParts })
  return id
}

/**
 * The conversation a new message belongs to; conversations that it shows to be one are joined. The id is the smallest of
 * all ids concerned, so that every order of arrival ends with the same one.
 */
async function joinConversations(database: ShopDatabase, message: Message, touched: Set<ConversationId>): Promise<ConversationId> {
  const links = threadLinks(message)
  const byId = links.threadIds.length === 0 ? [] : await database.messages.where('threadIds').anyOf(links.threadIds).toArray()
  const bySubject = links.subjectKey === '' ? [] : await database.messages.where('subjectKey').equals(links.subjectKey).toArray()
  const linked = [...byId, ...bySubject.filter((row) => areLinked(links, threadLinks(toMessage(row, undefined))))]
  const ids = new Set(linked.map((row) => row.conversationId))
  const winner = [...ids, `c-${message.key.slice(0, 20)}` as ConversationId].sort()[0] as ConversationId
  for (const id of ids) {
    if (id === winner) continue
    touched.add(id)
    await database.messages.where('conversationId').equals(id).modify({ conversationId: winner })
  }
  return winner
}

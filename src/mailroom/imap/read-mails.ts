import { createHash } from 'node:crypto'
import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow'
import { emptyMail, type FetchedMail } from '#contract/mail.ts'
import type { DecodedMail } from '#core/model/message.ts'
import type { MessageKey } from '#core/model/ids.ts'
import { formatUidSet, uidSetOf } from '#core/sync/uid-set.ts'
import { visibleText } from '#core/pitch/visible-text.ts'
import { parseAddresses } from '../mime/address-list.ts'
import { decodeText } from '../mime/decode-text.ts'
import { headerFields, headerValue, messageIds, rawField } from '../mime/header-fields.ts'
import { messageKey } from '../mime/message-key.ts'
import type { MimePool } from '../mime/mime-pool.ts'
import { readStructure, type Outline } from '../mime/structure.ts'

/** The most of one text part that is fetched, in bytes; the rest stays on the server. */
const textLimit = 1024 * 1024
/** A source is read whole only where the structure demands it, and only up to this size. */
const sourceLimit = 8 * 1024 * 1024
const cutMark = '<'
/** The most of one header that is kept, in bytes. */
const headerLimit = 1024 * 1024

/** Headers that no rule reads, or that are told apart from the list: half of what would cross to the engine otherwise. */
const unreadHeaders =
  /^(?:received|dkim-signature|arc-.*|x-google-.*|mime-version|message-id|date|from|to|cc|subject|references|x-received)$/

/** No ENVELOPE: it comes as one line, which a mail to fifty thousand people makes longer than we take. */
const leanQuery: FetchQueryObject = { uid: true, flags: true, internalDate: true, size: true, headers: true }
const headQuery: FetchQueryObject = { ...leanQuery, bodyStructure: true }

/**
 * Structure and text parts of the messages `uids` of the open folder, marking nothing read (BODY.PEEK), newest first.
 *
 * One FETCH for structure and headers, then one for each group of messages with the same list of text parts. Where the
 * server or imapflow stumbles over one message, it is found by halving, and keeps a row that says so. A message whose
 * structure tells nothing is read whole, in the pool's thread. What the server does not send is left out.
 */
export async function readMails(client: ImapFlow, uids: readonly number[], pool: MimePool | null): Promise<FetchedMail[]> {
  const { answers: heads, refused } = await fetchSafely(client, uids, headQuery)
  return [...(await readTexts(client, heads, pool)), ...refused.map((uid) => unreadable(client, uid))]
}

/** The newest messages of the open folder, by their sequence numbers: nobody has to list their UIDs first. */
export async function readNewest(client: ImapFlow, count: number, exists: number, pool: MimePool | null): Promise<FetchedMail[]> {
  return await readTexts(client, await fetchInTurn(client, `${exists - count + 1}:*`, headQuery), pool)
}

/** The text parts of messages whose structure is known, and all of it together. */
async function readTexts(client: ImapFlow, heads: readonly FetchMessageObject[], pool: MimePool | null): Promise<FetchedMail[]> {
  const outlines = new Map<number, Outline>()
  const groups = new Map<string, number[]>()
  for (const head of heads) {
    if (head.bodyStructure === undefined) continue
    const outline = readStructure(head.bodyStructure)
    outlines.set(head.uid, outline)
    // A partial fetch only where it is needed: some servers stumble over ranges longer than the part.
    const sections = outline.texts.map((text) => `${text.part}${text.size > textLimit ? cutMark : ''}`).join(' ')
    if (sections !== '') groups.set(sections, [...(groups.get(sections) ?? []), head.uid])
  }
  const parts = new Map<number, Map<string, Buffer>>()
  for (const [sections, members] of groups) {
    const bodyParts = sections
      .split(' ')
      .map((section) => (section.endsWith(cutMark) ? { key: section.slice(0, -1), start: 0, maxLength: textLimit } : section))
    for (const answer of (await fetchSafely(client, members, { uid: true, bodyParts })).answers)
      if (answer.bodyParts !== undefined) parts.set(answer.uid, answer.bodyParts)
  }
  const mails: FetchedMail[] = []
  for (const head of heads) {
    const outline = outlines.get(head.uid)
    mails.push(outline === undefined ? await readWhole(client, head, pool) : toFetchedMail(head, outline, parts.get(head.uid)))
  }
  return mails
}

/** One message whose structure is more than we take: a row with what its header tells. */
export async function readHeaderOnly(client: ImapFlow, uid: number): Promise<FetchedMail[]> {
  const { answers, refused } = await fetchSafely(client, [uid], leanQuery)
  const told = answers.map((head): FetchedMail => ({
    ...toFetchedMail(head, { texts: [], attachments: [] }, undefined),
    odd: 'too-complex',
  }))
  return [...told, ...refused.map((uid) => unreadable(client, uid))]
}

/** The keys of messages, from their headers and sizes alone. */
export async function readKeys(client: ImapFlow, uids: readonly number[]): Promise<{ uid: number; key: MessageKey; flags: string[] }[]> {
  const headers = ['message-id', 'date', 'from', 'subject']
  const { answers } = await fetchSafely(client, uids, { uid: true, flags: true, size: true, headers })
  return answers.map((head) => ({ uid: head.uid, key: messageKey(headersOf(head), head.size ?? 0), flags: [...(head.flags ?? [])] }))
}

/** Fetches all; where that fails on a connection that still stands, the halves apart, down to the one message to blame. */
async function fetchSafely(
  client: ImapFlow,
  uids: readonly number[],
  query: FetchQueryObject,
): Promise<{ answers: FetchMessageObject[]; refused: number[] }> {
  const asked = new Set(uids)
  try {
    const answers = await fetchInTurn(client, formatUidSet(uidSetOf(uids)), query, { uid: true })
    // What nobody asked for (UID 0, another's) is not ours to read; what comes twice counts once.
    return {
      answers: [...new Map(answers.filter((answer) => asked.delete(answer.uid)).map((answer) => [answer.uid, answer])).values()],
      refused: [],
    }
  } catch (error) {
    if (!client.usable) throw error
    const [only] = uids
    if (uids.length === 1 && only !== undefined) return { answers: [], refused: [only] }
    const half = Math.ceil(uids.length / 2)
    const first = await fetchSafely(client, uids.slice(0, half), query)
    const second = await fetchSafely(client, uids.slice(half), query)
    return { answers: [...first.answers, ...second.answers], refused: [...first.refused, ...second.refused] }
  }
}

/** One after another, so that one huge header is held at a time. */
async function fetchInTurn(client: ImapFlow, range: string, query: FetchQueryObject, options = {}): Promise<FetchMessageObject[]> {
  const answers: FetchMessageObject[] = []
  for await (const answer of client.fetch(range, query, options)) {
    const { headers } = answer
    const isHuge = headers !== undefined && headers.length > headerLimit
    answers.push(isHuge ? { ...answer, headers: Buffer.from(headers.subarray(0, headerLimit)) } : answer)
  }
  return answers
}

async function readWhole(client: ImapFlow, head: FetchMessageObject, pool: MimePool | null): Promise<FetchedMail> {
  const shell = toFetchedMail(head, { texts: [], attachments: [] }, undefined)
  if (pool === null || (head.size ?? 0) > sourceLimit) return { ...shell, odd: 'no-structure' }
  const { answers } = await fetchSafely(client, [head.uid], { uid: true, source: true })
  const source = answers[0]?.source
  if (source === undefined) return { ...shell, odd: 'no-structure' }
  const decoded = await pool.decode(source)
  if (!decoded.ok) return { ...shell, odd: 'too-complex' }
  const bodyHash = createHash('sha256').update(source).digest('hex')
  return { ...shell, mail: { ...decoded.value, size: head.size ?? source.length } as FetchedMail['mail'], bodyHash, odd: null }
}

function toFetchedMail(head: FetchMessageObject, outline: Outline, parts: Map<string, Buffer> | undefined): FetchedMail {
  const headers = headersOf(head)
  const size = head.size ?? 0
  const texts: string[] = []
  const htmls: string[] = []
  const hash = createHash('sha256')
  for (const text of outline.texts) {
    const bytes = parts?.get(text.part.toLowerCase()) ?? parts?.get(text.part)
    if (bytes === undefined) continue
    hash.update(bytes)
    ;(text.kind === 'html' ? htmls : texts).push(decodeText(bytes, text.encoding, text.charset))
  }
  const block = headerBlockOf(head)
  const sentAt = Date.parse(headerValue(headers, 'date'))
  const plain = texts.join('\n')
  const mail: DecodedMail = {
    headers: headers.filter(([name]) => !unreadHeaders.test(name)),
    from: parseAddresses(rawField(block, 'from')),
    to: parseAddresses(rawField(block, 'to')),
    cc: parseAddresses(rawField(block, 'cc')),
    replyTo: parseAddresses(rawField(block, 'reply-to')),
    subject: headerValue(headers, 'subject'),
    sentAt: Number.isNaN(sentAt) ? null : sentAt,
    messageId: messageIds(headerValue(headers, 'message-id'))[0] ?? '',
    inReplyTo: messageIds(headerValue(headers, 'in-reply-to'))[0] ?? '',
    references: messageIds(headerValue(headers, 'references')),
    text: plain.trim() === '' ? htmls.map((html) => visibleText(html).text).join('\n') : plain,
    htmlParts: htmls,
    attachments: [...outline.attachments],
    size,
  }
  const received = head.internalDate instanceof Date ? head.internalDate.getTime() : Date.parse(head.internalDate ?? '')
  return {
    uid: head.uid,
    flags: [...(head.flags ?? [])],
    receivedAt: Number.isNaN(received) ? (mail.sentAt ?? 0) : received,
    key: messageKey(headers, size),
    mail: mail as FetchedMail['mail'],
    bodyHash: hash.digest('hex'),
    odd: oddnessOf(outline, parts),
  }
}

function oddnessOf(outline: Outline, parts: Map<string, Buffer> | undefined): FetchedMail['odd'] {
  if (outline.texts.length > 0 && parts === undefined) return 'text-not-sent'
  if (outline.isCut === true) return 'too-complex'
  return outline.texts.some((text) => text.size > textLimit) ? 'cut-short' : null
}

/** A message that stops every FETCH it is in: a row all the same, so that the rest can go on. Its key is its place: nothing else is known. */
function unreadable(client: ImapFlow, uid: number): FetchedMail {
  const place = client.mailbox === false ? '' : `${client.mailbox.path} ${String(client.mailbox.uidValidity)}`
  return {
    uid,
    flags: [],
    receivedAt: Date.now(),
    key: messageKey([['message-id', `unreadable ${place} ${uid}`]], 0),
    mail: emptyMail,
    bodyHash: '',
    odd: 'unreadable',
  }
}

function headersOf(head: FetchMessageObject): DecodedMail['headers'] {
  return headerFields(headerBlockOf(head))
}

function headerBlockOf(head: FetchMessageObject): string {
  return (head.headers ?? Buffer.alloc(0)).toString('utf8', 0, headerLimit)
}

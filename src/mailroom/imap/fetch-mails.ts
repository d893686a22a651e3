import type { FetchMessageObject, FetchQueryObject, ImapFlow } from 'imapflow'
import type { MessageKey } from '#core/model/ids.ts'
import { formatUidSet, uidSetOf } from '#core/sync/uid-set.ts'
import { headerFields, headerLines } from '../mime/header-fields.ts'
import { messageKey } from '../mime/message-key.ts'
import { readStructure, type Outline } from '../mime/structure.ts'

/** The most of one text part that is fetched, in bytes; the rest stays on the server. */
export const textLimit = 1024 * 1024
/** A source is read whole only where the structure demands it, and only up to this size. */
const sourceLimit = 8 * 1024 * 1024
const cutMark = '<'
/** The most of one header that is kept, in bytes. */
const headerLimit = 1024 * 1024

/** No ENVELOPE: it comes as one line, which a mail to fifty thousand people makes longer than we take. */
const leanQuery: FetchQueryObject = { uid: true, flags: true, internalDate: true, size: true, headers: true }
const headQuery: FetchQueryObject = { ...leanQuery, bodyStructure: true }

/** One message as the server sent it. */
export type RawMail = {
  readonly head: FetchMessageObject
  /** null where its structure tells nothing. */
  readonly outline: Outline | null
  readonly parts: ReadonlyMap<string, Buffer> | undefined
  /** All of it, where the structure tells nothing. */
  readonly source: Buffer | undefined
}

/** Messages as the server sent them, nothing decoded yet; `refused` are UIDs over which it stumbled, `place` where they lie. */
export type RawMails = { readonly mails: readonly RawMail[]; readonly refused: readonly number[]; readonly place: string }

/**
 * Structure and text parts of the messages `uids` of the open folder, marking nothing read (BODY.PEEK), newest first.
 *
 * One FETCH for structure and headers, then one for each group of messages with the same list of text parts. Where the
 * server or imapflow stumbles over one message, it is found by halving. What the server does not send is left out. Decoding
 * is for later: the connection is free for the next question meanwhile.
 */
export async function fetchMails(client: ImapFlow, uids: readonly number[]): Promise<RawMails> {
  const { answers, refused } = await fetchSafely(client, uids, headQuery)
  return { mails: await fetchTexts(client, answers), refused, place: placeOf(client) }
}

/** The newest messages of the open folder, by their sequence numbers: nobody has to list their UIDs first. */
export async function fetchNewest(client: ImapFlow, count: number, exists: number): Promise<RawMails> {
  const answers = await fetchInTurn(client, `${exists - count + 1}:*`, headQuery)
  // What the server tells in between by itself (flags, RFC 3501 section 7.4.2) is no message: it lacks what was asked for.
  const told = answers.filter(({ uid, size }) => uid > 0 && size !== undefined)
  const heads = [...new Map(told.map((head) => [head.uid, head])).values()]
  return { mails: await fetchTexts(client, heads), refused: [], place: placeOf(client) }
}

/** One message whose structure is more than we take: what its header tells. */
export async function fetchHeaderOnly(client: ImapFlow, uid: number): Promise<RawMails> {
  const { answers, refused } = await fetchSafely(client, [uid], leanQuery)
  const outline: Outline = { texts: [], attachments: [], isCut: true }
  return { mails: answers.map((head) => ({ head, outline, parts: undefined, source: undefined })), refused, place: placeOf(client) }
}

/** The keys of messages, from their headers and sizes alone. */
export async function fetchKeys(client: ImapFlow, uids: readonly number[]): Promise<{ uid: number; key: MessageKey; flags: string[] }[]> {
  const headers = ['message-id', 'date', 'from', 'subject']
  const { answers } = await fetchSafely(client, uids, { uid: true, flags: true, size: true, headers })
  return answers.map((head) => ({
    uid: head.uid,
    key: messageKey(headerFields(headerLinesOf(head)), head.size ?? 0),
    flags: [...(head.flags ?? [])],
  }))
}

/** The unfolded lines of a message's header. */
export function headerLinesOf(head: FetchMessageObject): string[] {
  return headerLines((head.headers ?? Buffer.alloc(0)).toString('utf8', 0, headerLimit))
}

/** The text parts of messages whose structure is known, and the sources of the others. */
async function fetchTexts(client: ImapFlow, heads: readonly FetchMessageObject[]): Promise<RawMail[]> {
  const outlines = new Map<number, Outline>()
  const groups = new Map<string, number[]>()
  const sources = new Map<number, Buffer>()
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
  for (const head of heads) {
    if (outlines.has(head.uid) || (head.size ?? 0) > sourceLimit) continue
    const [answer] = (await fetchSafely(client, [head.uid], { uid: true, source: true })).answers
    if (answer?.source !== undefined) sources.set(head.uid, answer.source)
  }
  return heads.map((head) => ({
    head,
    outline: outlines.get(head.uid) ?? null,
    parts: parts.get(head.uid),
    source: sources.get(head.uid),
  }))
}

function placeOf(client: ImapFlow): string {
  return client.mailbox === false ? '' : `${client.mailbox.path} ${String(client.mailbox.uidValidity)}`
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
    if (uids.length <= 1) return { answers: [], refused: [...uids] }
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

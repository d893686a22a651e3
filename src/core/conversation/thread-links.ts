import type { EpochMs } from '../model/ids.ts'
import type { Message } from '../model/message.ts'

/** How far apart two mails joined by subject alone may lie. */
const subjectReachMs = 30 * 24 * 3_600_000

/** What can join a message to others. */
export type ThreadLinks = {
  /** Its Message-ID and all it refers to; two messages that share one are in one conversation. */
  readonly threadIds: readonly string[]
  /** Base subject and correspondent; empty where the subject says too little to join anything. */
  readonly subjectKey: string
  /** A reply by its subject that names no earlier message: the only kind that joins by subject. */
  readonly isBareReply: boolean
  readonly receivedAt: EpochMs
}

const replyPrefix = /^\s*(?:(?:re|ré|aw|sv|antw|rif|res|fwd?|tr|wg)(?:\s?\[\d{1,3}\])?\s?:\s*)+/i

/** The subject without its reply and forward marks, folded. */
export function baseSubject(subject: string): string {
  return subject.replace(replyPrefix, '').replace(/\s+/g, ' ').trim().toLowerCase()
}

/** Whether the subject says "reply" (Re:, RE :, AW:, TR: …). */
export function isReplySubject(subject: string): boolean {
  return replyPrefix.test(subject)
}

/** What of a message tells where it belongs. */
export type LinkedMessage = Pick<
  Message,
  'messageId' | 'inReplyTo' | 'references' | 'direction' | 'to' | 'author' | 'subject' | 'kind' | 'receivedAt'
>

/** The links of one message (RFC 5322 section 3.6.4; the subject is a cautious fallback). */
export function threadLinks(message: LinkedMessage): ThreadLinks {
  const threadIds = [...new Set([message.messageId, message.inReplyTo, ...message.references].filter((id) => id !== ''))]
  const other = message.direction === 'out' ? (message.to[0]?.address ?? '') : message.author.address
  const base = baseSubject(message.subject)
  const isPersonal = message.kind === 'human'
  return {
    threadIds,
    subjectKey: isPersonal && base.length >= 4 && other !== '' ? `${base}\n${other}` : '',
    isBareReply: isPersonal && message.inReplyTo === '' && message.references.length === 0 && isReplySubject(message.subject),
    receivedAt: message.receivedAt,
  }
}

/** Whether two messages belong to one conversation by themselves; symmetrical, so that the order of arrival cannot matter. */
export function areLinked(a: ThreadLinks, b: ThreadLinks): boolean {
  if (a.threadIds.some((id) => b.threadIds.includes(id))) return true
  return (
    a.subjectKey !== '' &&
    a.subjectKey === b.subjectKey &&
    (a.isBareReply || b.isBareReply) &&
    Math.abs(a.receivedAt - b.receivedAt) <= subjectReachMs
  )
}

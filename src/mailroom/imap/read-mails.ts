import { createHash } from 'node:crypto'
import type { FetchMessageObject } from 'imapflow'
import { emptyMail } from '#contract/mail.ts'
import { visibleParts } from '#core/pitch/visible-text.ts'
import { parseAddresses } from '../mime/address-list.ts'
import { decodeText } from '../mime/decode-text.ts'
import { headerFields, headerValue, messageIds, rawField } from '../mime/header-fields.ts'
import { messageKey } from '../mime/message-key.ts'
import type { MimePool } from '../mime/mime-pool.ts'
import type { MailWithHtml, ReadMail } from '../mime/read-mail.ts'
import type { Outline } from '../mime/structure.ts'
import { headerLinesOf, textLimit, type RawMail, type RawMails } from './fetch-mails.ts'

/** Headers that no rule reads, or that are told apart from the list: half of what would cross to the engine otherwise. */
const unreadHeaders =
  /^(?:received|dkim-signature|arc-.*|x-google-.*|mime-version|message-id|date|from|to|cc|subject|references|x-received)$/

/**
 * Decodes messages as they were fetched. One over which the server stumbled keeps a row that says so, so that the rest can go
 * on; one whose structure tells nothing is read whole, in the pool's thread.
 */
export async function readMails({ mails, refused, place }: RawMails, pool: MimePool | null): Promise<ReadMail[]> {
  const read: ReadMail[] = []
  for (const raw of mails) read.push(raw.outline === null ? await readWhole(raw, pool) : toReadMail(raw.head, raw.outline, raw.parts))
  return [...read, ...refused.map((uid) => unreadable(uid, place))]
}

async function readWhole({ head, source }: RawMail, pool: MimePool | null): Promise<ReadMail> {
  const shell = toReadMail(head, { texts: [], attachments: [] }, undefined)
  if (pool === null || source === undefined) return { ...shell, odd: 'no-structure' }
  const decoded = await pool.decode(source)
  if (!decoded.ok) return { ...shell, odd: 'too-complex' }
  const bodyHash = createHash('sha256').update(source).digest('hex')
  return { ...shell, mail: { ...decoded.value, size: head.size ?? source.length }, bodyHash, odd: null }
}

function toReadMail(head: FetchMessageObject, outline: Outline, parts: ReadonlyMap<string, Buffer> | undefined): ReadMail {
  const lines = headerLinesOf(head)
  const headers = headerFields(lines)
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
  const sentAt = Date.parse(headerValue(headers, 'date'))
  const plain = texts.join('\n')
  const shown = visibleParts(htmls)
  const mail: MailWithHtml = {
    headers: headers.filter(([name]) => !unreadHeaders.test(name)),
    from: parseAddresses(rawField(lines, 'from')),
    to: parseAddresses(rawField(lines, 'to')),
    cc: parseAddresses(rawField(lines, 'cc')),
    replyTo: parseAddresses(rawField(lines, 'reply-to')),
    subject: headerValue(headers, 'subject'),
    sentAt: Number.isNaN(sentAt) ? null : sentAt,
    messageId: messageIds(headerValue(headers, 'message-id'))[0] ?? '',
    inReplyTo: messageIds(headerValue(headers, 'in-reply-to'))[0] ?? '',
    references: messageIds(headerValue(headers, 'references')),
    text: plain.trim() === '' ? (shown?.text ?? '') : plain,
    shown,
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
    mail,
    bodyHash: hash.digest('hex'),
    odd: oddnessOf(outline, parts),
  }
}

function oddnessOf(outline: Outline, parts: ReadonlyMap<string, Buffer> | undefined): ReadMail['odd'] {
  if (outline.texts.length > 0 && parts === undefined) return 'text-not-sent'
  if (outline.isCut === true) return 'too-complex'
  return outline.texts.some((text) => text.size > textLimit) ? 'cut-short' : null
}

/** A message that stops every FETCH it is in. Its key is its place: nothing else is known. */
function unreadable(uid: number, place: string): ReadMail {
  return {
    uid,
    flags: [],
    receivedAt: Date.now(),
    key: messageKey([['message-id', `unreadable ${place} ${uid}`]], 0),
    mail: { ...emptyMail, htmlParts: [] },
    bodyHash: '',
    odd: 'unreadable',
  }
}

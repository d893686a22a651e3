import type { FetchMessageObject, ImapFlow } from 'imapflow'
import type { FetchedMail } from '#contract/mail.ts'
import type { Address, DecodedMail } from '#core/model/message.ts'
import { visibleText } from '#core/pitch/visible-text.ts'
import { decodeText } from '../mime/decode-text.ts'
import { headerFields, headerValue, messageIds } from '../mime/header-fields.ts'
import { messageKey } from '../mime/message-key.ts'
import { readStructure, type Outline } from '../mime/structure.ts'

/** The most of one text part that is fetched, in bytes; the rest stays on the server. */
const textLimit = 1024 * 1024
const cutMark = '<'

/**
 * Structure and text parts of the messages `uids` of the open folder, marking nothing read (BODY.PEEK).
 *
 * One FETCH for structure and headers, then one for each group of messages with the same list of text parts. A message
 * that cannot be read keeps a row with what the envelope tells.
 */
export async function readMails(client: ImapFlow, uids: readonly number[]): Promise<FetchedMail[]> {
  const heads = await client.fetchAll(
    uids.join(','),
    { uid: true, flags: true, internalDate: true, size: true, envelope: true, bodyStructure: true, headers: true },
    { uid: true },
  )
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
    for (const answer of await client.fetchAll(members.join(','), { uid: true, bodyParts }, { uid: true })) {
      if (answer.bodyParts !== undefined) parts.set(answer.uid, answer.bodyParts)
    }
  }
  return heads.map((head) => toFetchedMail(head, outlines.get(head.uid), parts.get(head.uid)))
}

function toFetchedMail(head: FetchMessageObject, outline: Outline | undefined, parts: Map<string, Buffer> | undefined): FetchedMail {
  const headers = headerFields((head.headers ?? Buffer.alloc(0)).toString('utf8'))
  const size = head.size ?? 0
  const texts: string[] = []
  const htmls: string[] = []
  for (const text of outline?.texts ?? []) {
    const bytes = parts?.get(text.part.toLowerCase()) ?? parts?.get(text.part)
    if (bytes === undefined) continue
    ;(text.kind === 'html' ? htmls : texts).push(decodeText(bytes, text.encoding, text.charset))
  }
  const envelope = head.envelope
  const sentAt = Date.parse(headerValue(headers, 'date'))
  const plain = texts.join('\n')
  const mail: DecodedMail = {
    headers,
    from: addresses(envelope?.from),
    to: addresses(envelope?.to),
    cc: addresses(envelope?.cc),
    // A server fills Reply-To from From where the mail has none (RFC 3501 section 7.4.2): ask the header.
    replyTo: headerValue(headers, 'reply-to') === '' ? [] : addresses(envelope?.replyTo),
    subject: headerValue(headers, 'subject'),
    sentAt: Number.isNaN(sentAt) ? null : sentAt,
    messageId: messageIds(headerValue(headers, 'message-id'))[0] ?? '',
    inReplyTo: messageIds(headerValue(headers, 'in-reply-to'))[0] ?? '',
    references: messageIds(headerValue(headers, 'references')),
    text: plain.trim() === '' ? htmls.map((html) => visibleText(html).text).join('\n') : plain,
    htmlParts: htmls,
    attachments: [...(outline?.attachments ?? [])],
    size,
  }
  const odd = outline === undefined ? 'no structure' : outline.texts.length > 0 && parts === undefined ? 'text not sent' : null
  const received = head.internalDate instanceof Date ? head.internalDate.getTime() : Date.parse(head.internalDate ?? '')
  return {
    uid: head.uid,
    flags: [...(head.flags ?? [])],
    receivedAt: Number.isNaN(received) ? (mail.sentAt ?? 0) : received,
    key: messageKey(headers, size),
    mail: mail as FetchedMail['mail'],
    odd,
  }
}

function addresses(list: readonly { name?: string | undefined; address?: string | undefined }[] | undefined): Address[] {
  return (list ?? []).slice(0, 1000).map((entry) => ({ name: entry.name ?? '', address: (entry.address ?? '').toLowerCase() }))
}

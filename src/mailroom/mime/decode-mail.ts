import { MailParser } from 'mailparser'
import type { Failure } from '#contract/failure.ts'
import type { Attachment, Headers } from '#core/model/message.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { visibleParts } from '#core/pitch/visible-text.ts'
import { addressList } from './address-list.ts'
import type { MailWithHtml } from './read-mail.ts'

/** A bigger source is not decoded whole; its parts are fetched one by one. */
const largestSourceBytes = 64 * 1024 * 1024

const mostHeaders = 2000

/**
 * Decodes a mail's source: MIME, charsets, addresses. Judges nothing and sanitises nothing.
 *
 * Fails with 'too-large' over 64 MiB and with 'protocol' where mailparser gives up. Takes as long as the mail is
 * complicated: run it through MimePool, which has a time limit.
 */
export async function decodeMail(source: Uint8Array): Promise<Result<MailWithHtml, Failure>> {
  if (source.byteLength > largestSourceBytes) return failed({ code: 'too-large', detail: `The mail has ${source.byteLength} bytes.` })
  try {
    const parser = new MailParser({ skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, checksumAlgo: false })
    const attachments = await readThrough(parser, Buffer.from(source.buffer, source.byteOffset, source.byteLength))
    return ok(readMail(parser, attachments, source.byteLength))
  } catch (error) {
    return failed({
      code: 'protocol',
      detail: `The mail could not be read: ${error instanceof Error ? error.message.slice(0, 500) : 'unknown'}`,
    })
  }
}

/** Feeds the parser and lists the attachments; their content is counted, not kept. */
function readThrough(parser: MailParser, source: Buffer): Promise<readonly Attachment[]> {
  return new Promise((resolve, reject) => {
    const attachments: Attachment[] = []
    parser.on('data', (data) => {
      if (data.type !== 'attachment') return
      data.content.on('end', () => {
        attachments.push({
          name: data.filename ?? '',
          type: data.contentType,
          size: data.size ?? 0,
          part: String(attachments.length),
          contentId: bareId(data.contentId ?? ''),
          inline: data.related === true || (data.contentDisposition === 'inline' && data.contentId !== undefined),
        })
        data.release?.()
      })
      data.content.resume()
    })
    parser.once('error', reject)
    parser.once('end', () => {
      resolve(attachments)
    })
    parser.end(source)
  })
}

function readMail(parser: MailParser, attachments: readonly Attachment[], size: number): MailWithHtml {
  const htmlParts = htmlPartsOf(parser)
  const shown = visibleParts(htmlParts)
  const text = typeof parser.text === 'string' ? parser.text : ''
  const headers = readHeaders(parser)
  // mailparser puts the current time where it cannot read the Date header: ask the header itself.
  const sentAt = Date.parse(headers.find(([name]) => name === 'date')?.[1].replace(/\([^()]{0,100}\)/gu, '') ?? '')
  return {
    headers,
    from: addressList(parser.from),
    to: addressList(parser.to),
    cc: addressList(parser.cc),
    replyTo: addressList(parser.replyTo),
    subject: (parser.subject ?? '').replace(/\s+/gu, ' ').trim(),
    sentAt: Number.isNaN(sentAt) ? null : sentAt,
    messageId: bareId(parser.messageId ?? ''),
    inReplyTo: bareId(parser.inReplyTo ?? ''),
    references: [parser.references ?? []]
      .flat()
      .map(bareId)
      .filter((id) => id !== ''),
    text: text.trim() === '' ? (shown?.text ?? '') : text,
    shown,
    htmlParts,
    attachments,
    size,
  }
}

/**
 * The html parts, each apart. mailparser itself only gives them joined, so that a part with an open attribute would swallow
 * the next (EFAIL): read its tree of parts, which its types do not show.
 */
function htmlPartsOf(parser: MailParser): readonly string[] {
  const found: string[] = []
  const visit = (node: unknown, depth: number): void => {
    if (typeof node !== 'object' || node === null || depth > 200) return
    const { contentType, textContent, children } = node as { contentType?: unknown; textContent?: unknown; children?: unknown }
    if (contentType === 'text/html' && typeof textContent === 'string' && textContent !== '') found.push(textContent)
    if (Array.isArray(children)) for (const child of children) visit(child, depth + 1)
  }
  visit(Reflect.get(parser, 'tree'), 0)
  return found
}

/** The first of the identifiers in a header, without angle brackets. */
function bareId(value: string): string {
  return /<([^<>\s]{1,2000})>/u.exec(value)?.[1] ?? (value.trim().split(/\s/u, 1)[0] ?? '').replace(/[<>]/gu, '')
}

/** Raw header lines, unfolded (RFC 5322 section 2.2.3). Encoded words stay as they are: the fields that matter are read apart. */
function readHeaders(parser: MailParser): Headers {
  return (parser.headerLines || []).slice(0, mostHeaders).map(({ key, line }): readonly [string, string] => {
    const value = line.slice(line.indexOf(':') + 1)
    return [
      key.toLowerCase(),
      value
        .replace(/\r?\n[ \t]?/gu, ' ')
        .trim()
        .slice(0, 20_000),
    ]
  })
}

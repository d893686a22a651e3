import parseMime, { type MimePart } from 'hoodiecrow-imap/lib/mimeparser.js'

/** What the demo's customers read of a mail that the shop sent. Message ids are without angle brackets. */
export type SentMail = {
  readonly messageId: string
  readonly references: readonly string[]
  readonly subject: string
  readonly text: string
}

function decodeBytes(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

function fromQuotedPrintable(text: string): Buffer {
  const joined = text.replace(/=[ \t]*\r?\n/g, '')
  return Buffer.from(
    joined.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

/** Encoded words of a header as text (RFC 2047); anything else stays as it is. */
function decodeWords(header: string): string {
  const joined = header.replace(/(\?=)\s+(?==\?)/g, '$1')
  return joined.replace(/=\?([\w-]+)(?:\*[\w-]*)?\?([qb])\?([^?\s]*)\?=/gi, (_, charset: string, encoding: string, word: string) =>
    decodeBytes(encoding.toLowerCase() === 'b' ? Buffer.from(word, 'base64') : fromQuotedPrintable(word.replaceAll('_', ' ')), charset),
  )
}

function headerOf(part: MimePart, name: string): string {
  const value = part.parsedHeader[name]
  return typeof value === 'string' ? value : ''
}

type ContentType = { readonly type?: string; readonly subtype?: string; readonly params?: Readonly<Record<string, string>> }

function contentType(part: MimePart): ContentType {
  return part.parsedHeader['content-type'] ?? {}
}

function plainTextPart(part: MimePart): MimePart | undefined {
  if (part.childNodes === undefined) {
    const { type, subtype } = contentType(part)
    return type === 'text' && subtype === 'plain' ? part : undefined
  }
  for (const child of part.childNodes) {
    const found = plainTextPart(child)
    if (found !== undefined) return found
  }
  return undefined
}

function textOf(part: MimePart): string {
  const body = part.body ?? ''
  const encoding = headerOf(part, 'content-transfer-encoding').toLowerCase()
  let bytes: Buffer = Buffer.from(body, 'latin1')
  if (encoding === 'base64') bytes = Buffer.from(body, 'base64')
  if (encoding === 'quoted-printable') bytes = fromQuotedPrintable(body)
  return decodeBytes(bytes, contentType(part).params?.['charset'] ?? 'utf-8').replaceAll('\r\n', '\n')
}

function idsIn(header: string): readonly string[] {
  return [...header.matchAll(/<([^<>\s]+)>/g)].map(([, id = '']) => id)
}

/**
 * Reads what a customer needs in order to answer: ids, subject and plain text; empty where the mail has none.
 *
 * It reads the mails of our own composer, not those of the world: that is the mailroom's work.
 */
export function readSentMail(source: Buffer): SentMail {
  const root = parseMime(source.toString('latin1'))
  if (root === false) return { messageId: '', references: [], subject: '', text: '' }
  const part = plainTextPart(root)
  const [messageId = ''] = idsIn(headerOf(root, 'message-id'))
  return {
    messageId,
    references: [...idsIn(headerOf(root, 'references')), ...idsIn(headerOf(root, 'in-reply-to'))],
    subject: decodeWords(headerOf(root, 'subject')),
    text: part === undefined ? '' : textOf(part).trimEnd(),
  }
}

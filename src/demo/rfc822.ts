import { readFile } from 'node:fs/promises'
import path from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { MailFields } from './lay-out.ts'

/** The file's bytes, read once: the same few attachments hang on several mails. */
export type ReadAttachment = (name: string) => Promise<Buffer>

/**
 * Reads attachments from a folder and remembers them.
 *
 * The promise rejects where a file is missing: the files ship with the app, so it is a bug.
 */
export function attachmentReader(folder: string): ReadAttachment {
  const known = new Map<string, Promise<Buffer>>()
  return (name) => {
    const content = known.get(name) ?? readFile(path.join(folder, name))
    known.set(name, content)
    return content
  }
}

/**
 * The source of a mail (RFC 5322 with MIME), CRLF line ends.
 *
 * Built by nodemailer's composer, so the demo's mails look as real ones do: quoted-printable or base64, encoded words,
 * multipart/alternative where there is HTML.
 */
export async function rfc822(fields: MailFields, readAttachment: ReadAttachment): Promise<Buffer> {
  const attachments = await Promise.all(fields.attachments.map(async (filename) => ({ filename, content: await readAttachment(filename) })))
  const mail = new MailComposer({
    messageId: `<${fields.messageId}>`,
    date: new Date(fields.sentAt),
    from: fields.from,
    to: fields.to,
    subject: fields.subject,
    text: fields.text,
    headers: fields.headers,
    attachments,
    // The composer keeps bare line feeds otherwise, which IMAP forbids.
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(fields.replyTo === undefined ? {} : { replyTo: fields.replyTo }),
    ...(fields.html === undefined ? {} : { html: fields.html }),
    ...(fields.inReplyTo === '' ? {} : { inReplyTo: `<${fields.inReplyTo}>` }),
    ...(fields.references.length === 0 ? {} : { references: fields.references.map((id) => `<${id}>`) }),
  })
  return mail.compile().build()
}

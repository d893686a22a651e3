import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { OutgoingMail } from '#contract/outgoing.ts'

/** Who gets the mail, as SMTP is told: one addr-spec a recipient, from the list the helper saw. */
export type Envelope = { readonly from: string; readonly to: string[] }

/** The recipients of To, Cc and Bcc; each address is one addr-spec, checked at the border. */
export function envelopeOf(mail: OutgoingMail): Envelope {
  const to = [...mail.to, ...mail.cc, ...mail.bcc].map((person) => person.address)
  return { from: mail.from.address, to: [...new Set(to)] }
}

/**
 * The bytes that leave. The Message-ID is the draft's own, Bcc is in the envelope alone, no file or URL is ever read.
 */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
    to: [...mail.to],
    cc: [...mail.cc],
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.messageId}>`,
    date: new Date(mail.writtenAt),
    ...(mail.inReplyTo === '' ? {} : { inReplyTo: `<${mail.inReplyTo}>` }),
    ...(mail.references.length === 0 ? {} : { references: mail.references.map((id) => `<${id}>`) }),
    attachments: mail.attachments.map((attachment) => ({
      filename: attachment.name,
      contentType: attachment.type === '' ? 'application/octet-stream' : attachment.type,
      content: Buffer.from(attachment.bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
  })
  return await composer.compile().build()
}

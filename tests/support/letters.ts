/** A plain mail in a few words; `headers` are added as they are. */
export function letter(fields: {
  from: string
  to?: string
  subject: string
  text: string
  messageId?: string
  inReplyTo?: string
  date?: Date
  headers?: readonly string[]
}): string {
  const lines = [
    `From: ${fields.from}`,
    `To: ${fields.to ?? 'hey@shop.example'}`,
    `Subject: ${fields.subject}`,
    `Date: ${(fields.date ?? new Date()).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${fields.messageId ?? `${Math.random().toString(36).slice(2)}@test.example`}>`,
    ...(fields.inReplyTo === undefined ? [] : [`In-Reply-To: <${fields.inReplyTo}>`, `References: <${fields.inReplyTo}>`]),
    ...(fields.headers ?? []),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    fields.text,
    '',
  ]
  return lines.join('\r\n')
}

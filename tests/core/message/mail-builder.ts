import type { Address, DecodedMail } from '#core/model/message.ts'
import { visibleParts } from '#core/pitch/visible-text.ts'

type Given = {
  readonly from?: string | Address
  readonly replyTo?: string
  readonly to?: string
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly inReplyTo?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A decoded mail with everything a test does not name left plain. */
export function buildMail(given: Given): DecodedMail {
  const list = (value: string | Address | undefined): Address[] => {
    if (value === undefined) return []
    return [typeof value === 'string' ? { name: '', address: value } : value]
  }
  return {
    headers: Object.entries(given.headers ?? {}).map(([name, value]): readonly [string, string] => [name.toLowerCase(), value]),
    from: list(given.from),
    to: list(given.to ?? 'hey@shop.example'),
    cc: [],
    replyTo: list(given.replyTo),
    subject: given.subject ?? '',
    sentAt: null,
    messageId: 'one@mail.example',
    inReplyTo: given.inReplyTo ?? '',
    references: [],
    text: given.text ?? 'Hello, is the blue lamp back in stock?',
    shown: visibleParts(given.html === undefined ? [] : [given.html]),
    attachments: [],
    size: 100,
  }
}

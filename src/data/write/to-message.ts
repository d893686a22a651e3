import type { Message } from '#core/model/message.ts'
import type { BodyRow, MessageRow } from '../schema.ts'

/** A stored message as the shop's rules see it. */
export function toMessage(row: MessageRow, body: BodyRow | undefined): Message {
  return {
    key: row.key,
    messageId: row.messageId,
    inReplyTo: row.inReplyTo,
    references: row.references,
    from: row.from,
    to: row.to,
    cc: row.cc,
    author: row.author,
    subject: row.subject,
    sentAt: row.sentAt,
    receivedAt: row.receivedAt,
    direction: row.direction,
    kind: row.kind,
    text: body?.text ?? '',
    ownText: body?.ownText ?? '',
  }
}

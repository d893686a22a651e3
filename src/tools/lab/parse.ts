import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { readMessage } from '#core/message/read-message.ts'
import type { MessageKey } from '#core/model/ids.ts'
import { decodeMail } from '#mailroom/mime/decode-mail.ts'
import { idSchema, readInput } from './lab-fields.ts'

const parseSchema = z.object({ id: idSchema, eml: z.string().min(1) })

/**
 * Lab verb `parse`: {id, eml (path)} → {id, from, to, subject, date, text, ownText, attachments, kind}.
 *
 * `date` is the Date header as an ISO instant in UTC, null where it cannot be read. Throws an Error with a clear message for a
 * file that is not there or a mail that cannot be decoded.
 */
export const parseVerb = async (input: unknown): Promise<object> => {
  const line = readInput(parseSchema, input)
  const source = await readFile(line.eml).catch((error: unknown) => {
    throw new Error(`eml: ${error instanceof Error ? error.message : 'cannot be read'}`)
  })
  const decoded = await decodeMail(source)
  if (!decoded.ok) throw new Error(`${decoded.failure.code}: ${decoded.failure.detail}`)
  const mail = decoded.value
  const message = readMessage(mail, { key: '' as MessageKey, receivedAt: mail.sentAt ?? 0, ownAddresses: new Set() })
  return {
    ...(line.id === undefined ? {} : { id: line.id }),
    from: message.from,
    to: message.to,
    subject: message.subject,
    date: message.sentAt === null ? null : new Date(message.sentAt).toISOString(),
    text: message.text,
    ownText: message.ownText,
    attachments: mail.attachments.map(({ name, type, size }) => ({ name, type, size })),
    kind: message.kind,
  }
}

import { createHash } from 'node:crypto'
import type { MessageKey } from '#core/model/ids.ts'
import type { Headers } from '#core/model/message.ts'
import { headerValue } from './header-fields.ts'

/** A message's key: SHA-256 (hex) over Message-ID, Date header, From, Subject and size in bytes. */
export function messageKey(headers: Headers, size: number): MessageKey {
  const parts = ['message-id', 'date', 'from', 'subject'].map((name) => headerValue(headers, name))
  return createHash('sha256')
    .update(JSON.stringify([...parts, size]))
    .digest('hex') as MessageKey
}

import { createHash } from 'node:crypto'
import { journalRecordSchema, type JournalRecord } from '#contract/journal.ts'

/** Bytes from this size on lie in a file of their own; a line names it. */
const smallBytes = 4096

/** What a line turned out to be: a record, one of a newer version that is kept as it is, or damage. */
export type ReadLine = { readonly record: JournalRecord } | 'newer' | 'damaged'

/**
 * A record as one line: the first 16 hex digits of the JSON's SHA-256, a space, the JSON. Small bytes stand in it as
 * base64, large ones as the name that `nameOf` gives them.
 */
export function encodeLine(record: JournalRecord, nameOf: (bytes: Uint8Array) => string): string {
  const json = JSON.stringify(record, (_key, value: unknown) => {
    if (!(value instanceof Uint8Array)) return value
    return value.length < smallBytes ? { base64: Buffer.from(value).toString('base64') } : { file: nameOf(value) }
  })
  return `${checksum(json)} ${json}\n`
}

/**
 * Reads a line without its end. A file that is gone leaves its bytes empty, and a reply that has lost one does not leave
 * by itself any more.
 */
export function decodeLine(line: string, read: (name: string) => Uint8Array | null): ReadLine {
  const json = line.slice(17)
  if (line[16] !== ' ' || line.slice(0, 16) !== checksum(json)) return 'damaged'
  let isMissing = false
  const value: unknown = JSON.parse(json, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length !== 1) return inner
    if ('base64' in inner && typeof inner.base64 === 'string') return new Uint8Array(Buffer.from(inner.base64, 'base64'))
    if (!('file' in inner) || typeof inner.file !== 'string' || !/^[0-9a-f]{64}$/.test(inner.file)) return inner
    const bytes = read(inner.file)
    isMissing ||= bytes === null
    return bytes ?? new Uint8Array()
  })
  const parsed = journalRecordSchema.safeParse(value)
  if (!parsed.success) return 'newer'
  const record = parsed.data
  if (!isMissing) return { record }
  if (record.kind === 'draft') return { record: { ...record, files: (record.files ?? []).filter(({ bytes }) => bytes.length > 0) } }
  return { record: record.kind === 'outbox' && canStillLeave(record.state) ? { ...record, state: 'failed' } : record }
}

function canStillLeave(state: string): boolean {
  return ['held', 'queued', 'connecting', 'data'].includes(state)
}

/** The bytes of a record that may lie in files of their own. */
export function bytesOf(record: JournalRecord): Uint8Array[] {
  const files = record.kind === 'draft' ? (record.files ?? []) : record.kind === 'outbox' ? record.mail.attachments : []
  return files.map(({ bytes }) => bytes).filter((bytes) => bytes.length >= smallBytes)
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16)
}

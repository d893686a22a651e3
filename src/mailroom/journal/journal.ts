import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { journalRecordSchema, type JournalRecord } from '#contract/journal.ts'

/** Dead records are dropped from the file once it has grown past this many bytes, and to twice what was alive last time. */
const tidyAboveBytes = 4 * 1024 * 1024

/**
 * The file of everything unsent: drafts and outbox, outside the database and fsynced record by record.
 *
 * One line a record: the first 16 hex digits of its SHA-256, a space, JSON (bytes as base64). Reading stops at the first
 * damaged line: the good beginning is used, the whole file is kept beside under another name.
 */
export class Journal {
  readonly #file: string
  readonly #alive = new Map<string, JournalRecord>()
  #handle: FileHandle | null = null
  #queue: Promise<void> = Promise.resolve()
  #bytes = 0
  #problem: string | null = null
  #tidyAbove = tidyAboveBytes
  /** A record broke off half-way (full disk): the next one on its line would be lost with it. */
  #isTorn = false

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#file = path.join(folder, 'unsent.jsonl')
    this.#load()
  }

  /** Why the file could not be read; null when it was. */
  get problem(): string | null {
    return this.#problem
  }

  /** The newest record of each draft and outbox item still alive. */
  records(): JournalRecord[] {
    return [...this.#alive.values()]
  }

  /** Appends one record; resolves once it is on disk, rejects when it could not be written. */
  async write(record: JournalRecord): Promise<void> {
    const work = this.#queue.then(async () => {
      if (this.#isTorn) await this.#tidy()
      this.#handle ??= await open(this.#file, 'a', 0o600)
      const line = encode(record)
      this.#isTorn = true
      await this.#handle.appendFile(line)
      await this.#handle.sync()
      this.#isTorn = false
      this.#bytes += Buffer.byteLength(line)
      this.#apply(record)
      // The record is on disk: room for tidying may come later.
      if (this.#bytes > this.#tidyAbove) await this.#tidy().catch(() => {})
    })
    this.#queue = work.catch(() => {})
    await work
  }

  async close(): Promise<void> {
    await this.#queue
    await this.#handle?.close()
    this.#handle = null
  }

  #load(): void {
    let content: string
    try {
      content = readFileSync(this.#file, 'utf8')
    } catch (error) {
      // No file yet is an empty journal; one that cannot be read is not.
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
        this.#problem = error instanceof Error ? error.message : String(error)
      return
    }
    this.#bytes = Buffer.byteLength(content)
    const lines = content.split('\n')
    const tail = lines.pop() ?? ''
    const records = lines.map(decode)
    const firstBad = records.indexOf(null)
    for (const record of firstBad === -1 ? records : records.slice(0, firstBad)) if (record !== null) this.#apply(record)
    if (firstBad === -1 && tail === '') return
    renameSync(this.#file, `${this.#file}.damaged-${createHash('sha256').update(content).digest('hex').slice(0, 8)}`)
    this.#rewrite()
  }

  #apply(record: JournalRecord): void {
    if (record.kind === 'gone') this.#alive.delete(record.id)
    else this.#alive.set(record.kind === 'draft' ? record.draft.id : record.mail.draftId, record)
  }

  async #tidy(): Promise<void> {
    await this.#handle?.close()
    this.#handle = null
    this.#rewrite()
  }

  #rewrite(): void {
    const content = this.records().map(encode).join('')
    writeFileAtomic.sync(this.#file, content, { mode: 0o600 })
    this.#isTorn = false
    this.#bytes = Buffer.byteLength(content)
    this.#tidyAbove = Math.max(tidyAboveBytes, 2 * this.#bytes)
  }
}

function checksum(json: string): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16)
}

function encode(record: JournalRecord): string {
  const json = JSON.stringify(record, (_key, value: unknown) =>
    value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value,
  )
  return `${checksum(json)} ${json}\n`
}

function decode(line: string): JournalRecord | null {
  const json = line.slice(17)
  if (line[16] !== ' ' || line.slice(0, 16) !== checksum(json)) return null
  const value: unknown = JSON.parse(json, (_key, inner: unknown) => {
    const isBytes =
      typeof inner === 'object' &&
      inner !== null &&
      'base64' in inner &&
      typeof inner.base64 === 'string' &&
      Object.keys(inner).length === 1
    return isBytes ? new Uint8Array(Buffer.from((inner as { base64: string }).base64, 'base64')) : inner
  })
  const parsed = journalRecordSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}

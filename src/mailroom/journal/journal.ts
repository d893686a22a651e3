import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { journalIdOf, type JournalRecord } from '#contract/journal.ts'
import { fileNameOf, KeptFiles } from './kept-files.ts'
import { bytesOf, decodeLine, encodeLine } from './record-line.ts'

/** Dead records are dropped from the file once it has grown past this many bytes, and to twice what was alive last time. */
const tidyAboveBytes = 4 * 1024 * 1024

/** How many ended drafts, replies and changes are remembered. */
const mostGone = 2000

/**
 * The file of everything that a lost store could not give back: drafts, replies on their way, what helpers said, changes
 * that the server has not taken yet, settings. It lies outside the database and is fsynced before a write resolves.
 *
 * One line a record (record-line.ts), large attachments beside it (kept-files.ts). Reading stops at the first damaged line:
 * the good beginning is used, the whole file is kept beside under another name, and a `cut` record says so until the store
 * has been joined. Records of a newer version are carried along unread.
 */
export class Journal {
  readonly #file: string
  readonly #files: KeptFiles
  readonly #alive = new Map<string, JournalRecord>()
  /** Lines that only a newer version understands. */
  #newer: string[] = []
  readonly #names = new WeakMap<Uint8Array, string>()
  #handle: FileHandle | null = null
  #waiting: { record: JournalRecord; resolve: () => void; reject: (error: unknown) => void }[] = []
  #running: Promise<void> | null = null
  #bytes = 0
  #problem: string | null = null
  #tidyAbove = tidyAboveBytes
  /** A record broke off half-way (full disk): the next one on its line would be lost with it. */
  #isTorn = false

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#file = path.join(folder, 'unsent.jsonl')
    this.#files = new KeptFiles(path.join(folder, 'files'))
    this.#load()
  }

  /** Why the file could not be read; null when it was. */
  get problem(): string | null {
    return this.#problem
  }

  /** The newest record of everything still alive, and what has ended lately. */
  records(): JournalRecord[] {
    return [...this.#alive.values()]
  }

  /** Appends one record; resolves once it is on disk, rejects when it could not be written. */
  async write(record: JournalRecord): Promise<void> {
    const written = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ record, resolve, reject })
    })
    this.#running ??= this.#run()
    await written
  }

  async close(): Promise<void> {
    await this.#running
    await this.#handle?.close()
    this.#handle = null
  }

  /** Writes what waits, all that came while the disk was busy in one go. */
  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#append(batch.map(({ record }) => record))
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    this.#running = null
  }

  async #append(records: readonly JournalRecord[]): Promise<void> {
    if (this.#isTorn) await this.#tidy()
    for (const record of records) for (const bytes of bytesOf(record)) await this.#files.keep(this.#nameOf(bytes), bytes)
    this.#handle ??= await open(this.#file, 'a', 0o600)
    const lines = records.map((record) => this.#encode(record)).join('')
    this.#isTorn = true
    await this.#handle.appendFile(lines)
    await this.#handle.sync()
    this.#isTorn = false
    this.#bytes += Buffer.byteLength(lines)
    let mayFreeFiles = false
    for (const record of records) mayFreeFiles = this.#apply(record) || mayFreeFiles
    if (mayFreeFiles) this.#dropFiles()
    // The records are on disk: room for tidying may come later.
    if (this.#bytes > this.#tidyAbove) await this.#tidy().catch(() => {})
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
    let isDamaged = lines.pop() !== ''
    for (const line of lines) {
      const read = decodeLine(line, (name) => this.#files.read(name))
      if (read === 'damaged') {
        isDamaged = true
        break
      }
      if (read === 'newer') this.#newer.push(line)
      else this.#apply(read.record)
    }
    if (!isDamaged) {
      this.#dropFiles()
      return
    }
    this.#setAside(content)
  }

  /** Keeps a damaged file under another name and goes on with its good beginning. */
  #setAside(content: string): void {
    try {
      renameSync(this.#file, `${this.#file}.damaged-${createHash('sha256').update(content).digest('hex').slice(0, 8)}`)
      this.#apply({ kind: 'cut' })
      this.#rewrite()
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error)
    }
  }

  /** Takes a record over; whether files may be nobody's now. */
  #apply(record: JournalRecord): boolean {
    const id = journalIdOf(record)
    const before = this.#alive.get(id)
    // In order of their last change: what has ended longest ago is forgotten first.
    if (record.kind === 'gone') this.#alive.delete(id)
    this.#alive.set(id, record.kind === 'draft' && record.files === undefined ? withFilesOf(record, before) : record)
    if (record.kind === 'store') this.#alive.delete('cut')
    return before !== undefined && bytesOf(before).length > 0
  }

  #dropFiles(): void {
    this.#files.keepOnly(new Set(this.records().flatMap((record) => bytesOf(record).map((bytes) => this.#nameOf(bytes)))))
  }

  async #tidy(): Promise<void> {
    await this.#handle?.close()
    this.#handle = null
    this.#rewrite()
  }

  #rewrite(): void {
    const gone = this.records().filter((record) => record.kind === 'gone')
    for (const record of gone.slice(0, Math.max(0, gone.length - mostGone))) this.#alive.delete(journalIdOf(record))
    const content = [...this.#newer.map((line) => `${line}\n`), ...this.records().map((record) => this.#encode(record))].join('')
    writeFileAtomic.sync(this.#file, content, { mode: 0o600 })
    this.#isTorn = false
    this.#bytes = Buffer.byteLength(content)
    this.#tidyAbove = Math.max(tidyAboveBytes, 2 * this.#bytes)
  }

  #encode(record: JournalRecord): string {
    return encodeLine(record, (bytes) => this.#nameOf(bytes))
  }

  #nameOf(bytes: Uint8Array): string {
    const known = this.#names.get(bytes)
    const name = known ?? fileNameOf(bytes)
    if (known === undefined) this.#names.set(bytes, name)
    return name
  }
}

/** A draft whose files did not change keeps those it had, as a draft or as the reply that was taken back. */
function withFilesOf(record: Extract<JournalRecord, { kind: 'draft' }>, before: JournalRecord | undefined): JournalRecord {
  const files = before?.kind === 'draft' ? before.files : before?.kind === 'outbox' ? before.mail.attachments : undefined
  return files === undefined || files.length === 0 ? record : { ...record, files }
}

import { Worker } from 'node:worker_threads'
import type { Failure } from '#contract/failure.ts'
import { failed, type Result } from '#core/model/result.ts'
import type { MailWithHtml } from './read-mail.ts'
import type { MimeAnswer, MimeRequest } from './mime-messages.ts'

type Decoded = Result<MailWithHtml, Failure>
type Job = { readonly id: number; readonly source: Uint8Array; readonly settle: (result: Decoded) => void }

/** A mail that takes longer is not decoded. */
const mailLimitMs = 2000

/** A thread that is not up by then never will be. */
const startLimitMs = 15_000

/**
 * Decodes mails one after another in a thread that holds no credential.
 *
 * A mail that takes over two seconds, or that brings the thread down, gets a failure ('protocol'); the thread is ended and
 * started anew, and the queue goes on. The thread starts with the first mail.
 */
export class MimePool {
  readonly #threadFile: string
  readonly #limitMs: number
  readonly #queue: Job[] = []
  #worker: Worker | undefined
  #ready = false
  #running: Job | undefined
  #timer: NodeJS.Timeout | undefined
  #lastId = 0
  #failedStarts = 0
  #closed = false

  /** `threadFile`: the built mime-thread; `limitMs`: how long one mail may take. */
  constructor(threadFile: string, limitMs = mailLimitMs) {
    this.#threadFile = threadFile
    this.#limitMs = limitMs
  }

  /** Decodes one mail; never rejects. The bytes are copied to the thread, so that the caller keeps them. */
  decode(source: Uint8Array): Promise<Decoded> {
    if (this.#closed) return Promise.resolve(brokenOff)
    return new Promise((resolve) => {
      this.#lastId += 1
      this.#queue.push({ id: this.#lastId, source, settle: resolve })
      this.#next()
    })
  }

  /** Ends the thread; what still waits fails. */
  async close(): Promise<void> {
    this.#closed = true
    const waiting = this.#running === undefined ? [...this.#queue] : [this.#running, ...this.#queue]
    this.#queue.length = 0
    this.#running = undefined
    for (const job of waiting) job.settle(brokenOff)
    await this.#drop()
  }

  #next(): void {
    if (this.#running !== undefined || this.#queue.length === 0 || this.#closed) return
    if (this.#worker === undefined) this.#start()
    if (!this.#ready) return
    const job = this.#queue.shift()
    if (job === undefined) return
    this.#running = job
    this.#timer = setTimeout(() => {
      this.#giveUp(`The mail is too complex: it took over ${this.#limitMs} ms to read.`)
    }, this.#limitMs)
    this.#worker?.postMessage({ id: job.id, source: job.source } satisfies MimeRequest)
  }

  #start(): void {
    const worker = new Worker(this.#threadFile, { env: {}, argv: [], resourceLimits: { maxOldGenerationSizeMb: 768 } })
    this.#worker = worker
    this.#timer = setTimeout(() => {
      this.#giveUp('The reading thread did not start.')
    }, startLimitMs)
    worker.on('message', (answer: MimeAnswer) => {
      if (worker === this.#worker) this.#take(answer)
    })
    worker.on('error', (error: Error) => {
      if (worker === this.#worker) this.#giveUp(`The mail brought the reading thread down: ${error.message.slice(0, 300)}`)
    })
    worker.on('exit', () => {
      if (worker === this.#worker) this.#giveUp('The mail brought the reading thread down.')
    })
  }

  #take(answer: MimeAnswer): void {
    clearTimeout(this.#timer)
    if ('ready' in answer) {
      this.#ready = true
      this.#failedStarts = 0
    } else if (answer.id === this.#running?.id) {
      const { settle } = this.#running
      this.#running = undefined
      settle(answer.result)
    }
    this.#next()
  }

  /** Ends the thread and fails the mail at hand; a thread that cannot even start fails the mail that waits for it. */
  #giveUp(detail: string): void {
    if (!this.#ready) this.#failedStarts += 1
    const job = this.#running ?? (this.#failedStarts > 0 ? this.#queue.shift() : undefined)
    this.#running = undefined
    void this.#startOver()
    job?.settle(failed({ code: 'protocol', detail }))
  }

  async #startOver(): Promise<void> {
    await this.#drop()
    this.#next()
  }

  async #drop(): Promise<void> {
    clearTimeout(this.#timer)
    const worker = this.#worker
    this.#worker = undefined
    this.#ready = false
    await worker?.terminate()
  }
}

const brokenOff: Decoded = failed({ code: 'connection-lost', detail: 'Reading mail was stopped.' })

import type { ImapFlow } from 'imapflow'
import type { Failure } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { failureOf } from '../net/failure-of.ts'
import { openImap, type ImapLogin } from './open-imap.ts'
import type { ImapTimings } from './timings.ts'

/** A folder under one numbering; an empty UIDVALIDITY stands for any. */
export type View = { readonly path: string; readonly uidValidity: string }

const lost: Failure = { code: 'connection-lost', detail: 'not connected' }
const looksInSilence = 4

type Job = () => Promise<void>

/** imapflow's errors for an answer over its caps (see `openImap`). */
const tooMuch = new Set(['LineTooLarge', 'LiteralTooLarge', 'ResponseTooLarge'])

/**
 * One connection, one job at a time: imapflow runs one command at a time and deadlocks on a command inside another's
 * loop. A command that brings nothing for `silenceMs` ends the connection: what waits for a dead one would wait for ever.
 */
export class ImapConnection {
  readonly client: ImapFlow
  readonly #login: ImapLogin
  readonly #timings: ImapTimings
  readonly #waiting: Job[] = []
  #running: Promise<void> | null = null
  #idle: (() => void)[] = []
  #wasTooMuch = false

  private constructor(client: ImapFlow, login: ImapLogin, timings: ImapTimings) {
    this.client = client
    this.#login = login
    this.#timings = timings
    client.on('error', (error: unknown) => {
      this.#wasTooMuch ||= typeof error === 'object' && error !== null && 'code' in error && tooMuch.has(String(error.code))
    })
  }

  static async open(login: ImapLogin, timings: ImapTimings, onEnd: () => void = () => {}): Promise<Result<ImapConnection, Failure>> {
    const opened = await openImap(login, timings)
    if (!opened.ok) return opened
    const connection = new ImapConnection(opened.value, login, timings)
    // One that ended over a single answer is replaced by who asked, without a word to anybody.
    opened.value.on('close', () => {
      if (!connection.wasTooMuch) onEnd()
    })
    return ok(connection)
  }

  get isUsable(): boolean {
    return this.client.usable
  }

  /** Whether it ended because one answer was more than we take: the same question would end the next one too. */
  get wasTooMuch(): boolean {
    return this.#wasTooMuch
  }

  /** Ends it at once; jobs under way answer `connection-lost`. */
  end(): void {
    this.client.close()
  }

  /** Runs one job after those that wait; `urgent` before them. A throw is a failure, never more. */
  run<Value>(work: (client: ImapFlow) => Promise<Value>, { urgent = false } = {}): Promise<Result<Value, Failure>> {
    return new Promise((settle) => {
      const job = async (): Promise<void> => {
        if (!this.client.usable) {
          settle(failed(lost))
          return
        }
        const stopWatching = this.#watchForSilence()
        try {
          settle(ok(await work(this.client)))
        } catch (error) {
          settle(failed(this.client.usable ? failureOf(error, { server: this.#login.server }) : lost))
        } finally {
          stopWatching()
        }
      }
      if (urgent) this.#waiting.unshift(job)
      else this.#waiting.push(job)
      this.#running ??= this.#drain()
    })
  }

  /** Runs one job in a folder under the numbering it was read under; `isFresh` hears first what others did there. */
  async inFolder<Value>(
    view: View,
    work: (client: ImapFlow) => Promise<Value>,
    { isFresh = false, urgent = false } = {},
  ): Promise<Result<Value, Failure>> {
    const answer = await this.run<Result<Value, Failure>>(
      async (client) => {
        if (client.mailbox === false || client.mailbox.path !== view.path) await client.mailboxOpen(view.path)
        else if (isFresh) await client.noop()
        if (client.mailbox === false) return failed({ code: 'folder-missing', detail: view.path })
        if (view.uidValidity !== '' && String(client.mailbox.uidValidity) !== view.uidValidity)
          return failed({ code: 'folder-changed', detail: view.path })
        return ok(await work(client))
      },
      { urgent },
    )
    return answer.ok ? answer.value : answer
  }

  /** Resolves once no job runs or waits. */
  async quiet(): Promise<void> {
    while (this.#running !== null) await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  async #drain(): Promise<void> {
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) await job()
    this.#running = null
    for (const resolve of this.#idle.splice(0)) resolve()
  }

  #watchForSilence(): () => void {
    let received = this.client.stats().received
    let looks = 0
    const timer = setInterval(() => {
      const now = this.client.stats().received
      looks = now === received ? looks + 1 : 0
      received = now
      if (looks >= looksInSilence) this.client.close()
    }, this.#timings.silenceMs / looksInSilence)
    return () => {
      clearInterval(timer)
    }
  }
}

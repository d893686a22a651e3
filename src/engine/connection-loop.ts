import type { Failure } from '#contract/failure.ts'
import { needsPerson } from '#core/outbox/outbox-state.ts'
import type { SyncStatus } from '#data/schema.ts'
import { isDiskFull } from './disk-full.ts'
import type { EngineTimings } from './timings.ts'

/**
 * What the loop needs from around it.
 *
 * ```
 *   resting ──start─▶ opening ──ok──▶ passing ──ok──▶ waiting ──wake, news, poll──▶ passing
 *      ▲                │ failure         │ failure       │ connection lost
 *      │                ▼                 ▼               ▼
 *      └── needs a person ◀── (password, certificate …)   backing off ──time, wake──▶ opening
 * ```
 */
export type LoopDelegate = {
  readonly open: () => Promise<Failure | null>
  /** One round of work: pull, push, flush the outbox. `again`: something is left and goes on at once. */
  readonly pass: () => Promise<Failure | 'again' | null>
  readonly close: () => Promise<void>
  readonly report: (state: SyncStatus['state'], failure: Failure | null) => Promise<void>
  readonly after: (delayMs: number, work: () => void) => () => void
  readonly dice: () => number
  readonly now: () => number
  readonly timings: EngineTimings
}

/** Owns opening, waiting, backing off and waking for one account; knows nothing of mail. */
export class ConnectionLoop {
  readonly #delegate: LoopDelegate
  #wake: (() => void) | null = null
  #woken = false
  #lost = false
  #isOpen = false
  #needsPerson = false
  #stopped = false
  #running: Promise<void> | null = null
  #failuresInARow = 0

  constructor(delegate: LoopDelegate) {
    this.#delegate = delegate
  }

  start(): void {
    this.#stopped = false
    this.#running ??= this.#run()
  }

  /** There may be something to do: news from the server, a command of a helper, the network is back. */
  wake(): void {
    if (this.#needsPerson) return
    this.#woken = true
    this.#wake?.()
  }

  /** A person asks for it: also where only a person could mend what failed. */
  tryNow(): void {
    this.#needsPerson = false
    this.wake()
  }

  /** The network is another one, or the computer slept: opens anew at once, without waiting for the old connection to be missed. */
  reconnect(): void {
    if (this.#needsPerson) return
    this.#failuresInARow = 0
    this.#lost = this.#isOpen
    this.#woken = true
    void this.#delegate.close().catch(() => {})
    this.#wake?.()
  }

  /** The connection is gone; the next round opens a new one. What has ended already cannot cut a back-off short. */
  connectionLost(): void {
    if (!this.#isOpen) return
    this.#lost = true
    this.#wake?.()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#wake?.()
    await this.#running
    this.#running = null
    await this.#delegate.close()
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      await this.#tell('syncing', null)
      this.#lost = false
      this.#woken = false
      const failure = await this.#round()
      this.#isOpen = false
      this.#lost = false
      if (this.#stopped) return
      if (failure === null) continue
      await this.#delegate.close().catch(() => {})
      if (needsPerson.has(failure.code)) {
        this.#needsPerson = true
        this.#woken = false
        await this.#tell('error', failure)
        await this.#sleep(null)
        this.#needsPerson = false
        this.#failuresInARow = 0
      } else {
        this.#failuresInARow += 1
        await this.#tell(
          failure.code === 'connection-lost' || failure.code === 'unknown-host' || failure.code === 'port-blocked' ? 'offline' : 'error',
          failure,
        )
        const { firstBackOffMs, longestBackOffMs } = this.#delegate.timings
        const backOffMs = Math.min(firstBackOffMs * 2 ** (this.#failuresInARow - 1), longestBackOffMs)
        await this.#sleep(failure.retryAfterMs ?? backOffMs * (0.75 + this.#delegate.dice() / 2))
      }
    }
  }

  /** Opens and works; a throw (a full disk, a bug on one mail) is a failure like any other: shown, and tried again later. */
  async #round(): Promise<Failure | null> {
    try {
      return (await this.#delegate.open()) ?? (await this.#work())
    } catch (error) {
      return {
        code: isDiskFull(error) ? 'disk-full' : 'bug',
        detail: (error instanceof Error ? error.message : String(error)).slice(0, 2000),
      }
    }
  }

  /** A state that cannot be shown must not stop the loop. */
  async #tell(state: SyncStatus['state'], failure: Failure | null): Promise<void> {
    await this.#delegate.report(state, failure).catch(() => {})
  }

  /** Passes while the connection holds; the failure that ended it. */
  async #work(): Promise<Failure | null> {
    this.#isOpen = true
    for (;;) {
      this.#woken = false
      const failure = await this.#delegate.pass()
      if (failure === 'again' && !this.#stopped && !this.#lost) continue
      if (failure !== null && failure !== 'again') return failure
      if (this.#stopped) return null
      if (this.#lost) return { code: 'connection-lost', detail: 'the connection ended' }
      this.#failuresInARow = 0
      await this.#tell('idle', null)
      await this.#sleep(this.#delegate.timings.pollMs)
      if (this.#stopped) return null
      if (this.#lost) return { code: 'connection-lost', detail: 'the connection ended' }
      await this.#tell('syncing', null)
    }
  }

  async #sleep(delayMs: number | null): Promise<void> {
    if (this.#woken || this.#stopped || this.#lost) return
    const { now, timings, after } = this.#delegate
    const startedAt = now()
    await new Promise<void>((resolve) => {
      const cancel = delayMs === null ? () => {} : after(delayMs, resolve)
      this.#wake = () => {
        cancel()
        resolve()
      }
    })
    this.#wake = null
    // A timer that comes far too late: the computer slept, and the sockets died without a word.
    if (delayMs !== null && this.#isOpen && now() - startedAt > delayMs + timings.sleptMs) this.#lost = true
  }
}

import type { FolderRow, SyncProgress } from '#data/schema.ts'
import type { EnginePorts } from '../ports.ts'

/** A rate measured over less tells nothing. */
const leastMessages = 200
const pausedName = 'pull-paused'

/** How a pull goes: whether it makes room for something more urgent, whether a person paused it, and how long it will take. */
export class PullPace {
  readonly #ports: EnginePorts
  #isInterrupted = false
  #isPaused = false
  #isRead = false
  #start: { readonly at: number; readonly here: number } | null = null

  constructor(ports: EnginePorts) {
    this.#ports = ports
  }

  /** A pass begins. */
  begin(): void {
    this.#isInterrupted = false
    if (this.#isRead) return
    this.#isRead = true
    void this.#ports.database.values.get(pausedName).then((row) => {
      this.#isPaused ||= row?.value === true
    })
  }

  /** Something more urgent waits: the pull stops at the next window. */
  interrupt(): void {
    this.#isInterrupted = true
  }

  get isInterrupted(): boolean {
    return this.#isInterrupted
  }

  /** Older mail waits until a person lets it go on; kept over restarts. */
  async pause(isPaused: boolean): Promise<void> {
    this.#isRead = true
    this.#isPaused = isPaused
    await this.#ports.database.values.put({ name: pausedName, value: isPaused })
  }

  now(): 'go-on' | 'newest-only' | 'stop' {
    if (this.#isInterrupted) return 'stop'
    return this.#isPaused ? 'newest-only' : 'go-on'
  }

  /** What is still to come and how long that takes at the rate so far; null once all is here. */
  progress(folders: readonly FolderRow[]): SyncProgress | null {
    if (folders.every((folder) => folder.isComplete)) {
      this.#start = null
      return null
    }
    const here = sum(folders.map((folder) => folder.here))
    const exists = Math.max(here, sum(folders.map((folder) => folder.exists)))
    const now = this.#ports.now()
    this.#start ??= { at: now, here }
    const come = here - this.#start.here
    const msLeft = come < leastMessages || this.#isPaused ? null : Math.round(((now - this.#start.at) / come) * (exists - here))
    return { here, exists, msLeft, isPaused: this.#isPaused }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

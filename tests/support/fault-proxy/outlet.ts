import type { Duplex } from 'node:stream'

/** How fast bytes leave; null: at once. */
export type Pace = { readonly bytesPerSecond: number | null; readonly latencyMs: number }

const tickMs = 20
/** More than this in the queue, and the side that sends has to wait. */
const fullBytes = 256 * 1024

/**
 * One direction of a connection: writes what it is given, at a pace, or holds it back.
 *
 * `onFull` tells the sending side to wait (true) or to go on (false), so that a slow reader does not fill the memory.
 */
export class Outlet {
  readonly #onFull: (isFull: boolean) => void
  #target: Duplex
  #queue: { bytes: Buffer; readonly dueAt: number; readonly target: Duplex }[] = []
  #queued = 0
  #pace: Pace = { bytesPerSecond: null, latencyMs: 0 }
  #isHeld = false
  #isFull = false
  #isClosed = false
  #isDraining = false
  /** Bytes that may leave now, at a given rate; grows with time. */
  #allowance = 0
  #lastTickAt = 0
  #timer: NodeJS.Timeout | null = null
  #atEnd: (() => void) | null = null

  constructor(target: Duplex, onFull: (isFull: boolean) => void) {
    this.#target = target
    this.#onFull = onFull
  }

  /** Writes go to another stream from here on (the secured one); what waits goes where it was meant to. */
  retarget(target: Duplex): void {
    this.#target = target
  }

  write(bytes: Buffer): void {
    if (this.#isClosed || bytes.length === 0) return
    if (!this.#isHeld && this.#pace.bytesPerSecond === null && this.#pace.latencyMs === 0 && this.#queue.length === 0) {
      this.#put(bytes, this.#target)
      return
    }
    this.#queue.push({ bytes, dueAt: Date.now() + this.#pace.latencyMs, target: this.#target })
    this.#queued += bytes.length
    this.#tellFull()
    this.#schedule()
  }

  setPace(pace: Pace): void {
    this.#pace = pace
    this.#allowance = 0
    this.#lastTickAt = Date.now()
    this.#schedule()
  }

  hold(): void {
    this.#isHeld = true
  }

  get isHeld(): boolean {
    return this.#isHeld
  }

  /** Lets out what was held, in order. */
  release(): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    this.#tick()
  }

  /** Does `work` once all has left; not while it is held. */
  atEnd(work: () => void): void {
    this.#atEnd = work
    this.#lookForEnd()
  }

  #lookForEnd(): void {
    if (this.#atEnd === null || this.#isHeld || this.#isClosed || this.#queue.length > 0) return
    const work = this.#atEnd
    this.#atEnd = null
    work()
  }

  /** Drops what waits; later writes are lost. */
  close(): void {
    this.#isClosed = true
    this.#queue = []
    this.#queued = 0
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #schedule(): void {
    if (this.#timer !== null || this.#queue.length === 0 || this.#isHeld || this.#isClosed) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#tick()
    }, tickMs)
  }

  #tick(): void {
    if (this.#isClosed || this.#isHeld) return
    const now = Date.now()
    const { bytesPerSecond } = this.#pace
    if (bytesPerSecond !== null) {
      this.#allowance = Math.min(this.#allowance + ((now - this.#lastTickAt) * bytesPerSecond) / 1000, Math.max(1, bytesPerSecond))
      this.#lastTickAt = now
    }
    for (let head = this.#queue[0]; head !== undefined && head.dueAt <= now; head = this.#queue[0]) {
      const room = bytesPerSecond === null ? head.bytes.length : Math.floor(this.#allowance)
      if (room < 1) break
      const passing = head.bytes.subarray(0, room)
      if (bytesPerSecond !== null) this.#allowance -= passing.length
      this.#queued -= passing.length
      this.#put(passing, head.target)
      if (passing.length === head.bytes.length) this.#queue.shift()
      else head.bytes = head.bytes.subarray(passing.length)
    }
    this.#tellFull()
    this.#schedule()
    this.#lookForEnd()
  }

  #put(bytes: Buffer, target: Duplex): void {
    if (!target.writable || target.write(bytes) || this.#isDraining) return
    this.#isDraining = true
    this.#onFull(true)
    target.once('drain', () => {
      this.#isDraining = false
      if (!this.#isFull) this.#onFull(false)
    })
  }

  #tellFull(): void {
    const isFull = this.#queued > fullBytes
    if (isFull === this.#isFull) return
    this.#isFull = isFull
    this.#onFull(isFull || this.#isDraining)
  }
}

import type { ImapFlow } from 'imapflow'

/** Below this, compressing text costs less than sending it plain (measured: Dovecot's zlib gives 35 MiB/s). */
const slowBitsPerSecond = 250_000_000
/** Less tells nothing: the first answers are about the server's disk. */
const leastBytes = 1024 * 1024

/** Measures how fast bytes come while mail is fetched. */
export function slowLink() {
  let bytes = 0
  let ms = 0
  let isSettled = false
  return {
    /** Starts a measurement; the answer ends it. */
    measure: (client: ImapFlow): (() => void) => {
      const before = client.stats().received
      const startedAt = performance.now()
      return () => {
        bytes += client.stats().received - before
        ms += performance.now() - startedAt
      }
    },
    isSlow: (): boolean => !isSettled && bytes >= leastBytes && (bytes * 8 * 1000) / ms < slowBitsPerSecond,
    /** Decided: asked no more. */
    settle: (): void => {
      isSettled = true
    },
  }
}

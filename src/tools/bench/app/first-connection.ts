import { readFileSync } from 'node:fs'

const everyMs = 4

/** Watches for the first connection to a port of this computer, from outside, so that nothing stands between the two sides. */
export type ConnectionWatch = {
  /** Wall clock, ms, right after it was there; null before. */
  readonly at: () => number | null
  readonly stop: () => void
}

/** Starts to watch; looks into the system's table of connections until one is there (Linux). */
export function watchFirstConnection(port: number): ConnectionWatch {
  const established = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')} 01 `
  let at: number | null = null
  const timer = setInterval(() => {
    // Four columns: number, this side, other side, state. Only the client's entry has the port on its other side.
    const isThere = readFileSync('/proc/net/tcp', 'utf8')
      .split('\n')
      .some((line) => line.trim().split(/\s+/).slice(2).join(' ').startsWith(established))
    if (!isThere) return
    at = performance.timeOrigin + performance.now()
    clearInterval(timer)
  }, everyMs)
  return {
    at: () => at,
    stop: () => {
      clearInterval(timer)
    },
  }
}

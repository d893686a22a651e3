/** What pacing needs of time; tests move it by hand. */
export type PaceClock = { readonly now: () => number; readonly after: (delayMs: number, work: () => void) => void }

const realClock: PaceClock = {
  now: () => performance.now(),
  after: (delayMs, work) => {
    setTimeout(work, delayMs)
  },
}

/** Between two reads at least, in ms: what is stored in a burst is read once, not batch by batch. */
const restMs = 16
/**
 * A read that took long rests this many times as long, so that the window keeps most of its time for the person in front of it.
 * Not for ever: reads take turns with the engine's writes, and one that waited long has cost the window nothing.
 */
const restShare = 6
const longestRestMs = 250

/** A read at a bearable pace: `ask` for it as often as anything changes; `whenQuiet` waits until nothing is left to be read. */
export type PacedRead = { readonly ask: () => void; readonly whenQuiet: () => Promise<void> }

/**
 * Makes one: it runs at once, then rests; whatever is asked for meanwhile is one more read at the end of the rest, so that the
 * last change is never missed.
 */
export function paced(read: () => Promise<void>, clock: PaceClock = realClock): PacedRead {
  let isBusy = false
  let isReading = false
  let isAsked = false
  const waiting: (() => void)[] = []
  const run = async (): Promise<void> => {
    isBusy = true
    isReading = true
    isAsked = false
    const startedAt = clock.now()
    await read().catch(() => {})
    isReading = false
    if (!isAsked) for (const done of waiting.splice(0)) done()
    clock.after(Math.min(Math.max(restMs, (clock.now() - startedAt) * restShare), longestRestMs), () => {
      isBusy = false
      if (isAsked) void run()
    })
  }
  return {
    ask: () => {
      if (isBusy) isAsked = true
      else void run()
    },
    whenQuiet: () =>
      isReading || isAsked
        ? new Promise((resolve) => {
            waiting.push(resolve)
          })
        : Promise.resolve(),
  }
}

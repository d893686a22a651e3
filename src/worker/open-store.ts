/** The parts of a database that opening needs. */
type Openable = {
  readonly open: () => PromiseLike<unknown>
  readonly close: () => void
  readonly on: (event: 'blocked', listener: () => void) => unknown
}

/** How often, and how patiently. */
export type OpenPatience = { readonly tries: number; readonly pauseMs: number; readonly blockedMs: number }

/** Three tries: a browser that has just found its files damaged may have mended them by the second. */
export const openPatience: OpenPatience = { tries: 3, pauseMs: 700, blockedMs: 5_000 }

/**
 * Opens the store; what the system said where it could not be opened, null where it is open.
 *
 * Another window that keeps an older version open is waited for no longer than `blockedMs`; an upgrade that runs may take
 * as long as it needs.
 */
export async function openStore(database: Openable, patience: OpenPatience = openPatience): Promise<string | null> {
  let giveUp: (problem: string) => void = () => {}
  const blocked = new Promise<string>((resolve) => {
    giveUp = resolve
  })
  database.on('blocked', () => {
    setTimeout(giveUp, patience.blockedMs, 'another window of an older version keeps the store open')
  })
  let problem = ''
  for (let attempt = 1; attempt <= patience.tries; attempt += 1) {
    const opened = Promise.resolve(database.open()).then(
      () => ({ isOpen: true, problem: '' }),
      (error: unknown) => ({ isOpen: false, problem: error instanceof Error ? error.message : String(error) }),
    )
    const outcome = await Promise.race([opened, blocked])
    // Another try would only stand in line behind this one.
    if (typeof outcome === 'string') return outcome
    if (outcome.isOpen) return null
    ;({ problem } = outcome)
    database.close()
    if (attempt < patience.tries) await new Promise((resolve) => setTimeout(resolve, patience.pauseMs))
  }
  return problem
}

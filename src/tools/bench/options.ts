/** What can be measured. */
export const kinds = ['sync', 'first-screen', 'noop', 'search', 'memory'] as const

/** One of them. */
export type Kind = (typeof kinds)[number]

/** How a bench is asked for. */
export type BenchOptions = {
  readonly kind: Kind
  readonly messages: number
  readonly rounds: number
  readonly peerRounds: number
  readonly roundTripMs: number
  readonly build: boolean
  readonly withSearch: boolean
}

/**
 * Reads the words of the command line.
 *
 * @throws with a plain sentence where one is not known.
 */
export function readOptions(words: readonly string[]): BenchOptions {
  const kind = kinds.find((name) => words.includes(name))
  const unknown = words.find(
    (word) => word !== kind && !/^--no-(build|search)$/.test(word) && !/^--(messages|rounds|peer-rounds|round-trip)=[1-9]\d*$/.test(word),
  )
  if (kind === undefined || unknown !== undefined) {
    const what = unknown === undefined ? 'What is to be measured?' : `What is ${unknown}?`
    throw new Error(
      `${what} Say ${kinds.join(', ')}, then --messages=N, --rounds=N, --peer-rounds=N, --round-trip=MS, --no-build or --no-search.`,
    )
  }
  const given = (name: string, otherwise: number): number =>
    Number(words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
  const rounds = given('rounds', 5)
  return {
    kind,
    messages: given('messages', 10_000),
    rounds,
    peerRounds: given('peer-rounds', rounds),
    roundTripMs: given('round-trip', 40),
    build: !words.includes('--no-build'),
    withSearch: !words.includes('--no-search'),
  }
}

/** How long the mailroom waits, in ms; tests wait less. */
export type ImapTimings = {
  /** From the first packet to the answer to the log-in; a server that drips bytes is cut here. */
  readonly wholeLoginMs: number
  readonly connectMs: number
  readonly greetingMs: number
  /** A command under way that brings no byte for so long is on a dead connection. Above the 30 s that a slow line may take. */
  readonly silenceMs: number
  /** How often an idle connection is asked whether it lives (NOOP). */
  readonly probeMs: number
  /** How long a provider may take to file a sent mail by itself. */
  readonly selfFilingMs: number
}

export const imapTimings: ImapTimings = {
  wholeLoginMs: 45_000,
  connectMs: 15_000,
  greetingMs: 10_000,
  silenceMs: 60_000,
  probeMs: 55_000,
  selfFilingMs: 1_000,
}

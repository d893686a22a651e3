/** What the server says of a folder. */
export type ServerView = {
  readonly uidValidity: string
  readonly uidNext: number
  readonly highestModseq: string | null
  /** Every UID at or above the lowest one asked for, ascending. */
  readonly uids: readonly number[]
}

/** What is known here of the folder; null before its first reading. */
export type LocalView = {
  readonly uidValidity: string
  readonly uidNext: number
  readonly highestModseq: string | null
  readonly uids: ReadonlySet<number>
}

/** What to do to make the local view equal the server's. */
export type PullPlan = {
  /** The UIDs were renumbered: earlier places say nothing any more, messages are matched again by their keys. */
  readonly isRenumbered: boolean
  /** UIDs to fetch, newest first, in windows that grow. */
  readonly windows: readonly (readonly number[])[]
  /** Modification sequence to ask flags since; null: ask for all flags of the messages here. */
  readonly flagsSince: string | null
}

const firstWindow = 25
const laterWindow = 100

/**
 * Plans one pull of a folder. A changed UIDVALIDITY is a plan, not an exception. Nothing is ever forgotten because it was
 * not listed: absence proves nothing.
 */
export function planPull(server: ServerView, local: LocalView | null): PullPlan {
  const isRenumbered = local !== null && local.uidValidity !== server.uidValidity
  const known = local === null || isRenumbered ? new Set<number>() : local.uids
  const missing = server.uids.filter((uid) => !known.has(uid)).sort((a, b) => b - a)
  const windows: number[][] = []
  for (let start = 0; start < missing.length;) {
    const size = windows.length === 0 ? firstWindow : laterWindow
    windows.push(missing.slice(start, start + size))
    start += size
  }
  return { isRenumbered, windows, flagsSince: local === null || isRenumbered ? null : local.highestModseq }
}

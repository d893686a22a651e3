import { hasUid, type UidSet } from './uid-set.ts'

/** What the server says of a folder (RFC 9051 section 6.3.11). */
export type ServerView = {
  readonly uidValidity: string
  readonly uidNext: number
  readonly highestModseq: string | null
  readonly exists: number
}

/** What is known here of the folder. */
export type LocalView = {
  readonly uidValidity: string
  readonly uidNext: number
  readonly highestModseq: string | null
  /** Messages here that the folder holds. */
  readonly here: number
  /** false while older messages are still to come. */
  readonly isComplete: boolean
}

/**
 * What one round has to do for a folder.
 *
 * nothing: the server has no news. renumbered: UIDs mean something else now, everything is matched again by keys. check:
 * what the server says cannot follow from what it said before, so every UID and flag is compared. changes: the usual.
 */
export type FolderPlan = 'nothing' | 'changes' | 'check' | 'renumbered'

/** Plans one round of a folder. A changed UIDVALIDITY is a plan, not an exception; `null` is a folder never read. */
export function planFolder(server: ServerView, local: LocalView | null): FolderPlan {
  if (local === null) return 'changes'
  if (local.uidValidity !== server.uidValidity) return 'renumbered'
  if (server.uidNext < local.uidNext) return 'check'
  if (isModseqBack(server.highestModseq, local.highestModseq)) return 'check'
  const isSame =
    local.isComplete &&
    server.uidNext === local.uidNext &&
    server.exists === local.here &&
    server.highestModseq !== null &&
    server.highestModseq === local.highestModseq
  return isSame ? 'nothing' : 'changes'
}

/** Whether a mod-sequence went back, or is gone where there was one (RFC 7162 section 3.1.2.1 forbids both). */
function isModseqBack(server: string | null, local: string | null): boolean {
  if (local === null) return false
  return server === null || BigInt(server) < BigInt(local)
}

/** UIDs to fetch together, and the stretch of UIDs that is settled once they are stored. */
export type Window = { readonly uids: readonly number[]; readonly low: number; readonly high: number }

/** The first screen, then windows that grow: soon something to read, then few round trips. */
const windowSizes = [50, 200, 500]

/**
 * Cuts what is missing into windows, newest first. `uids` is every UID from `from` up to `top` that the server lists, in any
 * order. What has arrived since comes in windows of its own, so that it need not wait with what is older.
 */
export function planWindows(
  uids: readonly number[],
  { settled, from, top, largest = Infinity }: { settled: UidSet; from: number; top: number; largest?: number },
): readonly Window[] {
  const missing = uids.filter((uid) => !hasUid(settled, uid)).sort((a, b) => b - a)
  const newest = settled.at(-1)?.[1] ?? 0
  const newer = missing.filter((uid) => uid > newest).length
  const windows: Window[] = []
  let high = top
  for (let start = 0; start < missing.length;) {
    const size = Math.min(windowSizes[windows.length] ?? windowSizes.at(-1) ?? 1, largest, start < newer ? newer - start : Infinity)
    const members = missing.slice(start, start + size)
    start += size
    const low = start >= missing.length ? from : (members.at(-1) ?? from)
    windows.push({ uids: members, low, high })
    high = low - 1
  }
  return windows
}

import type { EpochMs, MessageKey } from './ids.ts'

/** Row ids a millisecond has room for. */
const perMs = 1024
const latestMs = 8_000_000_000_000

/**
 * The row id a message would like: the time it arrived, then some of its key, so that ids stand in order of arrival and
 * paging by id is paging by time. Taken already, the next free one does.
 */
export function wishedRowId(receivedAt: EpochMs, key: MessageKey): number {
  return lowestRowIdAt(receivedAt) + (Number.parseInt(key.slice(0, 8), 16) % perMs)
}

/** The lowest row id of a message that arrived at that instant or later. */
export function lowestRowIdAt(at: EpochMs): number {
  return Math.min(Math.max(Math.trunc(at), 0), latestMs) * perMs
}

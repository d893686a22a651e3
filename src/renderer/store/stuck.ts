import type { OutboxRow } from './types.ts'

/** After this many tries that failed for another reason than a missing connection, a reply counts as stuck. */
const stuckAfterAttempts = 3

/** Whether a reply needs somebody to look: refused, unknown, refused in part, or put off again and again. */
export function isStuck({ state, attempts, failure }: OutboxRow): boolean {
  if (state === 'failed' || state === 'unknown' || state === 'filed') return true
  return state === 'queued' && attempts >= stuckAfterAttempts && failure !== null && failure.code !== 'connection-lost'
}

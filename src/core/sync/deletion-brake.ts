/** How long a deletion too large to be believed waits for its second look, in ms. */
export const brakePauseMs = 10 * 60_000

/** Fewer than these in a folder: a share says nothing. */
const leastForShare = 10
const mostAtOnce = 50
const mostShare = 0.2

/**
 * Whether so many messages may be forgotten at once because the server says they are gone: never over 50, nor over a fifth
 * of a folder (of ten messages or more), without a pause and a second look.
 *
 * Counts messages that would have no place left: what was moved to another folder is not forgotten.
 */
export function mayForget(gone: number, here: number): boolean {
  return gone <= mostAtOnce && (here < leastForShare || gone <= here * mostShare)
}

/** Whether a person has to say so, however often the server repeats it: a folder of any size that is suddenly empty. */
export function needsPersonToForget(gone: number, here: number): boolean {
  return !mayForget(gone, here) && gone >= here
}

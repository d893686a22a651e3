import { brakePauseMs } from '#core/sync/deletion-brake.ts'

/** How long the engine waits, in ms; tests wait less. */
export type EngineTimings = {
  readonly firstBackOffMs: number
  readonly longestBackOffMs: number
  /** Every folder is looked at least this often, whatever the server reports. */
  readonly pollMs: number
  /** How long a deletion too large to be believed waits for its second look. */
  readonly brakePauseMs: number
  /** How often every UID and flag is compared, changes or not. */
  readonly sweepMs: number
  /** A timer that comes so much too late means that the computer slept. */
  readonly sleptMs: number
}

export const engineTimings: EngineTimings = {
  firstBackOffMs: 1_000,
  longestBackOffMs: 15 * 60_000,
  pollMs: 45_000,
  brakePauseMs,
  sweepMs: 24 * 3_600_000,
  sleptMs: 20_000,
}

import type { Failure } from '#contract/failure.ts'
import type { MailCalls } from '#contract/mailroom.ts'
import type { Client } from '#contract/rpc.ts'
import type { EpochMs } from '#core/model/ids.ts'
import type { ShopDatabase } from '#data/database.ts'

/** Everything the engine reaches the world by; each half also runs under plain Node in tests. */
export type EnginePorts = {
  readonly database: ShopDatabase
  /** The mailroom; a new one after it was restarted. */
  readonly mail: () => Client<MailCalls> | null
  readonly now: () => EpochMs
  /** Calls `work` once after a delay; the answer takes it back. */
  readonly after: (delayMs: number, work: () => void) => () => void
  /** Shows what the store cannot take any more (a full disk); null once it can again. */
  readonly showOutside?: (failure: Failure | null) => void
  /** A number in 0..1. */
  readonly dice: () => number
}

import { faultKinds, imapSteps, smtpSteps, type Fault } from '../support/fault-proxy/fault.ts'
import type { AfterSilence } from '../support/fault-proxy/fault-proxy.ts'
import { diceOf, type Dice } from '../support/fault-proxy/random.ts'

/** What a run is about: bringing mail here, or getting replies out. */
export type RunKind = 'sync' | 'outbox'

/** How a server can be odd for a while, besides the line. */
export const oddities = [
  'none',
  'plain',
  'no-qresync',
  'no-move',
  'exists-zero',
  'exists-high',
  'search-empty',
  'search-short',
  'strange-lines',
  'modseq-absent',
  'modseq-back',
  'uidnext-falls',
  'throttled',
  'unavailable',
  'bye',
  'limit',
  'slow',
] as const

/** What happens to the mailbox meanwhile. */
export const events = ['deliver', 'flag', 'expunge', 'move', 'cut', 'flap', 'refuse', 'restart', 'renumber'] as const

export type Oddity = (typeof oddities)[number]
export type LifeEvent = (typeof events)[number]

/** Everything that one run does; the same for the same seed. */
export type FaultRunPlan = {
  readonly seed: number
  readonly kind: RunKind
  /** Faults strike from the first connection on, or once everything is here. */
  readonly phase: 'first-sync' | 'later'
  readonly inbox: number
  readonly sent: number
  readonly faults: readonly Fault[]
  readonly oddity: Oddity
  readonly events: readonly { readonly event: LifeEvent; readonly afterMs: number }[]
  readonly replies: number
  readonly afterSilence: AfterSilence
  readonly faultyMs: number
}

/** Steps that a running shop comes by; it logs out only after a try from the welcome screen. */
const syncSteps = imapSteps.filter((step) => step !== 'logout')

/** Plans one run by its seed. */
export function planRun(seed: number, kind: RunKind): FaultRunPlan {
  const dice = diceOf(seed * 2 + (kind === 'outbox' ? 1 : 0))
  const isOutbox = kind === 'outbox'
  return {
    seed,
    kind,
    phase: isOutbox || dice.chance(0.5) ? 'later' : 'first-sync',
    inbox: isOutbox ? 12 : dice.whole(50, 200),
    sent: isOutbox ? 2 : dice.whole(0, 20),
    faults: Array.from({ length: dice.whole(1, 3) }, () => planFault(dice, isOutbox)),
    oddity: isOutbox || dice.chance(0.4) ? 'none' : dice.pick(oddities),
    events: Array.from({ length: isOutbox ? 0 : dice.whole(0, 4) }, () => ({ event: dice.pick(events), afterMs: dice.whole(0, 600) })),
    replies: isOutbox ? dice.whole(1, 4) : 0,
    afterSilence: dice.pick(isOutbox ? (['resume', 'reset'] as const) : (['resume', 'reset', 'stay'] as const)),
    faultyMs: dice.whole(300, 1_500),
  }
}

function planFault(dice: Dice, isOutbox: boolean): Fault {
  const appendSteps = ['append-plus', 'mid-append', 'append-ok'] as const
  const step = isOutbox
    ? dice.pick([...smtpSteps.filter((one) => one !== 'starttls' && one !== 'handshake'), ...appendSteps])
    : dice.pick(syncSteps)
  return {
    step,
    kind: dice.pick(faultKinds),
    occurrence: dice.whole(1, 3),
    reachesServer: dice.chance(0.6),
    fraction: dice.next(),
  }
}

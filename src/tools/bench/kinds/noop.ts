import { setTimeout as delay } from 'node:timers/promises'
import { startBenchApp, type BenchApp } from '../app/bench-app.ts'
import { startDelayProxy, type DelayProxy } from '../delay-proxy.ts'
import { hasMbsync, prepareMbsync } from '../peers/mbsync.ts'
import { median, type Report } from '../table.ts'
import { fillProfile, openingTime, timelineOf, type World } from '../world.ts'

/** mbsync looks away for a second from a Maildir that has just changed. */
const settleMs = 1_200

/** What it takes to find that nothing has changed in any folder, beside mbsync. */
export async function benchNoop(world: World): Promise<Report> {
  const { dovecot, machine, made, rounds, say } = world
  const atStart: Noop[] = []
  const reconnected: Noop[] = []
  const mbsync: number[] = []
  const proxy = await startDelayProxy({ target: dovecot.port })
  const peer = hasMbsync() ? prepareMbsync(dovecot.port, { compress: false }) : null
  try {
    peer?.run()
    const profile = await fillProfile(world, proxy.port)
    try {
      for (let round = 0; round < rounds; round += 1) {
        proxy.startOver()
        const app = await startBenchApp(machine, profile, { now: openingTime + (round + 1) * 3_600_000, watchStore: true })
        try {
          atStart.push(await untilIdle(app, proxy, 0))
          await delay(settleMs)
          const { storeLooks } = await app.notes()
          proxy.startOver()
          proxy.cut()
          reconnected.push(await untilIdle(app, proxy, storeLooks.at(-1)?.at ?? 0))
        } finally {
          await app.close()
        }
        await delay(settleMs)
        if (peer !== null) mbsync.push(peer.run().wallMs)
        say(
          `Round ${round + 1}: ${JSON.stringify({ ...reconnected.at(-1), timeline: undefined })}, mbsync ${Math.round(mbsync.at(-1) ?? 0)} ms`,
        )
      }
    } finally {
      profile.remove()
    }
  } finally {
    peer?.remove()
    await proxy.stop()
  }
  const pick = (noops: readonly Noop[], name: 'ms' | 'commands' | 'roundTrips' | 'bytes' | 'connections'): number[] =>
    noops.map((noop) => noop[name])
  return {
    title: `No-op of ${made.messages} messages`,
    notes: [
      'From the new connection to the frame where the sync light says idle and the store has heard from the server. mbsync starts a process each time.',
      '',
      `Commands of the last no-op: ${reconnected.at(-1)?.timeline ?? ''}`,
    ],
    lines: [
      { what: 'no-op on a new connection, window open', unit: 'ms', figures: pick(reconnected, 'ms') },
      { what: 'connections', unit: '', figures: pick(reconnected, 'connections') },
      { what: 'commands', unit: '', figures: pick(reconnected, 'commands') },
      { what: 'round trips', unit: '', figures: pick(reconnected, 'roundTrips') },
      { what: 'bytes both ways', unit: 'B', figures: pick(reconnected, 'bytes') },
      { what: 'no-op at the start of the app, while its window opens', unit: 'ms', figures: pick(atStart, 'ms') },
      { what: 'mbsync', unit: 'ms', figures: mbsync },
    ],
    ratios: [
      { what: 'no-op / mbsync', value: median(pick(reconnected, 'ms')) / median(mbsync), must: made.messages >= 30_000 ? 0.15 : 0.5 },
      { what: 'no-op at start / mbsync', value: median(pick(atStart, 'ms')) / median(mbsync) },
    ],
  }
}

type Noop = {
  readonly ms: number
  readonly connections: number
  readonly commands: number
  readonly roundTrips: number
  readonly bytes: number
  readonly timeline: string
}

/** Waits for an idle that the server was heard for, later than `from` on the page's clock. */
async function untilIdle(app: BenchApp, proxy: DelayProxy, from: number): Promise<Noop> {
  const idleAt = await app.until((notes) => {
    const known = proxy.counts().firstConnectionAt
    if (known === null) return undefined
    const connectedAt = known - notes.origin
    // An idle from before is still there for a moment: one that came after the connection counts, or one with a newer hearing.
    const heardBefore = notes.storeLooks.findLast(({ at }) => at <= Math.max(from, connectedAt))?.heardAt ?? null
    const heard = notes.storeLooks.find(
      ({ at, state, heardAt }) => at > connectedAt && at > from && state === 'idle' && heardAt !== heardBefore,
    )
    if (heard === undefined) return undefined
    const shown =
      notes.looks.findLast(({ at }) => at <= heard.at)?.sync === 'idle'
        ? heard
        : notes.looks.find(({ at, sync }) => at > heard.at && sync === 'idle')
    return shown === undefined ? undefined : notes.origin + shown.at
  }, 'idle after a no-op')
  const counts = proxy.counts()
  return {
    ms: idleAt - (counts.firstConnectionAt ?? Number.NaN),
    connections: counts.connections,
    commands: counts.commands,
    roundTrips: counts.roundTripsAt.filter((at) => at <= idleAt).length,
    bytes: counts.bytesUp + counts.bytesDown,
    timeline: timelineOf(counts, idleAt),
  }
}

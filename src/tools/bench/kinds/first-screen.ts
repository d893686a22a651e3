import { startBenchApp } from '../app/bench-app.ts'
import type { Look } from '../app/probe.ts'
import { makeProfile } from '../app/profile.ts'
import { startDelayProxy, type DelayProxy } from '../delay-proxy.ts'
import { median, type Report } from '../table.ts'
import { fillProfile, firstLook, openingTime, timelineOf, type World } from '../world.ts'

/** How a new window fills on its first connection, near and far, and how it opens on what it already has. */
export async function benchFirstScreen(world: World, { roundTripMs }: { roundTripMs: number }): Promise<Report> {
  const { dovecot, made, small, rounds, say } = world
  const near: Screen[] = []
  const far: Screen[] = []
  const nearSmall: Screen[] = []
  const proxies = [
    { proxy: await startDelayProxy({ target: dovecot.port }), screens: near },
    { proxy: await startDelayProxy({ target: dovecot.port, roundTripMs }), screens: far },
    ...(small === null ? [] : [{ proxy: await startDelayProxy({ target: small.dovecot.port }), screens: nearSmall }]),
  ]
  const starts: Start[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const { proxy, screens } of proxies) screens.push(await firstScreen(world, proxy))
      say(
        `Round ${round + 1}: ${JSON.stringify({ near: near.at(-1), far: far.at(-1) }, ['near', 'far', 'firstRowMs', 'fullMs', 'roundTrips'])}`,
      )
    }
    const profile = await fillProfile(world, dovecot.port)
    try {
      for (let round = 0; round < rounds; round += 1) starts.push(await coldStart(world, profile))
    } finally {
      profile.remove()
    }
  } finally {
    for (const { proxy } of proxies) await proxy.stop()
  }
  const pick = (screens: readonly Screen[], name: 'firstRowMs' | 'fullMs' | 'roundTrips'): number[] => screens.map((screen) => screen[name])
  const trips = median(pick(far, 'roundTrips'))
  return {
    title: `First screen of ${made.messages} messages`,
    notes: [
      `From the first connection that reaches the server's port to the frame that shows rows with lane and target. Far is a line with a round trip of ${roundTripMs} ms.`,
      '',
      `Commands before the last first row near: ${near.at(-1)?.timeline ?? ''}`,
    ],
    lines: [
      { what: 'first row, near', unit: 'ms', figures: pick(near, 'firstRowMs') },
      { what: `first row, near, of ${small?.made.messages ?? 0} messages`, unit: 'ms', figures: pick(nearSmall, 'firstRowMs') },
      { what: 'a screen full of rows, near', unit: 'ms', figures: pick(near, 'fullMs') },
      { what: 'first row, far', unit: 'ms', figures: pick(far, 'firstRowMs') },
      { what: 'a screen full of rows, far', unit: 'ms', figures: pick(far, 'fullMs') },
      { what: 'round trips before the first row, far', unit: '', figures: pick(far, 'roundTrips') },
      {
        what: 'cold start on a full store: first row after the window has loaded',
        unit: 'ms',
        figures: starts.map((start) => start.afterLoadMs),
      },
      {
        what: 'cold start on a full store: first row after the process was started',
        unit: 'ms',
        figures: starts.map((start) => start.afterStartMs),
      },
    ],
    ratios: [
      { what: 'first row near, ms', value: median(pick(near, 'firstRowMs')), must: 200 },
      {
        what: `first row near / the same of ${small?.made.messages ?? 0} messages`,
        value: median(pick(near, 'firstRowMs')) / median(pick(nearSmall, 'firstRowMs')),
        must: 1.15,
      },
      {
        what: `first row far, ms (14 round trips and 200 ms; it made ${trips})`,
        value: median(pick(far, 'firstRowMs')),
        must: 14 * roundTripMs + 200,
      },
      { what: 'cold start to first row after load, ms', value: median(starts.map((start) => start.afterLoadMs)), must: 100 },
    ],
  }
}

type Screen = { readonly firstRowMs: number; readonly fullMs: number; readonly roundTrips: number; readonly timeline: string }

async function firstScreen(world: World, proxy: DelayProxy): Promise<Screen> {
  const profile = makeProfile(proxy.port)
  proxy.startOver()
  const app = await startBenchApp(world.machine, profile, { now: openingTime })
  try {
    const seen = await app.until((notes) => {
      const [first, full] = [firstLook(notes, (look) => look.hasRow), firstLook(notes, isFull)]
      return first === undefined || full === undefined ? undefined : { first: notes.origin + first.at, full: notes.origin + full.at }
    }, 'rows')
    const counts = proxy.counts()
    const { firstConnectionAt, roundTripsAt } = counts
    if (firstConnectionAt === null) throw new Error('rows without a connection')
    return {
      firstRowMs: seen.first - firstConnectionAt,
      fullMs: seen.full - firstConnectionAt,
      roundTrips: roundTripsAt.filter((at) => at <= seen.first).length,
      timeline: timelineOf(counts, seen.first),
    }
  } finally {
    await app.close()
    profile.remove()
  }
}

/** More rows than the list can show at once, or at least fifty. */
function isFull(look: Look): boolean {
  return look.hasRow && (look.listHeight > look.listShown || look.listHeight >= 50 * look.rowHeight)
}

type Start = { readonly afterLoadMs: number; readonly afterStartMs: number }

async function coldStart(world: World, profile: ReturnType<typeof makeProfile>): Promise<Start> {
  const app = await startBenchApp(world.machine, profile, { now: openingTime + 3_600_000 })
  try {
    return await app.until((notes) => {
      const first = firstLook(notes, (look) => look.hasRow)
      return first === undefined || notes.loadedAt === null
        ? undefined
        : { afterLoadMs: first.at - notes.loadedAt, afterStartMs: notes.origin + first.at - app.startedAt }
    }, 'rows of the store')
  } finally {
    await app.close()
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import { startBenchApp, type BenchApp } from '../app/bench-app.ts'
import { startDelayProxy } from '../delay-proxy.ts'
import { changeMailbox } from '../mailbox/change-mailbox.ts'
import { mailboxEndsAt } from '../mailbox/keep-mailbox.ts'
import type { Mbsync } from '../peers/mbsync.ts'
import { checkStore, fillProfile, firstLook, isComplete, openingTime, type World } from '../world.ts'

/** mbsync looks away for a second from a Maildir that has just changed. */
const settleMs = 1_200

/** What another computer does between two looks at the mailbox. */
export const changes = { newMessages: 100, flagChanges: 200 }

/** What each round took, in ms. */
export type NextSyncs = {
  readonly atStart: number[]
  readonly whileOpen: number[]
  readonly shipped: number[]
  readonly plain: number[]
}

/** Lets the mailbox change again and again, while the app is closed and while it is open, and has each side catch up. */
export async function nextSyncs(world: World, peers: { readonly shipped: Mbsync; readonly plain: Mbsync } | null): Promise<NextSyncs> {
  const { dovecot, made, machine, rounds } = world
  const atStart: number[] = []
  const whileOpen: number[] = []
  const shipped: number[] = []
  const plain: number[] = []
  const proxy = await startDelayProxy({ target: dovecot.port })
  const profile = await fillProfile(world, proxy.port)
  let total = made.messages
  const change = async (round: number): Promise<void> => {
    const at = mailboxEndsAt + (round + 1) * 60_000
    await changeMailbox(dovecot, { ...changes, among: made.folders.INBOX }, { round, at })
    total += changes.newMessages
  }
  try {
    for (let round = 0; round < rounds; round += 1) {
      await change(round * 2)
      await delay(settleMs)
      if (peers !== null) {
        shipped.push(peers.shipped.run().wallMs)
        plain.push(peers.plain.run().wallMs)
      }
      proxy.startOver()
      const app = await startBenchApp(machine, profile, { now: openingTime + (round + 1) * 3_600_000, watchStore: true })
      try {
        const started = await untilAll(world, app, { total, heightBefore: 0, from: 0 })
        atStart.push(started.wallAt - (proxy.counts().firstConnectionAt ?? Number.NaN))
        const { looks } = await app.notes()
        const before = looks.at(-1)
        await change(round * 2 + 1)
        const changedAt = performance.timeOrigin + performance.now()
        const open = await untilAll(world, app, { total, heightBefore: before?.listHeight ?? 0, from: before?.at ?? 0 })
        whileOpen.push(open.wallAt - changedAt)
        await checkStore(world, app)
      } finally {
        await app.close()
      }
      if (peers !== null) {
        await delay(settleMs)
        peers.shipped.run()
        peers.plain.run()
      }
    }
  } finally {
    await proxy.stop()
    profile.remove()
  }
  return { atStart, whileOpen, shipped, plain }
}

/** Waits until the store has heard of `total` messages, the light is idle and the list has stopped growing; when that was, on the wall clock. */
async function untilAll(
  world: World,
  app: BenchApp,
  { total, heightBefore, from }: { total: number; heightBefore: number; from: number },
): Promise<{ wallAt: number }> {
  const quietMs = 1_500
  return await app.until((notes) => {
    const known = notes.storeLooks.find(
      ({ at, state, indexed, total: known }) =>
        at >= from && state === 'idle' && (!world.withSearch || (indexed === total && known === total)),
    )
    if (known === undefined) return undefined
    const done = firstLook(notes, (look) => isComplete(world, look) && look.listHeight > heightBefore, known.at) ?? notes.looks.at(-1)
    if (done === undefined || !isComplete(world, done) || done.listHeight <= heightBefore) return undefined
    const grown = notes.looks.filter((look, index) => look.at >= from && look.listHeight !== notes.looks[index - 1]?.listHeight).at(-1)
    const at = Math.max(known.at, done.at, grown?.at ?? 0)
    const now = performance.timeOrigin + performance.now() - notes.origin
    return now - at < quietMs ? undefined : { wallAt: notes.origin + at }
  }, 'new mail on screen and searchable')
}

import { startBenchApp } from '../app/bench-app.ts'
import { watchFirstConnection } from '../app/first-connection.ts'
import { processesOf, threadsOf, type AppProcess } from '../app/processes.ts'
import { makeProfile } from '../app/profile.ts'
import { hasMbsync, prepareMbsync } from '../peers/mbsync.ts'
import { hasMu, prepareMu } from '../peers/mu.ts'
import { hasNotmuch, prepareNotmuch } from '../peers/notmuch.ts'
import { median, type Report } from '../table.ts'
import { checkStore, firstLook, isComplete, openingTime, type World } from '../world.ts'
import { changes, nextSyncs } from './next-syncs.ts'

/** The first sync and the next ones, in a real window, beside mbsync on the same server and the indexers on what it brought. */
export async function benchSync(world: World): Promise<Report> {
  const { dovecot, made, rounds, peerRounds, say } = world
  const syncs: FirstSync[] = []
  const shipped: number[] = []
  const plain: number[] = []
  const peers = hasMbsync()
    ? { shipped: prepareMbsync(dovecot.port, { compress: true }), plain: prepareMbsync(dovecot.port, { compress: false }) }
    : null
  if (peers === null) say('mbsync is not here (apt-get install isync): no peer in this run.')
  try {
    // Unmeasured, for Dovecot's own indexes and the system's cache.
    peers?.plain.run()
    // In turn, so that a machine that slows down slows all of them.
    for (let round = 0; round < rounds; round += 1) {
      const sync = await firstSync(world)
      syncs.push(sync)
      if (peers !== null && round < peerRounds) {
        for (const [peer, figures] of [[peers.shipped, shipped] as const, [peers.plain, plain] as const]) {
          peer.startOver()
          figures.push(peer.run().wallMs)
        }
      }
      say(
        `Round ${round + 1}: ${Math.round(sync.completeMs)} ms; mbsync ${Math.round(shipped[round] ?? 0)}, plain ${Math.round(plain[round] ?? 0)} ms`,
      )
    }
    const notmuch = peers === null || !hasNotmuch() ? null : prepareNotmuch(peers.plain.mail)
    const built = notmuch?.build()
    notmuch?.remove()
    const mu = peers === null || !hasMu() ? null : prepareMu(peers.plain.mail)
    const indexed = mu?.build()
    mu?.remove()
    const next = await nextSyncs(world, peers)
    const pick = (name: keyof FirstSync): number[] => syncs.map((each) => each[name])
    const [complete, longTasks] = [pick('completeMs'), pick('longestTaskMs')]
    const both = median(shipped) + (built?.wallMs ?? Number.NaN)
    const isLarge = made.messages >= 30_000
    return {
      title: `Sync of ${made.messages} messages`,
      notes: [
        'From the app’s first connection to all mail parsed, threaded, sorted, stored and searchable (text; attachments listed, fetched on demand). mbsync fetches everything, attachments included.',
      ],
      lines: [
        { what: 'first row on screen', unit: 'ms', figures: pick('firstRowMs') },
        { what: 'all mail stored', unit: 'ms', figures: pick('idleMs') },
        { what: 'complete and searchable', unit: 'ms', figures: complete },
        {
          what: 'the same from the opening of the window, which starts the app’s workers first',
          unit: 'ms',
          figures: pick('fromOpeningMs'),
        },
        { what: 'longest task of the window while it synced (0: none of 50 ms or more)', unit: 'ms', figures: longTasks },
        { what: 'processor time of the mailroom since its start', unit: 'ms', figures: pick('mailroomCpuMs') },
        { what: 'processor time of the window and its workers since their start', unit: 'ms', figures: pick('windowCpuMs') },
        { what: 'mbsync as shipped', unit: 'ms', figures: shipped },
        { what: 'mbsync without COMPRESS', unit: 'ms', figures: plain },
        { what: 'notmuch new', unit: 'ms', figures: built === undefined ? [] : [built.wallMs] },
        { what: 'mu index', unit: 'ms', figures: indexed === undefined ? [] : [indexed.wallMs] },
        {
          what: `${changes.newMessages} new + ${changes.flagChanges} flags at start, from connect to on screen and searchable`,
          unit: 'ms',
          figures: next.atStart,
        },
        { what: 'the same while open, from the last change on the server (IDLE)', unit: 'ms', figures: next.whileOpen },
        { what: 'the same, mbsync as shipped', unit: 'ms', figures: next.shipped },
        { what: 'the same, mbsync without COMPRESS', unit: 'ms', figures: next.plain },
      ],
      ratios: [
        { what: 'complete / mbsync as shipped', value: median(complete) / median(shipped), ...(isLarge ? {} : { must: 0.3 }) },
        { what: 'complete / mbsync without COMPRESS', value: median(complete) / median(plain), ...(isLarge ? {} : { must: 0.9 }) },
        { what: 'complete / (mbsync as shipped + notmuch)', value: median(complete) / both, must: 0.12 },
        { what: 'complete / (mbsync without COMPRESS + mu)', value: median(complete) / (median(plain) + (indexed?.wallMs ?? Number.NaN)) },
        { what: 'new and flags at start / mbsync as shipped', value: median(next.atStart) / median(next.shipped), must: 1 },
        { what: 'longest task of the window, ms', value: Math.max(...longTasks), must: 50 },
      ],
    }
  } finally {
    peers?.shipped.remove()
    peers?.plain.remove()
  }
}

type FirstSync = {
  readonly firstRowMs: number
  readonly idleMs: number
  readonly completeMs: number
  readonly fromOpeningMs: number
  readonly longestTaskMs: number
  readonly mailroomCpuMs: number
  readonly windowCpuMs: number
}

async function firstSync(world: World): Promise<FirstSync> {
  const profile = makeProfile(world.dovecot.port)
  const connection = watchFirstConnection(world.dovecot.port)
  try {
    const app = await startBenchApp(world.machine, profile, { now: openingTime })
    try {
      const done = await app.until((notes) => firstLook(notes, (look) => isComplete(world, look)), 'complete sync')
      const cpu = (kind: AppProcess['kind']): number =>
        processesOf(app.pid)
          .filter((member) => member.kind === kind)
          .flatMap(({ pid }) => threadsOf(pid))
          .reduce((total, { cpuMs }) => total + cpuMs, 0)
      const [mailroomCpuMs, windowCpuMs] = [cpu('mailroom'), cpu('renderer')]
      await checkStore(world, app)
      const notes = await app.notes()
      const connectedAt = (connection.at() ?? Number.NaN) - notes.origin
      const first = firstLook(notes, (look) => look.hasRow)
      const during = notes.tasks.filter(({ at, ms }) => at + ms >= connectedAt && at <= done.at)
      return {
        firstRowMs: (first?.at ?? Number.NaN) - connectedAt,
        idleMs: (firstLook(notes, (look) => look.sync === 'idle' && look.hasRow)?.at ?? Number.NaN) - connectedAt,
        completeMs: done.at - connectedAt,
        fromOpeningMs: done.at,
        longestTaskMs: Math.max(0, ...during.map(({ ms }) => ms)),
        mailroomCpuMs,
        windowCpuMs,
      }
    } finally {
      await app.close()
    }
  } finally {
    connection.stop()
    profile.remove()
  }
}

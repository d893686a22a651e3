import { startBenchApp } from '../app/bench-app.ts'
import { processesOf, threadsOf } from '../app/processes.ts'
import { makeProfile } from '../app/profile.ts'
import { askAll, keepSearchWorker, openSearchPort, type SearchAsk } from '../app/search-port.ts'
import { typeAndWatch } from '../app/typing.ts'
import { queriesOf, type QueryForm } from '../mailbox/queries.ts'
import { bytesUnder } from '../peers/bytes-in.ts'
import { hasMu, prepareMu } from '../peers/mu.ts'
import { hasNotmuch, prepareNotmuch, type SearchPeer } from '../peers/notmuch.ts'
import { median, quantile, type Line, type Report } from '../table.ts'
import { checkStore, firstLook, isComplete, openingTime, type World } from '../world.ts'

const queriesEach = 50
const typedWords = 12
/** A word that no mail holds: what a peer needs to start, open its index and say nothing. */
const nothing = 'zzzqqqxyzzy'

/** How the index answers, is built and lies on disk, inside the app's own search worker, beside notmuch and mu on the same mail. */
export async function benchSearch(world: World): Promise<Report> {
  const forms = await queriesOf(world.dovecot.maildir, queriesEach)
  const ours = await searchInApp(world, forms)
  const notmuch = hasNotmuch() ? searchWithPeer(world, prepareNotmuch(world.dovecot.maildir), forms) : null
  const mu = hasMu() ? searchWithPeer(world, prepareMu(world.dovecot.maildir), forms) : null
  if (notmuch === null) world.say('notmuch is not here: no peer in this run.')
  const all = ours.forms.flatMap(({ ms }) => ms)
  const theirs = median(notmuch?.forms.flatMap(({ ms }) => ms) ?? []) - (notmuch?.floorMs ?? 0)
  return {
    title: `Search in ${world.made.messages} messages`,
    notes: [
      `${queriesEach} queries of each form in the mailbox's own words, newest 50 messages of each. Ours from the question to its answer, asked from the window over a port; peers a process each, what that takes for a word that no mail holds (${(notmuch?.floorMs ?? 0).toFixed(1)} ms of notmuch) taken off in the ratios only.`,
    ],
    lines: [
      ...ours.forms.flatMap(({ name, ms }): Line[] => [
        { what: `${name}, p50`, unit: 'ms', figures: [quantile(ms, 0.5)] },
        { what: `${name}, p95`, unit: 'ms', figures: [quantile(ms, 0.95)] },
      ]),
      { what: 'all queries', unit: 'ms', figures: all },
      ...peerLines('notmuch', notmuch),
      ...peerLines('mu', mu),
      { what: 'key to painted results', unit: 'ms', figures: ours.keys },
      { what: 'index build, processor time of the search worker', unit: 'ms', figures: [ours.buildCpuMs] },
      { what: 'index on disk', unit: 'MiB', figures: [ours.bytes / 1_048_576] },
    ],
    ratios: [
      { what: 'p50 of all queries / p50 of notmuch net of its start', value: quantile(all, 0.5) / theirs, must: 0.3 },
      { what: 'p95 of all queries / p50 of notmuch net of its start', value: quantile(all, 0.95) / theirs, must: 1.2 },
      { what: 'key to painted results, p95, ms', value: quantile(ours.keys, 0.95), must: 50 },
      { what: 'index build, processor time / notmuch', value: ours.buildCpuMs / (notmuch?.buildCpuMs ?? Number.NaN), must: 0.06 },
      { what: 'index on disk / notmuch', value: ours.bytes / (notmuch?.bytes ?? Number.NaN), must: 0.22 },
    ],
  }
}

type Timed = { readonly name: string; readonly ms: number[] }

async function searchInApp(
  world: World,
  forms: readonly QueryForm[],
): Promise<{ forms: Timed[]; keys: number[]; buildCpuMs: number; bytes: number }> {
  const profile = makeProfile(world.dovecot.port)
  const app = await startBenchApp(world.machine, profile, { now: openingTime, before: keepSearchWorker })
  try {
    await app.until((notes) => firstLook(notes, (look) => isComplete(world, look)), 'complete sync')
    await checkStore(world, app)
    const built = workerThreads(app.pid)
    await openSearchPort(app)
    const timings: Timed[] = []
    for (const { name, queries } of forms) {
      const asks = queries.map(({ words, ...how }): SearchAsk => ({
        // Two words are two terms; a phrase is one.
        terms: (how.isPhrase ? [words] : words.split(' ')).map((text) => ({ field: 'any', text, ...how })),
      }))
      const found = await askAll(app, asks)
      const missed = found.filter(({ hits }) => hits === 0).length
      if (missed > asks.length / 20)
        throw new Error(`${missed} of ${asks.length} queries (${name}) found nothing, though their words are in the mailbox`)
      timings.push({ name, ms: [...found, ...(await askAll(app, asks)), ...(await askAll(app, asks))].map(({ ms }) => ms) })
    }
    const after = workerThreads(app.pid)
    // Only the search worker has worked since: that is how its thread is told from the engine's.
    const worked = [...after].map(([id, cpuMs]) => ({ id, ms: cpuMs - (built.get(id) ?? 0) })).toSorted((a, b) => b.ms - a.ms)[0]
    const words = forms.flatMap(({ name, queries }) => (name === 'word' ? queries.slice(0, typedWords).map((query) => query.words) : []))
    return {
      forms: timings,
      keys: await typeAndWatch(app, words),
      buildCpuMs: worked === undefined ? Number.NaN : (built.get(worked.id) ?? Number.NaN),
      bytes: bytesUnder(profile.folder, 'File System'),
    }
  } finally {
    await app.close()
    profile.remove()
  }
}

/** Processor time so far of every worker of the window, by process and thread. */
function workerThreads(pid: number): Map<string, number> {
  const renderers = processesOf(pid).filter(({ kind }) => kind === 'renderer')
  return new Map(
    renderers.flatMap((renderer) =>
      threadsOf(renderer.pid).flatMap(({ id, name, cpuMs }) =>
        name.startsWith('DedicatedWorker') ? [[`${renderer.pid}/${id}`, cpuMs] as const] : [],
      ),
    ),
  )
}

type PeerFigures = {
  readonly forms: Timed[]
  readonly floorMs: number
  readonly buildCpuMs: number
  readonly buildMs: number
  readonly bytes: number
}

function searchWithPeer({ say }: World, peer: SearchPeer, forms: readonly QueryForm[]): PeerFigures {
  try {
    const build = peer.build()
    const floorMs = median(Array.from({ length: 21 }, () => peer.find(nothing).wallMs))
    const timed = forms.map(({ name, queries }) => ({
      name,
      ms: queries.map(({ words, isPhrase, isPrefix }) => {
        const query = isPhrase ? `"${words}"` : isPrefix ? `${words}*` : words
        return median([peer.find(query).wallMs, peer.find(query).wallMs, peer.find(query).wallMs])
      }),
    }))
    say(`Peer built in ${Math.round(build.wallMs)} ms, answers nothing in ${floorMs.toFixed(1)} ms`)
    return { forms: timed, floorMs, buildCpuMs: build.cpuMs, buildMs: build.wallMs, bytes: build.bytes }
  } finally {
    peer.remove()
  }
}

function peerLines(name: string, figures: PeerFigures | null): Line[] {
  if (figures === null) return []
  return [
    ...figures.forms.map((form) => ({ what: `${name}: ${form.name}, its start included`, unit: 'ms', figures: form.ms })),
    { what: `${name}: index build`, unit: 'ms', figures: [figures.buildMs] },
    { what: `${name}: index build, processor time`, unit: 'ms', figures: [figures.buildCpuMs] },
    { what: `${name}: index on disk`, unit: 'MiB', figures: [figures.bytes / 1_048_576] },
  ]
}

import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startBenchDovecot } from './bench/dovecot.ts'
import { firstSync, type FirstSync } from './bench/first-rows.ts'
import { makeMailbox } from './bench/make-mailbox.ts'
import { hasMbsync, pullWithMbsync } from './bench/mbsync.ts'
import { build } from './build.ts'
import { projectRoot } from './runtime/launch.ts'
import { prepareMachine, runTool, say } from './runtime/prepare.ts'

const mustMs = 2000

/**
 * `npm run bench [-- first-rows] [--messages=10000] [--rounds=5] [--complete=3] [--no-build]`: how soon a new window shows a
 * large mailbox. Measures the built app in a real window on a real Dovecot, beside mbsync on the same mailbox; the table goes
 * to standard output and out/bench/first-rows.md. Exit code 1 where the first row comes later than it must.
 */
runTool(async () => {
  const words = process.argv.slice(2)
  const unknown = words.find(
    (word) => word !== 'first-rows' && word !== '--no-build' && !/^--(messages|rounds|complete)=[1-9]\d*$/.test(word),
  )
  if (unknown !== undefined) throw new Error(`What is ${unknown}? Say first-rows, --messages=N, --rounds=N, --complete=N or --no-build.`)
  const given = (name: string, otherwise: number): number =>
    Number(words.find((word) => word.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise)
  const count = given('messages', 10_000)
  const rounds = given('rounds', 5)
  const completeRounds = Math.min(rounds, given('complete', 3))
  const { runtime, display } = await prepareMachine('test')
  if (!words.includes('--no-build')) build()
  const dovecot = await startBenchDovecot()
  try {
    const made = makeMailbox(dovecot.maildir, { count, endAt: Math.floor(Date.now() / 3_600_000) * 3_600_000, owner: dovecot.owner })
    say(`A mailbox of ${count} messages, ${Math.round(made.bytes / 1_048_576)} MiB: ${made.inbox} in INBOX, ${made.sent} in Sent.`)
    const syncs: FirstSync[] = []
    const peers: number[] = []
    // The two in turn, so that a machine that slows down slows both; one unmeasured pull first, for Dovecot's own indexes.
    if (hasMbsync()) pullWithMbsync(dovecot.port)
    else say('mbsync is not here (apt-get install isync): no peer in this run.')
    for (let round = 0; round < rounds; round += 1) {
      const sync = await firstSync({ runtime, display: display.name, port: dovecot.port, untilComplete: round < completeRounds })
      syncs.push(sync)
      if (hasMbsync() && round < completeRounds) peers.push(pullWithMbsync(dovecot.port))
      say(`Round ${round + 1}: ${JSON.stringify(sync)}${peers.length > round ? `, mbsync ${Math.round(peers[round] ?? 0)} ms` : ''}`)
    }
    const table = tableOf(
      syncs,
      peers,
      `${count} messages (${Math.round(made.bytes / 1_048_576)} MiB), ${runtime.words}, ${os.cpus().length} cores`,
    )
    const folder = path.join(projectRoot, 'out', 'bench')
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'first-rows.md'), table)
    process.stdout.write(table)
    return median(syncs.map((sync) => sync.firstRowMs)) <= mustMs ? 0 : 1
  } finally {
    await dovecot.stop()
    display.stop()
  }
})

function tableOf(syncs: readonly FirstSync[], peers: readonly number[], heading: string): string {
  const complete = syncs.map((sync) => sync.completeMs).filter((ms) => ms !== null)
  const longest = syncs.map((sync) => sync.longTasksMs[0] ?? 0)
  const line = (what: string, figures: readonly number[]): string =>
    figures.length === 0
      ? ''
      : `| ${what} | ${Math.round(median(figures))} | ${Math.round(Math.min(...figures))}–${Math.round(Math.max(...figures))} | ${figures.length} |\n`
  const ratio = peers.length === 0 ? '' : `\nSync complete / mbsync: ${(median(complete) / median(peers)).toFixed(2)}\n`
  return `# First rows: ${heading}

Milliseconds from the first drawing of the window (before connecting). mbsync fetches the same two folders whole, without COMPRESS.

| what | median | range | rounds |
| --- | ---: | ---: | ---: |
${line(
  'window drawn, from the start of the process',
  syncs.map((sync) => sync.drawnMs),
)}${line(
    `first row (must: ${mustMs})`,
    syncs.map((sync) => sync.firstRowMs),
  )}${line(
    '50 rows',
    syncs.map((sync) => sync.fiftyRowsMs).filter((ms) => ms !== null),
  )}${line('sync complete', complete)}${line('longest task of the window', longest)}${line('mbsync, full pull', peers)}${ratio}`
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2
}

import os from 'node:os'
import { startBenchDovecot, type BenchDovecot } from './bench/dovecot.ts'
import { benchFirstScreen } from './bench/kinds/first-screen.ts'
import { benchMemory } from './bench/kinds/memory.ts'
import { benchNoop } from './bench/kinds/noop.ts'
import { benchSearch } from './bench/kinds/search.ts'
import { benchSync } from './bench/kinds/sync.ts'
import { layMailbox } from './bench/mailbox/keep-mailbox.ts'
import type { MadeMailbox } from './bench/mailbox/make-mailbox.ts'
import { warmUp } from './bench/mailbox/warm-up.ts'
import { readOptions, type Kind } from './bench/options.ts'
import { holds, publish, type Report } from './bench/table.ts'
import type { World } from './bench/world.ts'
import { build } from './build.ts'
import { prepareMachine, runTool, say } from './runtime/prepare.ts'

/** The size that larger ones are compared with, and that a table's name does not mention. */
const smallCount = 10_000

/**
 * `npm run bench -- sync|first-screen|noop|search|memory [--messages=10000] [--rounds=5] [--peer-rounds=N] [--round-trip=40]
 * [--no-build] [--no-search]`: measures the built app in a real window on a real Dovecot, beside its peers on the same mail in
 * the same run. The table goes to standard output and out/bench/KIND.md. Exit code 1 where something that must hold does not.
 */
runTool(async () => {
  const options = readOptions(process.argv.slice(2))
  const { runtime, display } = await prepareMachine('test')
  if (options.build) build()
  const dovecot = await startBenchDovecot()
  const isCompared = options.messages > smallCount && (options.kind === 'first-screen' || options.kind === 'memory')
  const smallDovecot = isCompared ? await startBenchDovecot() : null
  try {
    const made = await prepare(dovecot, options.messages)
    const small = smallDovecot === null ? null : { dovecot: smallDovecot, made: await prepare(smallDovecot, smallCount) }
    const share = Math.round((100 * made.attachedBytes) / made.bytes)
    const mailbox = `${made.messages} messages, ${mebi(made.bytes)} MiB (${share} % attachments), ${made.threads} threads: ${Object.entries(
      made.folders,
    )
      .map(([folder, count]) => `${count} in ${folder}`)
      .join(', ')}`
    say(mailbox)
    const world: World = { ...options, machine: { runtime, display: display.name }, dovecot, made, small, say }
    const run: Record<Kind, () => Promise<Report>> = {
      sync: () => benchSync(world),
      'first-screen': () => benchFirstScreen(world, options),
      noop: () => benchNoop(world),
      search: () => benchSearch(world),
      memory: () => benchMemory(world),
    }
    const loadBefore = os.loadavg()[0] ?? 0
    const report = await run[options.kind]()
    const about = [
      `\`npm run bench -- ${process.argv.slice(2).join(' ')}\` on ${runtime.words}, ${os.cpus().length} cores, their load ${loadBefore.toFixed(1)} before the run.`,
      '',
      `${mailbox}.`,
      '',
    ]
    const name = options.messages === smallCount ? options.kind : `${options.kind}-${options.messages}`
    publish(name, { ...report, notes: [...about, ...report.notes] })
    return holds(report) ? 0 : 1
  } finally {
    await dovecot.stop()
    await smallDovecot?.stop()
    display.stop()
  }
})

async function prepare({ port, maildir, owner }: BenchDovecot, count: number): Promise<MadeMailbox> {
  const made = layMailbox(maildir, { count, owner })
  await warmUp(port)
  return made
}

function mebi(bytes: number): number {
  return Math.round(bytes / 1_048_576)
}

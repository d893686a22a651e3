import { parseArgs } from 'node:util'
import { startDovecot, type Dovecot } from '../support/dovecot.ts'
import { runFaults, type RunResult } from './fault-run.ts'
import type { RunKind } from './fault-plan.ts'

/**
 * `npm run faults -- --runs N --seed S [--kind sync|outbox|all] [--jobs J]`: N seeded runs, a JSON line each, a summary,
 * exit code 1 where one failed. `--runs 1 --seed S` plays run S again.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((word) => word !== '--'),
    options: {
      runs: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      kind: { type: 'string', default: 'all' },
      jobs: { type: 'string', default: '2' },
    },
  })
  const kinds: RunKind[] = values.kind === 'all' ? ['sync', 'outbox'] : [values.kind === 'outbox' ? 'outbox' : 'sync']
  const first = Number(values.seed)
  const queue = kinds.flatMap((kind) => Array.from({ length: Number(values.runs) }, (_, index) => ({ kind, seed: first + index })))
  const results: RunResult[] = []
  const began = Date.now()
  await Promise.all(
    Array.from({ length: Math.max(1, Number(values.jobs)) }, async () => {
      let dovecot: Dovecot | null = null
      let used = 0
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        // A fresh server now and then: hundreds of mailboxes are a lot of files.
        if (dovecot === null || used % 50 === 0) {
          await dovecot?.stop()
          dovecot = await startDovecot({ users: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`user${index}`, 'secret'])) })
          used = 0
        }
        const result = await runFaults(dovecot, `user${used}`, next.seed, next.kind)
        used += 1
        results.push(result)
        process.stdout.write(`${JSON.stringify(result)}\n`)
      }
      await dovecot?.stop()
    }),
  )
  const failed = results.filter((result) => !result.isGood)
  const times = results.map((result) => result.backMs).sort((a, b) => a - b)
  const summary = {
    runs: results.length,
    failed: failed.length,
    failedSeeds: failed.map(({ kind, seed }) => `${kind} ${seed}`),
    strikes: results.reduce((sum, result) => sum + result.strikes, 0),
    messages: results.reduce((sum, result) => sum + result.messages, 0),
    backMedianMs: times[Math.floor(times.length / 2)] ?? 0,
    backMostMs: times.at(-1) ?? 0,
    minutes: Math.round((Date.now() - began) / 6_000) / 10,
  }
  process.stdout.write(`${JSON.stringify(summary)}\n`)
  return failed.length === 0 ? 0 : 1
}

process.exit(await main())

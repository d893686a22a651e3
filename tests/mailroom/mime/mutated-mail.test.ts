import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { MutationReport } from './fixtures/mutation-thread.mjs'

/** More for a long run: COMPTOIR_FUZZ_RUNS=200000 npx vitest run tests/mailroom/mime/mutated-mail.test.ts */
const runs = Number(process.env['COMPTOIR_FUZZ_RUNS'] ?? 2400)
const firstSeed = Number(process.env['COMPTOIR_FUZZ_SEED'] ?? 1)

/** No single mail may take this long, wherever it stops. */
const mailLimitMs = 2000

test(
  `${runs} mails made a little wrong: every one is read or refused, none throws, none takes two seconds`,
  { timeout: 60_000 + runs * 50 },
  async () => {
    const worker = new Worker(path.join(import.meta.dirname, 'fixtures', 'mutation-thread.mjs'), { workerData: { runs, firstSeed } })
    let seed = firstSeed
    let watchdog: NodeJS.Timeout | undefined
    const report = await new Promise<MutationReport>((resolve, reject) => {
      // The thread says each seed before it begins: one that never ends is known by its number.
      const watch = (): void => {
        clearTimeout(watchdog)
        watchdog = setTimeout(() => {
          reject(new Error(`the mail of seed ${seed} takes over 20 s`))
        }, 20_000)
      }
      worker.on('message', (message: { seed: number } | MutationReport) => {
        watch()
        if ('seed' in message) seed = message.seed
        else resolve(message)
      })
      worker.on('error', (error) => {
        reject(new Error(`seed ${seed} or later: ${error.stack ?? error.message}`))
      })
      watch()
    }).finally(() => {
      clearTimeout(watchdog)
      void worker.terminate()
    })
    console.log(
      `mutated mails: ${report.read} read, ${report.refused} refused, slowest ${report.slowestMs} ms (seed ${report.slowestSeed})`,
    )
    expect(report.thrown).toEqual([])
    expect(report.read + report.refused).toBe(runs)
    // Not a measure of speed: an honest mail takes one or two.
    expect(report.slowestMs).toBeLessThan(mailLimitMs)
    // The control: most of them are still mails.
    expect(report.read).toBeGreaterThan(runs / 2)
  },
)

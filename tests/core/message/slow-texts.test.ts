import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { SlowReport } from './fixtures/read-slow-texts.ts'

/** A reader whose time grows with the square of the text needs minutes for a quarter of a MiB; a linear one milliseconds. */
const readerLimitMs = 25_000

test(
  'M05: a quarter of a MiB of anything is read to its end by everything that reads what strangers write',
  { timeout: 600_000 },
  async () => {
    const worker = new Worker(path.join(import.meta.dirname, 'fixtures', 'slow-thread.mjs'))
    const slowest = new Map<string, { tookMs: number; text: string }>()
    let watchdog: NodeJS.Timeout | undefined
    const stuck = await new Promise<string | null>((resolve, reject) => {
      worker.on('message', (report: SlowReport | null) => {
        clearTimeout(watchdog)
        if (report === null) {
          resolve(null)
          return
        }
        const { reader, text, tookMs } = report
        if (tookMs === null) watchdog = setTimeout(() => resolve(`${reader} on ${text}`), readerLimitMs)
        else if (tookMs > (slowest.get(reader)?.tookMs ?? -1)) slowest.set(reader, { tookMs, text })
      })
      worker.on('error', reject)
    }).finally(() => {
      void worker.terminate()
    })
    const lines = [...slowest].map(([reader, { tookMs, text }]) => `  ${reader}: ${Math.round(tookMs * 4)} ms per MiB at worst, on ${text}`)
    console.log(`slow texts:\n${lines.join('\n')}`)
    expect(stuck).toBeNull()
    expect(slowest.size).toBe(15)
  },
)

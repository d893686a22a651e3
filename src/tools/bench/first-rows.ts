import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { _electron } from 'playwright-core'
import { launchOf } from '../runtime/launch.ts'
import type { ElectronRuntime } from '../runtime/find-electron.ts'

/** What one first sync in a real window took, in ms from the window's first drawing; null for what was not waited for or never came. */
export type FirstSync = {
  /** From the start of the process to the first drawing. */
  readonly drawnMs: number
  readonly firstRowMs: number
  readonly fiftyRowsMs: number | null
  readonly completeMs: number | null
  /** The longest tasks of the window's own thread, longest first. */
  readonly longTasksMs: readonly number[]
}

type Probe = { drawn?: number; first?: number; fifty?: number; idle?: number; tasks: number[] }
declare const window: Window & { comptoirProbe: Probe | undefined }

const always = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]))
const limitMs = 300_000

/**
 * Starts the built app with a new profile on the mailbox at `port`, and notes in the page when things were painted.
 *
 * The window is drawn before the engine has asked for its connection, so that the times include connecting and logging in.
 */
export async function firstSync(options: {
  runtime: ElectronRuntime
  display: string | undefined
  port: number
  untilComplete: boolean
}): Promise<FirstSync> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-bench-profile-'))
  const setup = path.join(folder, 'setup.json')
  const server = { host: '127.0.0.1', security: 'loopback' }
  writeFileSync(
    setup,
    JSON.stringify({
      helper: { name: 'Anna', email: 'anna@shop.example' },
      shop: { name: 'The Shop', timeZone: 'Europe/Paris', country: 'FR', language: 'en', hours: always, holidays: 'open' },
      account: {
        address: 'hey@shop.example',
        user: 'shop',
        password: 'secret',
        imap: { ...server, port: options.port },
        smtp: { ...server, port: 9 },
      },
    }),
  )
  const launch = launchOf(options.runtime, options.display, { COMPTOIR_PROFILE: path.join(folder, 'profile'), COMPTOIR_SETUP: setup })
  const startedAt = Date.now()
  const electron = await _electron.launch({ executablePath: launch.executable, args: launch.args, env: launch.env, timeout: 60_000 })
  try {
    // tsx marks functions with a helper of its own (__name), which a page does not have.
    const script = `{ const __name = (value) => value; (${observe.toString()})() }`
    await electron.context().addInitScript(script)
    const page = await electron.firstWindow()
    // The window may have been quicker than the init script.
    await page.evaluate(script)
    const done = options.untilComplete ? 'idle' : 'fifty'
    const end = startedAt + limitMs
    // Asked from here: waitForFunction needs eval, which the window's policy forbids.
    let probe: Probe = { tasks: [] }
    while (probe[done] === undefined) {
      if (Date.now() > end) throw new Error(`not done within ${limitMs / 1000} s: ${JSON.stringify(probe)}`)
      await delay(250)
      probe = (await page.evaluate(() => window.comptoirProbe)) ?? probe
    }
    const origin = await page.evaluate(() => performance.timeOrigin)
    const { drawn, first, fifty, idle } = probe
    if (drawn === undefined || first === undefined) throw new Error('the window showed no rows')
    return {
      drawnMs: origin + drawn - startedAt,
      firstRowMs: first - drawn,
      fiftyRowsMs: fifty === undefined ? null : fifty - drawn,
      completeMs: idle === undefined ? null : idle - drawn,
      longTasksMs: probe.tasks.toSorted((a, b) => b - a).slice(0, 5),
    }
  } finally {
    await electron.evaluate(({ app }) => app.exit(0)).catch(() => {})
    await electron.close().catch(() => {})
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Runs in the page before its own scripts. The list draws only what is on screen: its height tells how many rows it has. */
function observe(): void {
  if (window.comptoirProbe !== undefined) return
  const probe: Probe = { tasks: [] }
  window.comptoirProbe = probe
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) probe.tasks.push(Math.round(entry.duration))
  }).observe({ type: 'longtask', buffered: true })
  // Once a frame: what is true in a frame's callback is on screen with that frame.
  const look = (): void => {
    const now = performance.now()
    const light = document.querySelector('[data-sync]')
    const paint = performance.getEntriesByName('first-contentful-paint')[0]
    if (paint !== undefined) probe.drawn ??= paint.startTime
    const row = document.querySelector('.row')
    if (row !== null) {
      probe.first ??= now
      const list = row.closest('.list-scroll')
      if (list !== null && list.scrollHeight >= 50 * row.getBoundingClientRect().height) probe.fifty ??= now
      if (light?.getAttribute('data-sync') === 'idle') probe.idle ??= now
    }
    if (probe.idle === undefined) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

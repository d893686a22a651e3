import { setTimeout as delay } from 'node:timers/promises'
import { _electron, type Page } from 'playwright-core'
import { launchOf } from '../../runtime/launch.ts'
import type { ElectronRuntime } from '../../runtime/find-electron.ts'
import { probe, type ProbeNotes } from './probe.ts'
import type { BenchProfile } from './profile.ts'

/** Where windows open: an Electron, and its display where one is needed. */
export type Machine = { readonly runtime: ElectronRuntime; readonly display: string | undefined }

/** The built app in a real window, with notes taken inside the page. */
export type BenchApp = {
  readonly page: Page
  /** The main process; all others are below it. */
  readonly pid: number
  /** Wall clock, ms, from just before its process was started. */
  readonly startedAt: number
  readonly notes: () => Promise<ProbeNotes>
  /** Waits until `found` gives something in the notes; fails with the last look where that takes too long. */
  readonly until: <Found>(found: (notes: ProbeNotes) => Found | undefined, what: string) => Promise<Found>
  readonly close: () => Promise<void>
}

declare const window: Window & { comptoirProbe: (() => ProbeNotes) | undefined; comptoirWatchStore: (() => Promise<void>) | undefined }

const limitMs = 900_000

/**
 * Starts the built app on a profile; `now` is where its clock starts, `watchStore` also notes what the store says, `before`
 * runs in the page before its own scripts (its source goes there: it can use nothing from around it).
 *
 * The page's policy forbids eval, so nothing here waits with a function inside the page: the notes are asked for from outside.
 */
export async function startBenchApp(
  machine: Machine,
  profile: BenchProfile,
  { now, watchStore = false, before = () => {} }: { now: number; watchStore?: boolean; before?: () => void },
): Promise<BenchApp> {
  const env = { ...profile.env, COMPTOIR_NOW: new Date(now).toISOString() }
  const launch = launchOf(machine.runtime, machine.display, env)
  const startedAt = Date.now()
  const electron = await _electron.launch({ executablePath: launch.executable, args: launch.args, env: launch.env, timeout: 60_000 })
  const close = async (): Promise<void> => {
    await electron.evaluate(({ app }) => app.quit()).catch(() => {})
    await electron.close().catch(() => {})
  }
  try {
    // tsx marks functions with a helper of its own (__name), which a page does not have.
    const script = `window.__name ??= (value) => value; (${probe.toString()})(); (${before.toString()})()`
    await electron.context().addInitScript(script)
    const page = await electron.firstWindow()
    // The window may have been quicker than the init script.
    await page.evaluate(script)
    if (watchStore) await page.evaluate(() => void window.comptoirWatchStore?.())
    const notes = async (): Promise<ProbeNotes> => {
      const taken = await page.evaluate(() => window.comptoirProbe?.())
      if (taken === undefined) throw new Error('the page has no probe')
      return taken
    }
    return {
      page,
      pid: electron.process().pid ?? 0,
      startedAt,
      notes,
      until: async (found, what) => {
        const end = Date.now() + limitMs
        for (;;) {
          const taken = await notes()
          const value = found(taken)
          if (value !== undefined) return value
          if (Date.now() > end) {
            const last = JSON.stringify([taken.looks.at(-1), taken.storeLooks.at(-1)])
            throw new Error(`no ${what} within ${limitMs / 1000} s: ${last}`)
          }
          await delay(100)
        }
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

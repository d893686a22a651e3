import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { driveApp, resize } from '#tools/drive-app.ts'
import { findElectron, type ElectronRuntime } from '#tools/runtime/find-electron.ts'

/** The built app in a real window, with a profile of its own. */
export type App = {
  readonly electron: ElectronApplication
  readonly page: Page
  readonly profile: string
  /** Ends the app as a person would; the profile stays for a restart. */
  readonly close: () => Promise<void>
  /** Ends the whole process group at once, as a power cut would. */
  readonly kill: () => Promise<void>
}

const quiet = (): void => {}

/** The runtime the tests run on: the one chosen by the test command, else found anew. */
export async function testRuntime(): Promise<ElectronRuntime> {
  const given = process.env['COMPTOIR_TEST_RUNTIME']
  return given === undefined ? await findElectron(quiet) : (JSON.parse(given) as ElectronRuntime)
}

/** A profile folder for one test. */
export function newProfile(): string {
  return mkdtempSync(path.join(tmpdir(), 'comptoir-profile-'))
}

/** Writes a COMPTOIR_SETUP file; its path. */
export function writeSetup(profile: string, setup: object): string {
  const file = `${profile}-setup.json`
  writeFileSync(file, JSON.stringify(setup))
  return file
}

/** Starts the built app; its first screen has been drawn when this resolves. */
export async function startApp(
  options: {
    profile?: string
    env?: Record<string, string>
    args?: readonly string[]
    size?: { width: number; height: number }
  } = {},
): Promise<App> {
  const profile = options.profile ?? newProfile()
  const env = { TZ: 'Europe/Paris', LANG: 'en_GB.UTF-8', LANGUAGE: 'en', ...options.env }
  const { electron, page } = await driveApp({ profile, env, args: options.args ?? [], runtime: await testRuntime() })
  if (options.size !== undefined) await resize(electron, options.size.width, options.size.height)
  return {
    electron,
    page,
    profile,
    close: async () => {
      await electron
        .evaluate(({ app }) => {
          app.quit()
        })
        .catch(quiet)
      await electron.close().catch(quiet)
    },
    kill: async () => {
      const child = electron.process()
      const ended = new Promise((resolve) => child.once('exit', resolve))
      for (const pid of processTree(child.pid ?? 0)) killHard(pid)
      await ended
    },
  }
}

/** Removes a profile and its setup file. */
export function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true })
  rmSync(`${profile}-setup.json`, { force: true })
}

/** A process and all below it, children first (Linux). */
export function processTree(pid: number): number[] {
  const children = readChildren(pid)
  return [...children.flatMap(processTree), pid]
}

export function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It was gone already.
  }
}

/** Each thread has its own list: Chromium starts its helper processes from a thread that is not the first one. */
function readChildren(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .trim()
        .split(' ')
        .filter((word) => word !== '')
        .map(Number),
    )
  } catch {
    return []
  }
}

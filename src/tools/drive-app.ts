import { existsSync } from 'node:fs'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { ensureDisplay } from './runtime/display.ts'
import { findElectron, type ElectronRuntime } from './runtime/find-electron.ts'
import { launchOf, projectRoot } from './runtime/launch.ts'

/** The built app in a real window, driven from outside. */
export type DrivenApp = { readonly electron: ElectronApplication; readonly page: Page }

const quiet = (): void => {}

/** Starts the built app on `profile`; its first screen has been drawn when this resolves. */
export async function driveApp(options: {
  profile: string
  env?: Readonly<Record<string, string>>
  args?: readonly string[]
  runtime?: ElectronRuntime
}): Promise<DrivenApp> {
  if (!existsSync(path.join(projectRoot, 'out', 'main', 'index.cjs'))) throw new Error('build the app first: npm run build')
  const display = await ensureDisplay(quiet)
  const launch = launchOf(options.runtime ?? (await findElectron(quiet)), display.name, {
    COMPTOIR_PROFILE: options.profile,
    ...options.env,
  })
  const electron = await _electron.launch({
    executablePath: launch.executable,
    args: [...launch.args, ...(options.args ?? [])],
    env: launch.env,
    timeout: 60_000,
  })
  const page = await electron.firstWindow()
  await page.waitForSelector('.shell, .welcome', { timeout: 30_000 })
  return { electron, page }
}

/** Gives the window's page this size, in CSS pixels. */
export async function resize(electron: ElectronApplication, width: number, height: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
    },
    { width, height },
  )
}

/** Clicks "Try the demo shop" and gives back the demo's window once its board is up to date. */
export async function enterDemo({ electron, page }: DrivenApp): Promise<Page> {
  const opened = electron.waitForEvent('window')
  await page.locator('[data-door="demo"]').click()
  const demo = await opened
  await demo.locator('[data-sync="idle"]').waitFor({ timeout: 60_000 })
  await demo.locator('.row').first().waitFor()
  return demo
}

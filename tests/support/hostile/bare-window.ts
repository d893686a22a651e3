import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { ensureDisplay } from '#tools/runtime/display.ts'
import { launchOf, projectRoot } from '#tools/runtime/launch.ts'
import { testRuntime } from '../app.ts'

/** A window of the same runtime with none of the app's protections: the control of every zero. */
export type BareWindow = { readonly electron: ElectronApplication; readonly page: Page; readonly stop: () => Promise<void> }

const main = `
const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => {})
app.whenReady().then(() => new BrowserWindow({ width: 900, height: 700, webPreferences: { sandbox: true, navigateOnDragDrop: true } }).loadURL(process.env.CONTROL_PAGE))
`

/** Opens one on `url`. */
export async function openBareWindow(url: string): Promise<BareWindow> {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-control-'))
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'control', productName: 'Control', version: '0.0.0', main: 'main.cjs' }),
  )
  writeFileSync(path.join(folder, 'main.cjs'), main)
  const display = await ensureDisplay(() => {})
  const launch = launchOf(await testRuntime(), display.name, { CONTROL_PAGE: url })
  // The control's folder in the place of the product's.
  if (launch.env['COMPTOIR_APP'] !== undefined) launch.env['COMPTOIR_APP'] = folder
  const electron = await _electron.launch({
    executablePath: launch.executable,
    args: [
      ...launch.args.map((argument) => (argument === projectRoot ? folder : argument)),
      `--user-data-dir=${path.join(folder, 'data')}`,
    ],
    env: launch.env,
  })
  const page = await electron.firstWindow()
  await page.waitForLoadState()
  return {
    electron,
    page,
    stop: async () => {
      await electron.close().catch(() => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

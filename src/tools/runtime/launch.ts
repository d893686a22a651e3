import path from 'node:path'
import type { ElectronRuntime } from './find-electron.ts'

/** Root folder of the product: where package.json is. */
export const projectRoot = path.resolve(import.meta.dirname, '../../..')

/** How to start the built app with `runtime`: executable, arguments and environment. */
export type Launch = { readonly executable: string; readonly args: string[]; readonly env: Record<string, string> }

/**
 * The command that starts the built app from the project folder.
 *
 * `--no-sandbox` is added only when root, where Chromium refuses to start without it; a packaged build never comes here.
 */
export function launchOf(runtime: ElectronRuntime, display: string | undefined, more: Record<string, string> = {}): Launch {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries({ ...process.env, ...(display === undefined ? {} : { DISPLAY: display }), ...more })) {
    if (value !== undefined) env[name] = value
  }
  delete env['ELECTRON_RUN_AS_NODE']
  const args = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  if (runtime.kind === 'fallback') env['COMPTOIR_APP'] = projectRoot
  else args.push(projectRoot)
  return { executable: runtime.executable, args, env }
}

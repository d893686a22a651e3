import { lstatSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'

/**
 * Removes the lock of an app that no longer runs, where Chromium would take it for another computer's.
 *
 * Chromium's lock names the computer and the process. After a kill and a change of the computer's name it looks like the
 * lock of somebody else on a shared disk, and the app would never start again. The computer's own id does not change with
 * its name: where that is the one that locked, and no such process runs, the lock is stale.
 *
 * Does nothing on Windows and macOS: their locks end with the process.
 */
export function dropStaleLock(
  profileFolder: string,
  computer: { id: string; name: string; isAlive: (pid: number) => boolean } = thisComputer(),
): void {
  if (computer.id === '') return
  const note = path.join(profileFolder, 'computer-id')
  const lock = path.join(profileFolder, 'SingletonLock')
  try {
    const [, name = '', pid = ''] = /^(.*)-(\d+)$/.exec(readlinkSync(lock)) ?? []
    const isOurs = readFileSync(note, 'utf8') === computer.id
    if (isOurs && name !== '' && name !== computer.name && !computer.isAlive(Number(pid))) rmSync(lock, { force: true })
  } catch {
    // No lock, or no note of whose it was: Chromium decides.
  }
  try {
    if (lstatSync(profileFolder).isDirectory() && !noteSays(note, computer.id)) writeFileAtomic.sync(note, computer.id, { mode: 0o600 })
  } catch {
    // Without the note the next start knows less; that is no reason not to start.
  }
}

function noteSays(note: string, id: string): boolean {
  try {
    return readFileSync(note, 'utf8') === id
  } catch {
    return false
  }
}

function thisComputer(): { id: string; name: string; isAlive: (pid: number) => boolean } {
  return { id: process.platform === 'linux' ? machineId() : '', name: hostname(), isAlive }
}

function machineId(): string {
  try {
    return readFileSync('/etc/machine-id', 'utf8').trim()
  } catch {
    return ''
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

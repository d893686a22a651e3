import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'

/** Cyrus IMAP's programs on this machine. */
export type CyrusPrograms = {
  /** Holds `master`, `imapd` and `ctl_cyrusdb`. */
  readonly folder: string
  /** For LD_LIBRARY_PATH; empty where the system finds its libraries by itself. */
  readonly libraries: string
}

/** Debian's two packages of which programs are needed. */
const cyrusPackages = ['cyrus-common', 'cyrus-imapd'] as const

/**
 * Cyrus IMAP where it can run: installed, or unpacked apart by `unpackCyrus`; undefined where it is neither.
 *
 * Debian's package cannot be installed beside Dovecot's (each is "the" IMAP server of a machine) and would start its
 * services; programs in a folder of their own disturb nobody.
 */
export function cyrusPrograms(): CyrusPrograms | undefined {
  return [{ folder: '/usr/lib/cyrus/bin', libraries: '' }, unpacked()].find(
    (programs) => ['master', 'imapd', 'ctl_cyrusdb'].every((name) => existsSync(path.join(programs.folder, name))) && canRun(programs),
  )
}

/** Fetches Debian's packages with apt and unpacks them below the user's cache folder; installs nothing, needs no root. */
export function unpackCyrus(): void {
  const folder = cacheFolder()
  const work = mkdtempSync(path.join(tmpdir(), 'comptoir-cyrus-packages-'))
  try {
    execFileSync('apt-get', ['download', '-qq', ...cyrusPackages], { cwd: work, stdio: 'ignore' })
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      execFileSync('dpkg-deb', ['-x', path.join(work, file), path.join(work, 'unpacked')])
    }
    mkdirSync(path.dirname(folder), { recursive: true })
    rmSync(folder, { recursive: true, force: true })
    execFileSync('cp', ['-r', path.join(work, 'unpacked'), `${folder}.new`])
    renameSync(`${folder}.new`, folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Debian's names of the libraries and the tool that the unpacked programs need, without those that are here. */
export function cyrusLibraryPackages(): string[] {
  const listed = spawnSync('apt-cache', ['depends', ...cyrusPackages], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout
  const names = [...listed.matchAll(/^ {2}Depends: (lib\S+)$/gm)].map(([, name = '']) => name)
  const isInstalled = (name: string): boolean =>
    spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' }).stdout === 'installed'
  return [...new Set([...names, 'libsasl2-modules-db', 'db-util'])].filter((name) => !isInstalled(name))
}

/** Below /var where root looks after it: the servers run as another user, who cannot read root's own folder. */
function cacheFolder(): string {
  const isRoot = process.getuid?.() === 0
  return path.join(isRoot ? '/var/cache' : (process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache')), 'comptoir', 'cyrus')
}

function unpacked(): CyrusPrograms {
  const root = cacheFolder()
  const libraries = existsSync(path.join(root, 'usr/lib'))
    ? readdirSync(path.join(root, 'usr/lib'))
        .map((name) => path.join(root, 'usr/lib', name))
        .filter((folder) => existsSync(path.join(folder, 'libcyrus.so.0')))
    : []
  return { folder: path.join(root, 'usr/lib/cyrus/bin'), libraries: libraries[0] ?? '' }
}

/** Whether every library is found, and the tool that writes the file of passwords. */
function canRun({ folder, libraries }: CyrusPrograms): boolean {
  const env = libraries === '' ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries }
  const listed = spawnSync('ldd', [path.join(folder, 'imapd'), path.join(folder, 'master')], { encoding: 'utf8', env })
  return listed.status === 0 && !listed.stdout.includes('not found') && existsSync('/usr/bin/db_load')
}

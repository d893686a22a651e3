import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { cyrusLibraryPackages, cyrusPrograms, unpackCyrus } from './cyrus-programs.ts'

/** What must be there: a shared library or program, and the Debian packages that may bring it, newest name first. */
type Need = {
  readonly found: () => boolean
  readonly packages: readonly string[]
  /** For what apt must not install: more packages that it builds on, and how it comes. */
  readonly apart?: { readonly buildsOn: () => readonly string[]; readonly bring: () => void }
}

const library = (name: string, ...packages: string[]): Need => ({ found: () => isLibraryHere(name), packages })
const program = (name: string, packageName: string): Need => ({ found: () => onPath(name), packages: [packageName] })

/** What Electron needs to open a window on Linux. */
export const windowNeeds: readonly Need[] = [
  library('libgtk-3.so.0', 'libgtk-3-0t64', 'libgtk-3-0'),
  library('libnss3.so', 'libnss3'),
  library('libgbm.so.1', 'libgbm1'),
  library('libasound.so.2', 'libasound2t64', 'libasound2'),
  library('libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'),
  library('libcups.so.2', 'libcups2t64', 'libcups2'),
  library('libXss.so.1', 'libxss1'),
  { found: () => existsSync('/usr/share/fonts'), packages: ['fonts-dejavu-core'] },
]

/** A display in memory, for machines with no screen. */
export const displayNeeds: readonly Need[] = [program('Xvfb', 'xvfb')]

/** The real servers and the keyring that the tests run against. */
export const testNeeds: readonly Need[] = [
  // The program comes with dovecot-core; what speaks IMAP is a package of its own, which another IMAP server drives out.
  { found: () => existsSync('/usr/sbin/dovecot') && existsSync('/usr/lib/dovecot/imap'), packages: ['dovecot-imapd'] },
  {
    found: () => cyrusPrograms() !== undefined,
    packages: [],
    apart: { buildsOn: cyrusLibraryPackages, bring: unpackCyrus },
  },
  { found: () => existsSync('/usr/sbin/exim4'), packages: ['exim4-daemon-light'] },
  program('gnome-keyring-daemon', 'gnome-keyring'),
  program('dbus-run-session', 'dbus'),
  program('openssl', 'openssl'),
]

/**
 * Makes sure that the system packages behind `needs` are there: installs them when root on Debian or Ubuntu, else
 * throws an error holding the one line to run. Does nothing on other systems.
 */
export function ensureSystemPackages(needs: readonly Need[], say: (line: string) => void): void {
  if (process.platform !== 'linux') return
  const missing = needs.filter((need) => !need.found())
  if (missing.length === 0) return
  if (!isDebianLike()) {
    throw new Error(
      `These are missing here and have to be installed first (Debian's names): ${missing.flatMap((need) => need.packages.at(-1) ?? 'cyrus-imapd').join(' ')}`,
    )
  }
  if (process.getuid?.() !== 0) {
    for (const need of missing) need.apart?.bring()
    const names = missing.filter((need) => !need.found()).flatMap(packageNames)
    if (names.length === 0) return
    throw new Error(`Some system packages are missing. Install them with:\n  sudo apt-get install -y ${names.join(' ')}`)
  }
  const run = (...args: string[]): void => {
    execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
  }
  say('Installing missing system packages…')
  run('update', '-qq')
  const names = missing.flatMap(packageNames)
  if (names.length > 0) {
    say(`  apt-get install ${names.join(' ')}`)
    run('install', '-y', '-qq', '--no-install-recommends', ...names)
  }
  for (const need of missing) need.apart?.bring()
}

function packageNames({ packages, apart }: Need): readonly string[] {
  if (apart !== undefined) return apart.buildsOn()
  return [known(packages) ?? packages.at(-1) ?? '']
}

function isDebianLike(): boolean {
  return existsSync('/etc/os-release') && /^(ID|ID_LIKE)=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
}

function known(packages: readonly string[]): string | undefined {
  return packages.find((name) =>
    /Candidate: (?!\(none\))/.test(
      spawnSync('apt-cache', ['policy', name], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }).stdout,
    ),
  )
}

function onPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`))
}

/** Where the system has no list of its libraries nothing can be said: the app's own start will tell. */
function isLibraryHere(name: string): boolean {
  const libraries = sharedLibraries()
  return libraries === '' || libraries.includes(name)
}

function sharedLibraries(): string {
  return spawnSync(existsSync('/sbin/ldconfig') ? '/sbin/ldconfig' : 'ldconfig', ['-p'], { encoding: 'utf8' }).stdout ?? ''
}

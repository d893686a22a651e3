import { execFileSync, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { cyrusPrograms, type CyrusPrograms } from '#tools/runtime/cyrus-programs.ts'
import { freePort } from './free-port.ts'
import { rawConnection } from './raw-connection.ts'

/** A Cyrus IMAP server that runs for one test file. */
export type Cyrus = {
  /** Cleartext with STARTTLS, on 127.0.0.1. */
  readonly port: number
  /** TLS from the first byte. */
  readonly tlsPort: number
  readonly user: string
  readonly password: string
  /** SHA-256, hex without colons, lower case. */
  readonly certificateFingerprint: string
  /** Puts a mail in a folder by a connection of its own (APPEND): Cyrus's files are for Cyrus alone to write. */
  readonly deliver: (eml: string, delivery?: { folder?: string; internalDate?: Date; seen?: boolean }) => Promise<void>
  /** Paths of the mail files of a folder. */
  readonly list: (folder?: string) => string[]
  /** The last lines of what it said, for a failing test. */
  readonly log: () => string
  readonly stop: () => Promise<void>
}

const user = 'shop'
const password = 'secret'

/** Whether Cyrus IMAP can run here. */
export function hasCyrus(): boolean {
  return cyrusPrograms() !== undefined
}

/**
 * Starts a real Cyrus IMAP on free loopback ports, with its own configuration, folders and users.
 *
 * Works as root (it runs as the user "mail") and as an ordinary user (everything is yours).
 *
 * @throws where it is missing or does not come up; the message carries its log.
 */
export async function startCyrus(): Promise<Cyrus> {
  const programs = cyrusPrograms()
  if (programs === undefined) throw new Error('Cyrus IMAP is missing')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-cyrus-'))
  for (const name of ['conf', 'spool', 'run', 'proc', 'lock', 'tls']) mkdirSync(path.join(folder, name))
  const isRoot = process.getuid?.() === 0
  const owner = isRoot ? 'mail' : os.userInfo().username
  const port = await freePort()
  let tlsPort = await freePort()
  while (tlsPort === port) tlsPort = await freePort()
  makeCertificate(folder)
  makePasswords(folder)
  writeFileSync(path.join(folder, 'imapd.conf'), configuration(folder, owner))
  writeFileSync(path.join(folder, 'cyrus.conf'), services(folder, programs, port, tlsPort))
  if (isRoot) execFileSync('chown', ['-R', `${owner}:`, folder])
  execFileSync('chmod', ['755', folder])
  const output = openSync(path.join(folder, 'output.log'), 'w')
  const settings = ['-M', path.join(folder, 'cyrus.conf'), '-C', path.join(folder, 'imapd.conf'), '-p', path.join(folder, 'master.pid')]
  const master = spawn(path.join(programs.folder, 'master'), settings, {
    stdio: ['ignore', output, output],
    env: { ...environment(programs), CYRUS_USER: owner },
  })
  closeSync(output)
  const ended = new Promise<void>((resolve) => {
    master.once('exit', () => resolve())
    master.once('error', () => resolve())
  })
  const log = (): string => readFileSync(path.join(folder, 'output.log'), 'utf8').slice(-4000)
  await Promise.race([
    untilGreeting(port),
    ended.then(() => {
      throw new Error(`cyrus did not start: ${log()}`)
    }),
  ])
  return {
    port,
    tlsPort,
    user,
    password,
    certificateFingerprint: new X509Certificate(readFileSync(path.join(folder, 'tls', 'cert.pem'))).fingerprint256
      .replaceAll(':', '')
      .toLowerCase(),
    deliver: (eml, delivery = {}) => append(port, eml, delivery),
    list: (name = 'INBOX') => mailFiles(programs, folder, name),
    log,
    async stop() {
      master.kill('SIGTERM')
      await Promise.race([ended, delay(5_000, undefined, { ref: false })])
      if (master.exitCode === null && master.signalCode === null) master.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The first connection waits until the databases are there; the first log-in makes the user's folders. */
async function untilGreeting(port: number): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const connection = rawConnection(port)
    const isUp = await connection.hear(/^\* OK /)
    connection.close()
    if (isUp) return
    if (Date.now() > deadline) throw new Error('cyrus did not come up')
    await delay(50)
  }
}

async function append(port: number, eml: string, delivery: Parameters<Cyrus['deliver']>[1] = {}): Promise<void> {
  const { folder = 'INBOX', internalDate = new Date(), seen = false } = delivery
  const connection = rawConnection(port)
  await connection.hear(/^\* OK /)
  connection.say(`a LOGIN ${user} ${password}\r\n`)
  await connection.hear(/^a OK /m)
  const bytes = Buffer.from(eml, 'utf8')
  connection.say(`b APPEND "${folder}" (${seen ? '\\Seen' : ''}) "${imapDate(internalDate)}" {${bytes.length}}\r\n`)
  await connection.hear(/^\+ /m)
  connection.say(`${bytes.toString('latin1')}\r\n`)
  const isTaken = await connection.hear(/^b (?:OK|NO|BAD) .*\r\n/m)
  const answer = connection.heard()
  connection.close()
  if (!isTaken || !/^b OK /m.test(answer)) throw new Error(`cyrus did not take the mail: ${answer.slice(-300)}`)
}

/** `02-Mar-2026 09:00:05 +0000` (RFC 3501, date-time). */
function imapDate(date: Date): string {
  const [, day, month, year, time] = /, (\d\d) (\w{3}) (\d{4}) ([\d:]{8}) GMT$/.exec(date.toUTCString()) ?? []
  return `${day}-${month}-${year} ${time} +0000`
}

/** Each message is a file named by its UID and a dot (`17.`), in a folder that only Cyrus can name. */
function mailFiles(programs: CyrusPrograms, folder: string, name: string): string[] {
  const mailbox = name.toUpperCase() === 'INBOX' ? `user/${user}` : `user/${user}/${name}`
  const place = execFileSync(path.join(programs.folder, 'mbpath'), ['-C', path.join(folder, 'imapd.conf'), mailbox], {
    encoding: 'utf8',
    env: environment(programs),
  }).trim()
  return readdirSync(place)
    .filter((file) => /^\d+\.$/.test(file))
    .sort((a, b) => Number.parseInt(a) - Number.parseInt(b))
    .map((file) => path.join(place, file))
}

function environment({ libraries }: CyrusPrograms): NodeJS.ProcessEnv {
  return libraries === '' ? process.env : { ...process.env, LD_LIBRARY_PATH: libraries }
}

function makeCertificate(folder: string): void {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const files = ['-keyout', path.join(folder, 'tls', 'key.pem'), '-out', path.join(folder, 'tls', 'cert.pem')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '3650', ...subject, ...files], { stdio: 'ignore' })
}

/** A SASL password file: key `user NUL realm NUL userPassword`, as saslpasswd2 writes it. */
function makePasswords(folder: string): void {
  const input = `${user}\\00localhost\\00userPassword\n${password}\n`
  execFileSync('db_load', ['-T', '-t', 'hash', path.join(folder, 'sasldb2')], { input })
}

function configuration(folder: string, owner: string): string {
  return `servername: localhost
cyrus_user: ${owner}
configdirectory: ${folder}/conf
partition-default: ${folder}/spool
defaultpartition: default
proc_path: ${folder}/proc
mboxname_lockpath: ${folder}/lock
idlesocket: ${folder}/run/idle
lmtpsocket: ${folder}/run/lmtp
notifysocket: ${folder}/run/notify
allowplaintext: yes
altnamespace: yes
unixhierarchysep: yes
virtdomains: off
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: ${folder}/sasldb2
sasl_mech_list: PLAIN LOGIN
autocreate_quota: 0
autocreate_inbox_folders: Sent|Trash|Junk
autocreate_subscribe_folders: Sent|Trash|Junk
xlist-sent: Sent
xlist-trash: Trash
xlist-junk: Junk
specialusealways: yes
imapidlepoll: 1
skiplist_unsafe: 1
tls_server_cert: ${folder}/tls/cert.pem
tls_server_key: ${folder}/tls/key.pem
tls_sessions_db_path: ${folder}/tls/sessions.db
`
}

function services(folder: string, programs: CyrusPrograms, port: number, tlsPort: number): string {
  const command = (name: string, ...options: string[]): string =>
    `cmd="${[path.join(programs.folder, name), ...options, '-C', path.join(folder, 'imapd.conf')].join(' ')}"`
  return `START {
  recover ${command('ctl_cyrusdb', '-r')}
}
SERVICES {
  imap ${command('imapd')} listen="127.0.0.1:${port}" prefork=1
  imaps ${command('imapd', '-s')} listen="127.0.0.1:${tlsPort}" prefork=1
}
EVENTS {
}
`
}

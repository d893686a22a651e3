import { execFileSync, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  openSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './free-port.ts'

/** How a test wants its Dovecot. */
export type DovecotOptions = {
  /** Refuse further connections of the user with [LIMIT]; 100 where it is not given. */
  readonly maxUserConnections?: number
  /** Make Sent (and mark it \Sent) without being asked; true where it is not given. */
  readonly autoSent?: boolean
  /** Users with their passwords; shop/secret where none are given. */
  readonly users?: Readonly<Record<string, string>>
}

/** Where a delivered mail goes and when the server says it came. */
export type Delivery = { readonly folder?: string; readonly internalDate?: Date; readonly seen?: boolean }

/** A Dovecot that runs for one test file. */
export type Dovecot = {
  /** Cleartext with STARTTLS, on 127.0.0.1. */
  readonly port: number
  /** TLS from the first byte. */
  readonly tlsPort: number
  readonly user: string
  readonly password: string
  /** SHA-256, hex without colons, lower case. */
  readonly certificateFingerprint: string
  /** The user's Maildir. */
  readonly mailFolder: string
  /** Writes a mail into a Maildir as an MTA does; the path of its file. */
  deliver(eml: string | Buffer, delivery?: Delivery): string
  /** Paths of the mail files of a folder, by file name. */
  list(folder?: string): string[]
  /** The last lines of the server's log, for a failing test. */
  log(): string
  stop(): Promise<void>
}

/** Whether a Dovecot (2.3) is installed here. */
export function hasDovecot(): boolean {
  return binary() !== undefined
}

function binary(): string | undefined {
  return ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((file) => existsSync(file))
}

/**
 * Starts a real Dovecot on free loopback ports, with its own configuration, folder and pid file.
 *
 * Works as root (mail is owned by the user "mail") and as an ordinary user (everything is yours).
 *
 * @throws where Dovecot is missing or does not come up; the message carries its log.
 */
export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const program = binary()
  if (program === undefined) throw new Error('dovecot is missing: apt-get install dovecot-imapd')
  const users = options.users ?? { shop: 'secret' }
  const [first] = Object.entries(users)
  if (first === undefined) throw new Error('at least one user is needed')
  const [user, password] = first
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-dovecot-'))
  const owner = ownerOfMail()
  for (const name of ['run', 'state', 'tls', 'mail']) mkdirSync(path.join(folder, name))
  chmodSync(folder, 0o755)
  chownSync(path.join(folder, 'mail'), owner.uid, owner.gid)
  makeCertificate(folder)
  writeFileSync(
    path.join(folder, 'users'),
    Object.entries(users)
      .map(([name, secret]) => `${name}:{PLAIN}${secret}::::::\n`)
      .join(''),
  )
  chmodSync(path.join(folder, 'users'), 0o644)
  const port = await freePort()
  let tlsPort = await freePort()
  while (tlsPort === port) tlsPort = await freePort()
  const config = path.join(folder, 'dovecot.conf')
  writeFileSync(config, configuration({ folder, port, tlsPort, owner, options }))
  // Not a pipe: the daemon would keep it open, and the call would wait for its end.
  const errors = openSync(path.join(folder, 'start.log'), 'w')
  const started = spawnSync(program, ['-c', config], { stdio: ['ignore', errors, errors], timeout: 20_000 })
  closeSync(errors)
  const log = (): string =>
    existsSync(path.join(folder, 'dovecot.log')) ? readFileSync(path.join(folder, 'dovecot.log'), 'utf8').slice(-4000) : ''
  if (started.status !== 0) throw new Error(`dovecot did not start: ${readFileSync(path.join(folder, 'start.log'), 'utf8')}${log()}`)
  await untilListening([port, tlsPort], log)
  const mailFolder = path.join(folder, 'mail', user, 'Maildir')
  let delivered = 0
  return {
    port,
    tlsPort,
    user,
    password,
    certificateFingerprint: new X509Certificate(readFileSync(path.join(folder, 'tls', 'cert.pem'))).fingerprint256
      .replaceAll(':', '')
      .toLowerCase(),
    mailFolder,
    deliver(eml, delivery = {}) {
      const target = maildirOf(mailFolder, delivery.folder ?? 'INBOX')
      for (const name of ['tmp', 'new', 'cur']) makeFolders(path.join(target, name), owner, path.join(folder, 'mail'))
      const at = delivery.internalDate ?? new Date()
      delivered += 1
      const name = `${Math.floor(at.getTime() / 1000)}.M${String(delivered).padStart(6, '0')}P${process.pid}.comptoir`
      const temporary = path.join(target, 'tmp', name)
      const file = delivery.seen === true ? path.join(target, 'cur', `${name}:2,S`) : path.join(target, 'new', name)
      writeFileSync(temporary, eml)
      chownSync(temporary, owner.uid, owner.gid)
      utimesSync(temporary, at, at)
      execFileSync('mv', [temporary, file])
      return file
    },
    list(name = 'INBOX') {
      const target = maildirOf(mailFolder, name)
      return ['new', 'cur'].flatMap((part) => {
        const place = path.join(target, part)
        return existsSync(place)
          ? readdirSync(place)
              .sort()
              .map((file) => path.join(place, file))
          : []
      })
    },
    log,
    async stop() {
      const pidFile = path.join(folder, 'run', 'master.pid')
      if (existsSync(pidFile)) await endProcess(Number(readFileSync(pidFile, 'utf8').trim()))
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

type Owner = { readonly uid: number; readonly gid: number; readonly internal: string; readonly login: string; readonly group: string }

function ownerOfMail(): Owner {
  const id = (...parts: string[]): string => execFileSync('id', parts, { encoding: 'utf8' }).trim()
  if (process.getuid?.() === 0) {
    return {
      uid: Number(id('-u', 'mail')),
      gid: Number(id('-g', 'mail')),
      internal: 'dovecot',
      login: 'dovenull',
      group: id('-gn', 'dovecot'),
    }
  }
  const me = id('-un')
  return { uid: Number(id('-u')), gid: Number(id('-g')), internal: me, login: me, group: id('-gn') }
}

/** Maildir++: INBOX is the root, any other folder a dotted sibling below it. */
function maildirOf(mailFolder: string, name: string): string {
  return name.toUpperCase() === 'INBOX' ? mailFolder : path.join(mailFolder, `.${name.replaceAll('/', '.')}`)
}

function makeFolders(folder: string, owner: Owner, root: string): void {
  if (existsSync(folder)) return
  makeFolders(path.dirname(folder), owner, root)
  mkdirSync(folder)
  if (folder.startsWith(root)) chownSync(folder, owner.uid, owner.gid)
}

function makeCertificate(folder: string): void {
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '3650',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ]
  execFileSync('openssl', [...args, '-keyout', path.join(folder, 'tls', 'key.pem'), '-out', path.join(folder, 'tls', 'cert.pem')], {
    stdio: 'ignore',
  })
}

async function untilListening(ports: readonly number[], log: () => string): Promise<void> {
  const deadline = Date.now() + 20_000
  for (const port of ports) {
    while (!(await answers(port))) {
      if (Date.now() > deadline) throw new Error(`dovecot did not come up: ${log()}`)
      await delay(50)
    }
  }
}

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

/** Ends one process by its id, and waits until it is gone. */
async function endProcess(pid: number): Promise<void> {
  const isAlive = (): boolean => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }
  if (!isAlive()) return
  process.kill(pid, 'SIGTERM')
  const deadline = Date.now() + 10_000
  while (isAlive()) {
    if (Date.now() > deadline) {
      process.kill(pid, 'SIGKILL')
      return
    }
    await delay(50)
  }
}

type Configuration = { folder: string; port: number; tlsPort: number; owner: Owner; options: DovecotOptions }

function configuration({ folder, port, tlsPort, owner, options }: Configuration): string {
  const isRoot = process.getuid?.() === 0
  const sent = options.autoSent ?? true
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
instance_name = comptoir-${port}
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
default_internal_user = ${owner.internal}
default_internal_group = ${owner.group}
default_login_user = ${owner.login}
first_valid_uid = 1
mail_privileged_group =
ssl = yes
ssl_cert = <${folder}/tls/cert.pem
ssl_key = <${folder}/tls/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/mail/%u
}
mail_location = maildir:~/Maildir
mail_fsync = never
maildir_very_dirty_syncs = no
mail_max_userip_connections = ${options.maxUserConnections ?? 100}
namespace inbox {
  inbox = yes
  separator = /
${sent ? '  mailbox Sent {\n    special_use = \\Sent\n    auto = subscribe\n  }\n' : ''}  mailbox Trash {
    special_use = \\Trash
    auto = subscribe
  }
  mailbox Junk {
    special_use = \\Junk
    auto = subscribe
  }
}
protocol imap {
  imap_idle_notify_interval = 2 mins
}
service imap-login {
  service_count = 0
  process_min_avail = 1
${isRoot ? '' : '  chroot =\n'}  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${tlsPort}
    ssl = yes
  }
}
${isRoot ? '' : 'service anvil {\n  chroot =\n}\nservice stats {\n  chroot =\n}\n'}`
}

import { execFileSync, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from './free-port.ts'
import { until } from './node-shop.ts'

/** A real mail server that delivers what it takes into one Maildir. */
export type Exim = {
  readonly port: number
  readonly user: string
  readonly password: string
  /** SHA-256, hex without colons, lower case. */
  readonly certificateFingerprint: string
  /** The mails delivered so far, as they lie in the Maildir. */
  readonly delivered: () => string[]
  readonly log: () => string
  readonly stop: () => Promise<void>
}

const program = '/usr/sbin/exim4'

/** Why no Exim can be run here; null where one can. */
export function eximMissing(): string | null {
  if (!existsSync(program)) return 'apt-get install exim4-daemon-light'
  return process.getuid?.() === 0 ? null : 'it takes a configuration of its own from root only'
}

/**
 * Starts a real Exim on a free loopback port: STARTTLS with a certificate of its own, log-in after TLS only, everything
 * delivered into one Maildir. Configuration, spool, log and mail are in a temporary folder; it runs in the foreground.
 */
export async function startExim(): Promise<Exim> {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-exim-'))
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'Debian-exim'], { encoding: 'utf8' }).trim())
  const [uid, gid] = [id('-u'), id('-g')]
  chmodSync(folder, 0o755)
  for (const name of ['spool', 'log', 'mail']) {
    mkdirSync(path.join(folder, name))
    chownSync(path.join(folder, name), uid, gid)
  }
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const files = ['-keyout', path.join(folder, 'key.pem'), '-out', path.join(folder, 'cert.pem')]
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', ...subject, ...files], { stdio: 'ignore' })
  chownSync(path.join(folder, 'key.pem'), uid, gid)
  const port = await freePort()
  const [user, password] = ['shop', 'se cret']
  writeFileSync(path.join(folder, 'exim.conf'), configuration({ folder, port, user, password }))
  const server = spawn(program, ['-bdf', '-q10m', '-C', path.join(folder, 'exim.conf')], { stdio: 'ignore' })
  const log = (): string =>
    ['main', 'panic', 'reject']
      .map((name) => path.join(folder, 'log', name))
      .filter((file) => existsSync(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('')
  await until(() => {
    if (server.exitCode !== null) throw new Error(`exim ended: ${log()}`)
    return answers(port)
  })
  return {
    port,
    user,
    password,
    certificateFingerprint: new X509Certificate(readFileSync(path.join(folder, 'cert.pem'))).fingerprint256
      .replaceAll(':', '')
      .toLowerCase(),
    delivered: () => {
      const box = path.join(folder, 'mail', 'new')
      return existsSync(box) ? readdirSync(box).map((name) => readFileSync(path.join(box, name), 'utf8')) : []
    },
    log,
    stop: async () => {
      const ended = once(server, 'exit')
      if (server.exitCode === null && server.kill('SIGTERM')) await ended
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => {
      resolve(false)
    })
  })
}

function configuration({ folder, port, user, password }: { folder: string; port: number; user: string; password: string }): string {
  return `primary_hostname = localhost
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%s
pid_file_path =
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =
tls_advertise_hosts = *
tls_certificate = ${folder}/cert.pem
tls_privatekey = ${folder}/key.pem
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  deny !authenticated = *
       message = log in first
  deny local_parts = nobody
       message = no such person here
  accept
data:
  accept
begin routers
all:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  maildir_format
  directory = ${folder}/mail
  user = Debian-exim
  envelope_to_add
  return_path_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{${user}}}{eq{$auth3}{${password}}}}}
  server_set_id = $auth2
`
}

import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Owner } from './mailbox/make-mailbox.ts'

/** A Dovecot for the bench: cleartext on 127.0.0.1, user `shop` with password `secret`. */
export type BenchDovecot = {
  readonly port: number
  readonly maildir: string
  readonly owner: Owner
  readonly stop: () => Promise<void>
}

const program = '/usr/sbin/dovecot'
const compression = '/usr/lib/dovecot/modules/lib30_imap_zlib_plugin.so'

/**
 * Starts one on a free loopback port with its own configuration and folder; works as root and as an ordinary user.
 *
 * Rooms may not import tests, so this is a smaller kin of the tests' own: no TLS, one user; COMPRESS is offered, as
 * providers do, unless it is not wanted.
 *
 * @throws where Dovecot is missing or does not come up.
 */
export async function startBenchDovecot({ compress = true }: { compress?: boolean } = {}): Promise<BenchDovecot> {
  if (!existsSync(program)) throw new Error('Dovecot is missing: apt-get install dovecot-imapd')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-bench-'))
  const isRoot = process.getuid?.() === 0
  const id = (...args: string[]): string => execFileSync('id', args, { encoding: 'utf8' }).trim()
  const [mailUser, innerUser, loginUser] = isRoot ? ['mail', 'dovecot', 'dovenull'] : [id('-un'), id('-un'), id('-un')]
  const owner = { uid: Number(id('-u', mailUser)), gid: Number(id('-g', mailUser)) }
  chmodSync(folder, 0o755)
  const maildir = path.join(folder, 'mail', 'Maildir')
  for (const made of ['run', 'state', 'mail', 'mail/Maildir']) mkdirSync(path.join(folder, made))
  for (const made of ['mail', 'mail/Maildir']) chownSync(path.join(folder, made), owner.uid, owner.gid)
  const port = await freePort()
  const noChroot = isRoot ? '' : '  chroot =\n'
  const config = path.join(folder, 'dovecot.conf')
  writeFileSync(
    config,
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
default_internal_user = ${innerUser}
default_internal_group = ${id('-gn', innerUser)}
default_login_user = ${loginUser}
first_valid_uid = 1
mail_privileged_group =
disable_plaintext_auth = no
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/mail
}
mail_location = maildir:~/Maildir
mail_fsync = never
mail_max_userip_connections = 100
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \\Sent
    auto = subscribe
  }
  mailbox Archive {
    special_use = \\Archive
    auto = subscribe
  }
}
protocol imap {
  mail_plugins = ${compress && existsSync(compression) ? 'imap_zlib' : ''}
}
service imap-login {
  service_count = 0
  process_min_avail = 1
${noChroot}  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
}
service anvil {
${noChroot}}
service stats {
${noChroot}}
`,
  )
  execFileSync(program, ['-c', config], { stdio: 'ignore', timeout: 20_000 })
  await untilListening(port, path.join(folder, 'dovecot.log'))
  return {
    port,
    maildir,
    owner,
    stop: async () => {
      await endDaemon(path.join(folder, 'run', 'master.pid'))
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function untilListening(port: number, log: string): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy()
        resolve(true)
      })
      socket.on('error', () => {
        resolve(false)
      })
    })
    if (isUp) return
    if (Date.now() > deadline) throw new Error(`Dovecot did not come up: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''}`)
    await delay(50)
  }
}

/** Ends the one process that a pid file names, and waits until it has taken the file away. */
async function endDaemon(pidFile: string): Promise<void> {
  if (!existsSync(pidFile)) return
  process.kill(Number(readFileSync(pidFile, 'utf8').trim()), 'SIGTERM')
  const deadline = Date.now() + 10_000
  while (existsSync(pidFile) && Date.now() < deadline) await delay(50)
}

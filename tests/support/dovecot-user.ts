import { execFileSync, spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Delivery, Dovecot } from './dovecot.ts'
import { rawConnection } from './raw-connection.ts'

/** One message as the Maildir holds it; the UID is 0 until Dovecot has given it one. */
export type StoredFile = { readonly file: string; readonly uid: number; readonly flags: string }

/** One user's mailbox on a Dovecot, by its files. */
export type UserMailbox = {
  readonly user: string
  readonly folder: string
  /** Writes a mail as an MTA does. */
  readonly deliver: (eml: string | Buffer, delivery?: Delivery) => void
  /** What a folder holds, by its files and Dovecot's own list of UIDs. */
  readonly files: (folder?: string) => StoredFile[]
  /** The numbering of a folder; empty where Dovecot has none yet. */
  readonly uidValidity: (folder?: string) => string
}

let delivered = 0
let owning: { readonly uid: number; readonly gid: number } | null = null

/** The mailbox of one of a Dovecot's users. */
export function mailboxOf(dovecot: Dovecot, user: string = dovecot.user): UserMailbox {
  const folder = path.join(rootOf(dovecot), 'mail', user, 'Maildir')
  const owner = mailOwner()
  return {
    user,
    folder,
    deliver(eml, { folder: name = 'INBOX', internalDate = new Date(), seen = false } = {}) {
      const target = maildirOf(folder, name)
      if (!existsSync(target)) {
        for (const part of ['tmp', 'new', 'cur']) mkdirSync(path.join(target, part), { recursive: true })
        giveToServer(path.join(rootOf(dovecot), 'mail', user))
      }
      delivered += 1
      const stamp = Math.floor(internalDate.getTime() / 1000)
      const base = `${stamp}.M${String(delivered).padStart(7, '0')}P${process.pid}.comptoir`
      const temporary = path.join(target, 'tmp', base)
      writeFileSync(temporary, eml, { mode: 0o644 })
      utimesSync(temporary, stamp, stamp)
      if (owner !== null) chownSync(temporary, owner.uid, owner.gid)
      renameSync(temporary, seen ? path.join(target, 'cur', `${base}:2,S`) : path.join(target, 'new', base))
    },
    files(name = 'INBOX') {
      const target = maildirOf(folder, name)
      const uids = uidsIn(target)
      return ['new', 'cur'].flatMap((part) => {
        const place = path.join(target, part)
        if (!existsSync(place)) return []
        return readdirSync(place).map((file) => {
          const [base = '', flags = ''] = file.split(':2,')
          return { file: path.join(place, file), uid: uids.get(base) ?? 0, flags }
        })
      })
    },
    uidValidity: (name = 'INBOX') => /\bV(\d+)/.exec(readList(maildirOf(folder, name)))?.[1] ?? '',
  }
}

/** The folder that a Dovecot runs in. */
function rootOf(dovecot: Dovecot): string {
  return path.resolve(dovecot.mailFolder, '..', '..', '..')
}

function maildirOf(mailFolder: string, name: string): string {
  return name.toUpperCase() === 'INBOX' ? mailFolder : path.join(mailFolder, `.${name.replaceAll('/', '.')}`)
}

/** As root the mail is the server's user's; else everything is yours. */
function mailOwner(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  owning ??= { uid: Number(execFileSync('id', ['-u', 'mail'])), gid: Number(execFileSync('id', ['-g', 'mail'])) }
  return owning
}

/** As root the mail belongs to the user that the server runs as; else to whoever runs the tests. */
function giveToServer(file: string): void {
  if (process.getuid?.() === 0) execFileSync('chown', ['-R', 'mail:mail', file])
}

function readList(maildir: string): string {
  try {
    return readFileSync(path.join(maildir, 'dovecot-uidlist'), 'utf8')
  } catch {
    return ''
  }
}

function uidsIn(maildir: string): Map<string, number> {
  const lines = readList(maildir).split('\n').slice(1)
  const found = lines.map((line) => /^(\d+) .*?:([^:]+)/.exec(line)).filter((match) => match !== null)
  return new Map(found.map(([, uid = '0', file = '']) => [file, Number(uid)]))
}

/** Stops a Dovecot, does something to its files, and starts it again on the same ports. */
export async function restartDovecot(dovecot: Dovecot, whileDown: () => void = () => {}): Promise<void> {
  const root = rootOf(dovecot)
  const pidFile = path.join(root, 'run', 'master.pid')
  process.kill(Number(readFileSync(pidFile, 'utf8').trim()), 'SIGTERM')
  while (existsSync(pidFile)) await delay(10)
  whileDown()
  const program =
    ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((file) => existsSync(file)) ?? 'dovecot'
  // The port is free again a moment later than the pid file is gone.
  for (let tries = 0; tries < 100; tries += 1) {
    if (spawnSync(program, ['-c', path.join(root, 'dovecot.conf')], { stdio: 'ignore', timeout: 20_000 }).status === 0) break
    await delay(50)
  }
  for (;;) {
    const connection = rawConnection(dovecot.port)
    const isUp = await connection.hear(/^\* OK/)
    connection.close()
    if (isUp) return
    await delay(20)
  }
}

/** Makes Dovecot number a folder anew: its UIDs and UIDVALIDITY are lost. For `whileDown`. */
export function forgetNumbering(mailbox: UserMailbox, name = 'INBOX'): void {
  const target = maildirOf(mailbox.folder, name)
  for (const file of readdirSync(target)) {
    if (file === 'dovecot-uidlist' || file.startsWith('dovecot.index')) rmSync(path.join(target, file))
  }
}

/** Gives a folder a UIDVALIDITY of before, whatever it holds by now. For `whileDown`. */
export function setUidValidity(mailbox: UserMailbox, uidValidity: string, name = 'INBOX'): void {
  const target = maildirOf(mailbox.folder, name)
  const list = path.join(target, 'dovecot-uidlist')
  const owner = statSync(list)
  writeFileSync(list, readFileSync(list, 'utf8').replace(/\bV\d+/, `V${uidValidity}`))
  if (process.getuid?.() === 0) execFileSync('chown', [`${owner.uid}:${owner.gid}`, list])
  for (const file of readdirSync(target)) if (file.startsWith('dovecot.index')) rmSync(path.join(target, file))
}

/** Another mail program at the same mailbox: gives commands in one folder, directly to the server. */
export async function otherClient(dovecot: Dovecot, user: string, folder: string, commands: readonly string[]): Promise<string> {
  const connection = rawConnection(dovecot.port)
  const ask = async (tag: string, command: string): Promise<void> => {
    connection.say(`${tag} ${command}\r\n`)
    if (!(await connection.hear(new RegExp(`^${tag} .*\\r\\n`, 'm')))) throw new Error(`the server ended at ${command}`)
  }
  await connection.hear(/^\* OK/)
  await ask('in', `LOGIN ${user} ${dovecot.password}`)
  await ask('open', `SELECT "${folder}"`)
  for (const [index, command] of commands.entries()) await ask(`c${index}`, command)
  await ask('out', 'LOGOUT')
  connection.close()
  return connection.heard()
}

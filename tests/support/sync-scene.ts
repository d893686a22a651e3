import { existsSync } from 'node:fs'
import { expect } from 'vitest'
import type { Command } from '#contract/commands.ts'
import type { FolderRow, MessageRow, SyncStatus } from '#data/schema.ts'
import type { Dovecot } from './dovecot.ts'
import { mailboxOf, otherClient, type UserMailbox } from './dovecot-user.ts'
import { quickTimings } from './fault-shop.ts'
import { startNodeShop, until, type NodeShop } from './node-shop.ts'
import { differences, numberedMail } from './same-mail.ts'
import { expectWholeStore } from './store-check.ts'

/** How long the deletion brake waits in these tests: as long as in the app, on a clock that a test puts forward. */
export const brakePauseMs = 10 * 60_000
const timings = { imap: quickTimings.imap, engine: { ...quickTimings.engine, pollMs: 400, brakePauseMs, sleptMs: 24 * 3_600_000 } }
const allFolders = ['INBOX', 'Sent', 'Archive', 'Junk']
const password = 'secret'

/** Users for a Dovecot, one for each test: `startDovecot({ users: manyUsers() })`. */
export function manyUsers(): Record<string, string> {
  return Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`shop${index}`, password]))
}

/** One shop with a mailbox of its own, whose clock a test can put forward. */
export type SyncScene = {
  readonly mailbox: UserMailbox
  readonly clock: { aheadMs: number }
  readonly start: (more?: Partial<Parameters<typeof startNodeShop>[0]>) => Promise<NodeShop>
  /** Stops the shop that runs. */
  readonly stop: () => Promise<void>
  /** What another mail program says to the server. */
  readonly phone: (folder: string, ...commands: string[]) => Promise<string>
}

/** Scenes on one Dovecot, each with the next of its users; `end` stops what still runs. */
export function syncScenes(dovecot: () => Dovecot): { readonly next: () => SyncScene; readonly end: () => Promise<void> } {
  let users = 0
  const open: NodeShop[] = []
  const end = async (): Promise<void> => {
    for (const shop of open.splice(0)) await shop.stop()
  }
  const next = (): SyncScene => {
    const user = `shop${users}`
    users += 1
    const clock = { aheadMs: 0 }
    const { tlsPort, certificateFingerprint } = dovecot()
    return {
      mailbox: mailboxOf(dovecot(), user),
      clock,
      stop: end,
      phone: (folder, ...commands) => otherClient(dovecot(), user, folder, commands),
      start: async (more = {}) => {
        const shop = await startNodeShop({
          account: {
            address: 'hey@shop.example',
            user,
            imap: { host: '127.0.0.1', port: tlsPort, security: 'tls', certificate: certificateFingerprint },
            smtp: { host: '127.0.0.1', port: 9, security: 'loopback' },
          },
          credentials: { password },
          now: () => Date.now() + clock.aheadMs,
          timings,
          ...more,
        })
        open.push(shop)
        return shop
      },
    }
  }
  return { next, end }
}

/** When the first of the delivered mails came. */
export const startAt = Date.UTC(2026, 1, 2, 9)

/** Delivers so many mails, a minute apart, named `c1`, `c2` … */
export function deliver(mailbox: UserMailbox, count: number, { folder = 'INBOX', prefix = 'c', isSeen = false } = {}): void {
  for (let number = 1; number <= count; number += 1) {
    const at = startAt + number * 60_000
    mailbox.deliver(numberedMail(`${prefix}${number}`, at), { folder, internalDate: new Date(at), seen: isSeen })
  }
}

function foldersOf(mailbox: UserMailbox): string[] {
  return allFolders.filter((folder) => folder === 'INBOX' || existsSync(`${mailbox.folder}/.${folder}`))
}

/** What the sync light shows. */
export async function syncOf(shop: NodeShop): Promise<SyncStatus | undefined> {
  return (await shop.database.values.get('sync'))?.value as SyncStatus | undefined
}

/** Waits until store and Maildir hold the same; fails with what differs. */
export async function expectSame(shop: NodeShop, mailbox: UserMailbox): Promise<void> {
  let left: string[] = []
  await until(async () => {
    left = await differences(shop.database, mailbox, foldersOf(mailbox))
    return left.length === 0 && (await syncOf(shop))?.state === 'idle'
  }).catch(() => {
    throw new Error(`here and on the server differ:\n${left.slice(0, 20).join('\n')}`)
  })
  await expectWholeStore(shop.database)
}

/** The row of the message with that name. */
export async function rowNamed(shop: NodeShop, name: string): Promise<MessageRow> {
  const row = (await shop.database.messageRows.toArray()).find((each) => each.messageId === `${name}@post.example`)
  if (row === undefined) throw new Error(`${name} is not here`)
  return row
}

/** Runs a command that has to be taken. */
export async function run(shop: NodeShop, command: Command): Promise<void> {
  expect(await shop.run(command)).toEqual({ ok: true, value: {} })
}

/** What the deletion brake holds in the inbox. */
export async function heldIn(shop: NodeShop): Promise<FolderRow['held'] | undefined> {
  return (await shop.database.folders.get('INBOX'))?.held
}

/** Lets passes go by: as many as it takes for the sync to have rested that often. */
export async function letPassesGoBy(shop: NodeShop, calls: readonly string[], passes = 3): Promise<void> {
  const before = calls.filter((name) => name === 'statuses').length
  await until(() => calls.filter((name) => name === 'statuses').length >= before + passes)
  await until(async () => (await syncOf(shop))?.state === 'idle')
}

/** What is asked of the mailroom, by name. */
export function listener(): { readonly calls: string[]; readonly onCall: (name: string) => void } {
  const calls: string[] = []
  return { calls, onCall: (name) => calls.push(name) }
}

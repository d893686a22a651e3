import { setTimeout as delay } from 'node:timers/promises'
import { startDovecot, type Dovecot, type DovecotOptions } from './dovecot.ts'
import { mailboxOf, otherClient, type UserMailbox } from './dovecot-user.ts'
import { startFaultProxy, type FaultProxy, type FaultProxyOptions } from './fault-proxy/fault-proxy.ts'
import { startFaultShop, type FaultShopOptions } from './fault-shop.ts'
import { startMailSink, type MailSink } from './mail-sink.ts'
import type { NodeShop } from './node-shop.ts'
import { differences, numberedMail } from './same-mail.ts'

/** A real server, a proxy before it, and a shop behind that: what one test of a fault needs. */
export type FaultScene = {
  readonly dovecot: Dovecot
  readonly mailbox: UserMailbox
  readonly proxy: FaultProxy
  readonly sink: MailSink
  /** Starts the shop; with what an earlier one left, it is a restart. */
  readonly start: (options?: FaultShopOptions) => Promise<NodeShop>
  /** Puts numbered mails into a folder, an hour apart, the last one now. */
  readonly fill: (count: number, options?: FillOptions) => string[]
  /** Another mail program gives commands in a folder. */
  readonly elsewhere: (folder: string, ...commands: string[]) => Promise<string>
  /** Waits until store and server are the same; fails with what is different when the time is over. */
  readonly untilSame: (shop: NodeShop, limitMs?: number) => Promise<void>
  readonly stop: () => Promise<void>
}

type FillOptions = { readonly folder?: string; readonly prefix?: string; readonly size?: 'short' | 'long' | 'attached' }

/** Time to be whole again after a fault is lifted (reliability.md section 3, S01). */
export const backLimitMs = 10_000

/** A Dovecot with a user for each of many tests. */
export function startDovecotForMany(options: DovecotOptions = {}): Promise<Dovecot> {
  return startDovecot({ users: Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`user${index}`, 'secret'])), ...options })
}

const used = new WeakMap<Dovecot, number>()

/** Sets one up for the next unused user of a Dovecot. */
export async function faultScene(
  dovecot: Dovecot,
  { folders = ['INBOX', 'Sent', 'Archive'], ...proxyOptions }: Partial<FaultProxyOptions> & { folders?: readonly string[] } = {},
): Promise<FaultScene> {
  const number = used.get(dovecot) ?? 0
  used.set(dovecot, number + 1)
  const user = dovecot.user === 'user0' ? `user${number}` : dovecot.user
  const mailbox = mailboxOf(dovecot, user)
  const sink = await startMailSink()
  const proxy = await startFaultProxy({ target: dovecot.port, mode: 'starttls', ...proxyOptions })
  const shops: NodeShop[] = []
  return {
    dovecot,
    mailbox,
    proxy,
    sink,
    start: async (options = {}) => {
      const shop = await startFaultShop(dovecot, proxy, { user, password: 'secret', smtpPort: sink.port, ...options })
      shops.push(shop)
      return shop
    },
    fill: (count, { folder = 'INBOX', prefix = folder.toLowerCase(), size = 'short' } = {}) =>
      Array.from({ length: count }, (_, index) => {
        const name = `${prefix}-${index}`
        const internalDate = new Date(Date.now() - (count - index) * 3_600_000)
        mailbox.deliver(numberedMail(name, internalDate.getTime(), size), { folder, internalDate })
        return name
      }),
    elsewhere: (folder, ...commands) => otherClient(dovecot, user, folder, commands),
    untilSame: async (shop, limitMs = backLimitMs) => {
      const end = Date.now() + limitMs
      for (;;) {
        const found = [...(await differences(shop.database, mailbox, folders)), ...(await unfinished(shop))]
        if (found.length === 0) return
        if (Date.now() > end) throw new Error(`store and server differ: ${found.slice(0, 8).join('; ')} (${found.length} in all)`)
        await delay(40)
      }
    },
    stop: async () => {
      await proxy.lift('reset')
      // One that was stopped by its test is stopped already.
      for (const shop of shops) await shop.stop().catch(() => {})
      await proxy.stop()
      await sink.stop()
    },
  }
}

/** Folders of which the shop itself says that more is to come. */
async function unfinished(shop: NodeShop): Promise<string[]> {
  const rows = await shop.database.folders.toArray()
  return rows.filter((row) => !row.isComplete).map((row) => `${row.path} is not complete`)
}

/** Writes a reply and sends it; resolves when it was taken into the outbox. */
export async function sendReply(shop: NodeShop, id: string): Promise<void> {
  const draft = {
    id,
    answersKey: '',
    messageId: `${id}@shop.example`,
    to: 'claire@post.example',
    cc: '',
    bcc: '',
    subject: id,
    text: `This is ${id}.`,
    templateId: null,
    changedAt: 1,
  }
  const saved = await shop.run({ kind: 'save-draft', draft })
  const sent = await shop.run({ kind: 'send', draftId: id })
  if (!saved.ok || !sent.ok) throw new Error(`${id} was not taken: ${JSON.stringify([saved, sent])}`)
}

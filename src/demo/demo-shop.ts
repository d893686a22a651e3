import { randomBytes, randomInt } from 'node:crypto'
import type { EpochMs } from '#core/model/ids.ts'
import { readConversations } from './conversations.ts'
import { Customers } from './customers.ts'
import { layOut, type LaidMessage } from './lay-out.ts'
import { startMailDrop, type AcceptedMail } from './mail-drop.ts'
import { startMailbox, type StoredMail } from './mailbox.ts'
import { newcomers } from './newcomers.ts'
import { readSentMail } from './read-sent-mail.ts'
import { attachmentReader, rfc822 } from './rfc822.ts'
import { demoShop } from './shop.ts'

type LoopbackServer = { readonly host: '127.0.0.1'; readonly port: number; readonly security: 'loopback' }

/** A running demo shop: an account to connect to as to any other. */
export type RunningDemo = {
  readonly account: { readonly address: string; readonly imap: LoopbackServer; readonly smtp: LoopbackServer }
  /** Made anew at each start; it opens nothing but this demo. */
  readonly password: string
  /** After how long customers write back, in milliseconds. */
  readonly replyDelayMs: number
  stop(): Promise<void>
}

/** What the demo needs to start; the folders are those of resources/demo. */
export type DemoOptions = {
  readonly now: () => EpochMs
  readonly mailFolder: string
  readonly attachmentFolder: string
  /** After how long a customer answers, in milliseconds; 45 s. */
  readonly answerAfterMs?: number
  /** After how long somebody new writes, in milliseconds; 2 minutes. */
  readonly newcomerAfterMs?: number
}

function flagsOf({ seen, answered }: LaidMessage): readonly string[] {
  return [...(seen ? ['\\Seen'] : []), ...(answered ? ['\\Answered'] : [])]
}

/** Work put off until later, which stops with the demo and does not keep the process alive. */
class Later {
  readonly #timers = new Set<NodeJS.Timeout>()

  run(delayMs: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      void work()
    }, delayMs)
    timer.unref()
    this.#timers.add(timer)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }
}

/**
 * Starts the demo shop: an IMAP and an SMTP server on the loopback address, with a mailbox laid out for this moment.
 *
 * Everything is in memory and nothing leaves the computer. Customers write back to what is sent to them, and one new
 * customer writes after a while. The promise rejects where a file of the demo is missing or broken, which is a bug, or where
 * the loopback address gives no port.
 */
export async function startDemoShop(options: DemoOptions): Promise<RunningDemo> {
  const { now, answerAfterMs = 45_000, newcomerAfterMs = 120_000 } = options
  const password = randomBytes(18).toString('base64url')
  const user = demoShop.address
  const readAttachment = attachmentReader(options.attachmentFolder)
  const conversations = await readConversations(options.mailFolder)
  const laid = layOut(conversations, { now: now(), hours: demoShop.hours })
  const storedIn = (folder: LaidMessage['folder']): Promise<readonly StoredMail[]> =>
    Promise.all(
      laid
        .filter((message) => message.folder === folder)
        .map(async (message) => ({
          receivedAt: message.receivedAt,
          flags: flagsOf(message),
          source: await rfc822(message.fields, readAttachment),
        })),
    )
  const mailbox = await startMailbox({ user, password, now, mails: { INBOX: await storedIn('INBOX'), Sent: await storedIn('Sent') } })
  const customers = new Customers([...conversations, ...newcomers])
  const later = new Later()

  const onMail = ({ recipients, source }: AcceptedMail): void => {
    const mail = readSentMail(source)
    const sentAt = now()
    for (const recipient of new Set(recipients)) {
      if (recipient === demoShop.address) mailbox.deliver('INBOX', { receivedAt: sentAt, flags: [], source })
      else
        later.run(answerAfterMs, async () => {
          const answer = customers.answerTo(recipient, mail, sentAt, now())
          if (answer !== null)
            mailbox.deliver('INBOX', { receivedAt: answer.sentAt, flags: [], source: await rfc822(answer, readAttachment) })
        })
    }
  }
  const mailDrop = await startMailDrop({ user, password, onMail })

  later.run(newcomerAfterMs, async () => {
    const newcomer = newcomers[randomInt(newcomers.length)]
    if (newcomer === undefined) return
    const [message] = layOut([newcomer], { now: now(), hours: demoShop.hours })
    if (message === undefined) return
    const receivedAt = now()
    mailbox.deliver('INBOX', { receivedAt, flags: [], source: await rfc822({ ...message.fields, sentAt: receivedAt }, readAttachment) })
  })

  return {
    account: {
      address: demoShop.address,
      imap: { host: '127.0.0.1', port: mailbox.port, security: 'loopback' },
      smtp: { host: '127.0.0.1', port: mailDrop.port, security: 'loopback' },
    },
    password,
    replyDelayMs: answerAfterMs,
    stop: async () => {
      later.stop()
      await Promise.all([mailbox.stop(), mailDrop.stop()])
    },
  }
}

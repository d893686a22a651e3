import type { AdminCalls } from '#contract/admin.ts'
import type { Account, Credentials } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import { mailCalls, type MailCalls, type MailEvents } from '#contract/mailroom.ts'
import { serveCalls, type Channel, type EventSender, type Handlers } from '#contract/rpc.ts'
import type { OutgoingMail, SendStage } from '#contract/outgoing.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { discoverSettings } from './account/discover.ts'
import { systemDiscoveryPorts } from './account/system-ports.ts'
import { fetchImage, publicImagePorts } from './image/fetch-image.ts'
import { openImap } from './imap/open-imap.ts'
import { imapLoginOf, MailSession } from './imap/mail-session.ts'
import { countKept, exportKept } from './journal/export-journal.ts'
import type { Journal } from './journal/journal.ts'
import { PartDownloads } from './imap/part-downloads.ts'
import type { ImapTimings } from './imap/timings.ts'
import type { MimePool } from './mime/mime-pool.ts'
import { packMails } from './mime/pack-mails.ts'
import { composeMail } from './smtp/compose.ts'
import { sendMail, smtpLoginOf, type SendOutcome } from './smtp/send-mail.ts'
import { testSmtp } from './smtp/smtp-options.ts'

const farewellMs = 2_000

const noAccount: Failure = { code: 'password-missing', detail: 'no password yet' }

/** Everything the mailroom does, apart from the process around it: accounts from main, mail for the worker. */
export class Mailroom {
  readonly #journal: Journal
  readonly #options: { readonly pool?: MimePool; readonly timings?: ImapTimings }
  readonly #listeners = new Set<EventSender<MailEvents>>()
  #account: Account | null = null
  #credentials: Credentials | null = null
  #session: MailSession | null = null
  readonly #attempts = new Map<string, Promise<Result<SendOutcome, Failure>>>()
  #worker: Channel | null = null
  /** Outlives connections: a download that was cut goes on over the next one. */
  readonly #downloads = new PartDownloads()

  /** `pool` reads whole sources in a thread of its own; `timings` are shorter in tests. */
  constructor(journal: Journal, options: { pool?: MimePool; timings?: ImapTimings } = {}) {
    this.#journal = journal
    this.#options = options
  }

  readonly admin: Handlers<AdminCalls> = {
    discover: async ({ address }) => ok(await discoverSettings(address, systemDiscoveryPorts)),
    tryAccount: async ({ account, credentials }) => {
      const imap = await openImap(imapLoginOf(account, credentials))
      if (!imap.ok) return imap
      // Said good-bye to, but not waited for: it has answered what it was asked.
      void imap.value.logout().catch(() => {})
      setTimeout(() => imap.value.close(), farewellMs).unref()
      const smtp = await testSmtp(smtpLoginOf(account, credentials))
      return smtp.ok ? ok({}) : smtp
    },
    useAccount: async (choice) => {
      await this.#session?.close()
      this.#session = null
      this.#account = choice?.account ?? null
      this.#credentials = choice?.credentials ?? null
      return ok({})
    },
    countKept: async () => ok(countKept(this.#journal.records())),
    exportKept: async ({ folder }) => {
      try {
        return ok({ folder: await exportKept(this.#journal.records(), folder) })
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error)
        return failed({ code: detail.includes('ENOSPC') ? 'disk-full' : 'bug', detail })
      }
    },
  }

  /** Serves one worker over its port. */
  serve(channel: Channel): void {
    const send = serveCalls<MailCalls, MailEvents>(channel, mailCalls, this.#mail)
    this.#worker = channel
    this.#listeners.clear()
    this.#listeners.add(send)
  }

  #report: EventSender<MailEvents> = (name, value) => {
    for (const listener of this.#listeners) listener(name, value)
  }

  #inSession<Value>(work: (session: MailSession) => Promise<Value>): Promise<Value | { ok: false; failure: Failure }> {
    return this.#session === null ? Promise.resolve(failed({ code: 'connection-lost', detail: 'not connected' })) : work(this.#session)
  }

  async #attempt(mail: OutgoingMail, answersKey: string): Promise<Result<SendOutcome, Failure>> {
    if (this.#account === null || this.#credentials === null) return failed(noAccount)
    const report = (stage: SendStage): void => {
      this.#report('sendProgress', { draftId: mail.draftId, stage })
    }
    const note = (state: 'dot-sent' | 'accepted'): Promise<void> =>
      this.#journal.write({ kind: 'outbox', mail, answersKey, state, heldUntil: 0 })
    const sent = await sendMail(smtpLoginOf(this.#account, this.#credentials), mail, report, () => note('dot-sent'))
    // Nobody may hear the answer: a window can end while the server takes the mail.
    if (sent.ok) await note('accepted').catch(() => {})
    return sent
  }

  readonly #mail: Handlers<MailCalls> = {
    open: async ({ withStatuses }) => {
      if (this.#account === null || this.#credentials === null) return failed(noAccount)
      this.#session ??= new MailSession(
        this.#account,
        this.#credentials,
        {
          folderChanged: (path) => {
            this.#report('folderChanged', { path })
          },
          connectionLost: (failure) => {
            this.#report('connectionLost', { failure })
          },
        },
        { ...this.#options, downloads: this.#downloads },
      )
      return await this.#session.open(withStatuses)
    },
    close: async () => {
      await this.#session?.close()
      this.#session = null
      return ok({})
    },
    statuses: ({ paths }) => this.#inSession((session) => session.statuses(paths)),
    changes: ({ path, uidValidity, sinceModseq }) => this.#inSession((session) => session.changes(path, uidValidity, sinceModseq)),
    fetchNewest: ({ path, count }) =>
      this.#inSession(async (session) => {
        const newest = await session.fetchNewest(path, count)
        return newest.ok ? ok({ status: newest.value.status, ...packMails(newest.value.mails) }) : newest
      }),
    listUids: ({ from, ...view }) => this.#inSession((session) => session.listUids(view, from)),
    listUidsAnew: (view) => this.#inSession((session) => session.listUidsAnew(view)),
    fetchMail: ({ uids, ...view }) =>
      this.#inSession(async (session) => {
        const fetched = await session.fetchMail(view, uids)
        return fetched.ok ? ok(packMails(fetched.value.mails)) : fetched
      }),
    fetchKeys: ({ uids, ...view }) => this.#inSession((session) => session.fetchKeys(view, uids)),
    fetchFlags: ({ from, to, ...view }) => this.#inSession((session) => session.fetchFlags(view, from, to)),
    setFlags: ({ uid, add, remove, ...view }) => this.#inSession((session) => session.setFlags(view, uid, add, remove)),
    moveMail: ({ uid, to, ...view }) => this.#inSession((session) => session.moveMail(view, uid, to)),
    fetchSource: ({ uid, ...view }) => this.#inSession((session) => session.fetchPart(view, uid, '')),
    fetchAttachment: ({ uid, part, ...view }) => this.#inSession((session) => session.fetchPart(view, uid, part)),
    watch: ({ path }) => this.#inSession((session) => session.watch(path)),
    findByMessageId: ({ path, messageId }) => this.#inSession((session) => session.findByMessageId(path, messageId)),
    send: async ({ mail, answersKey }) => {
      const { draftId } = mail
      const worker = this.#worker
      const before = this.#attempts.get(draftId)
      const attempt = before ?? this.#attempt(mail, answersKey)
      this.#attempts.set(draftId, attempt)
      const outcome = await attempt
      // Whose worker ended meanwhile (a crashed window) goes on, and its outcome is kept for the worker that asks next.
      if (before !== undefined || this.#worker === worker) this.#attempts.delete(draftId)
      return outcome
    },
    fileSent: ({ path, mail }: { path: string; mail: OutgoingMail }) =>
      this.#inSession(async (session) => session.appendOnce(path, mail.messageId, await composeMail(mail), mail.writtenAt)),
    fetchImage: ({ url }) => fetchImage(url, publicImagePorts),
    writeJournal: async ({ record }) => {
      try {
        await this.#journal.write(record)
        return ok({})
      } catch (error) {
        const detail = error instanceof Error ? error.message : String(error)
        return failed({ code: detail.includes('ENOSPC') ? 'disk-full' : 'bug', detail })
      }
    },
    readJournal: async () => {
      const { problem } = this.#journal
      return problem === null ? ok({ records: this.#journal.records() }) : failed({ code: 'bug', detail: problem })
    },
  }
}

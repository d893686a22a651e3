import type { ImapFlow } from 'imapflow'
import type { Account, Credentials } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import type { Folder } from '#contract/mailroom.ts'
import type { FetchedMail } from '#contract/mail.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { failureOf } from '../net/failure-of.ts'
import { presetOfHost } from '../account/presets.ts'
import { openImap, type ImapLogin } from './open-imap.ts'
import { readMails } from './read-mails.ts'
import { fetchAttachment } from './read-attachment.ts'

type View = { readonly path: string; readonly uidValidity: string }
type Reports = { readonly folderChanged: (path: string) => void; readonly connectionLost: (failure: Failure) => void }

/** How long a provider may take to file a sent mail by itself. */
const selfFilingMs = 1_000

const lost: Failure = { code: 'connection-lost', detail: 'not connected' }

/** The log-in of an account's IMAP side. */
export function imapLoginOf(account: Account, credentials: Credentials): ImapLogin {
  const provider = presetOfHost(account.imap.host)
  return {
    server: account.imap,
    user: account.user ?? account.address,
    password: credentials.password,
    ...(provider === undefined ? {} : { provider }),
  }
}

/**
 * One account's IMAP side: a connection that works and one that waits (IDLE), both opened by `open`.
 *
 * imapflow runs one command at a time, so work goes through a folder lock. A UID is used only with the UIDVALIDITY it
 * was read under; where that has changed the call answers `folder-changed`.
 */
export class MailSession {
  readonly #account: Account
  readonly #credentials: Credentials
  readonly #reports: Reports
  #work: ImapFlow | null = null
  #waiting: ImapFlow | null = null
  #ended = false

  constructor(account: Account, credentials: Credentials, reports: Reports) {
    this.#account = account
    this.#credentials = credentials
    this.#reports = reports
  }

  async open(): Promise<Result<{ folders: Folder[] }, Failure>> {
    if (this.#work?.usable !== true) {
      const opened = await this.#connect()
      if (!opened.ok) return opened
      this.#work = opened.value
      this.#work.on('close', () => {
        if (!this.#ended) this.#reports.connectionLost(lost)
      })
    }
    return await this.#run(async (client) => {
      const folders = await client.list()
      return {
        folders: folders.filter((folder) => !folder.flags.has('\\Noselect')).map((folder) => ({ path: folder.path, role: roleOf(folder) })),
      }
    })
  }

  async status(
    path: string,
  ): Promise<Result<{ uidValidity: string; uidNext: number; exists: number; highestModseq: string | null }, Failure>> {
    return await this.#run(async (client) => {
      // imapflow answers for the open folder from what it heard when it was opened: open it anew (never CLOSE, that expunges).
      if (client.mailbox !== false && client.mailbox.path === path) await client.mailboxOpen(path)
      const status = await client.status(path, {
        messages: true,
        uidNext: true,
        uidValidity: true,
        highestModseq: client.capabilities.has('CONDSTORE'),
      })
      if (status === false) throw new Error(`no status of ${path}`)
      return {
        uidValidity: String(status.uidValidity ?? 0),
        uidNext: status.uidNext ?? 1,
        exists: status.messages ?? 0,
        highestModseq: status.highestModseq === undefined ? null : String(status.highestModseq),
      }
    })
  }

  async listUids(view: View, from: number): Promise<Result<{ uids: number[] }, Failure>> {
    return await this.#inFolder(view, async (client) => {
      const uids = await client.search({ uid: `${from}:*` }, { uid: true })
      // "n:*" always names the last message, even one below n (RFC 3501 section 6.4.8).
      return { uids: uids === false || uids === undefined ? [] : uids.filter((uid) => uid >= from).sort((a, b) => a - b) }
    })
  }

  async fetchMail(view: View, uids: readonly number[]): Promise<Result<{ mails: FetchedMail[] }, Failure>> {
    if (uids.length === 0) return ok({ mails: [] })
    return await this.#inFolder(view, async (client) => ({ mails: await readMails(client, uids) }))
  }

  async fetchFlags(
    view: View,
    from: number,
    sinceModseq: string | null,
  ): Promise<Result<{ flags: { uid: number; flags: string[] }[] }, Failure>> {
    return await this.#inFolder(view, async (client) => {
      const since = sinceModseq !== null && client.capabilities.has('CONDSTORE') ? { changedSince: BigInt(sinceModseq) } : {}
      const rows = await client.fetchAll(`${from}:*`, { uid: true, flags: true }, { uid: true, ...since })
      return { flags: rows.filter((row) => row.uid >= from).map((row) => ({ uid: row.uid, flags: [...(row.flags ?? [])] })) }
    })
  }

  async setFlags(view: View, uid: number, add: string[], remove: string[]): Promise<Result<Record<string, never>, Failure>> {
    return await this.#inFolder(view, async (client) => {
      if (add.length > 0) await client.messageFlagsAdd(String(uid), add, { uid: true })
      if (remove.length > 0) await client.messageFlagsRemove(String(uid), remove, { uid: true })
      return {}
    })
  }

  async fetchAttachment(view: View, uid: number, part: string): Promise<Result<{ bytes: Uint8Array }, Failure>> {
    const answer = await this.#inFolder(view, (client) => fetchAttachment(client, uid, part))
    return answer.ok ? answer.value : answer
  }

  async findByMessageId(path: string, messageId: string): Promise<Result<{ uids: number[] }, Failure>> {
    return await this.#inFolder({ path, uidValidity: '' }, async (client) => {
      // What another connection put here shows once the server has had its say (RFC 3501 section 5.2).
      await client.noop()
      const uids = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true })
      return { uids: uids === false || uids === undefined ? [] : uids }
    })
  }

  /**
   * Appends unless a message with that Message-ID is there already: a lost answer never makes a second copy. Some providers
   * file what they send by themselves, a moment later: looked for twice. A folder that is missing is made.
   */
  async appendOnce(path: string, messageId: string, source: Buffer, writtenAt: number): Promise<Result<{ appended: boolean }, Failure>> {
    for (const waitMs of [0, selfFilingMs]) {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      const found = await this.findByMessageId(path, messageId)
      if (!found.ok && found.failure.code !== 'folder-missing') return found
      if (found.ok && found.value.uids.length > 0) return ok({ appended: false })
    }
    return await this.#run(async (client) => {
      if (!(await client.list()).some((folder) => folder.path === path)) await client.mailboxCreate(path)
      await client.append(path, source, ['\\Seen'], new Date(writtenAt))
      return { appended: true }
    })
  }

  async watch(path: string): Promise<Result<Record<string, never>, Failure>> {
    if (this.#waiting?.usable === true) return ok({})
    const opened = await this.#connect()
    if (!opened.ok) return opened
    this.#waiting = opened.value
    const report = (): void => {
      this.#reports.folderChanged(path)
    }
    for (const event of ['exists', 'expunge', 'flags'] as const) opened.value.on(event, report)
    opened.value.on('close', () => {
      if (!this.#ended) this.#reports.connectionLost(lost)
    })
    try {
      await opened.value.mailboxOpen(path, { readOnly: true })
      void idleWhileUsable(opened.value)
      return ok({})
    } catch (error) {
      // Kept, it would count as watching while it hears nothing.
      this.#waiting = null
      opened.value.removeAllListeners('close')
      opened.value.close()
      return failed(failureOf(error, { server: this.#account.imap }))
    }
  }

  async close(): Promise<void> {
    this.#ended = true
    const clients = [this.#work, this.#waiting]
    this.#work = null
    this.#waiting = null
    for (const client of clients) client?.close()
  }

  async #connect(): Promise<Result<ImapFlow, Failure>> {
    if (this.#ended) return failed(lost)
    return await openImap(imapLoginOf(this.#account, this.#credentials))
  }

  async #run<Value>(work: (client: ImapFlow) => Promise<Value>): Promise<Result<Value, Failure>> {
    const client = this.#work
    if (client?.usable !== true) return failed(lost)
    try {
      return ok(await work(client))
    } catch (error) {
      return failed(failureOf(error, { server: this.#account.imap }))
    }
  }

  async #inFolder<Value>(view: View, work: (client: ImapFlow) => Promise<Value>): Promise<Result<Value, Failure>> {
    const answer = await this.#run<Result<Value, Failure>>(async (client) => {
      const lock = await client.getMailboxLock(view.path)
      try {
        const mailbox = client.mailbox
        if (mailbox === false) return failed({ code: 'folder-missing', detail: view.path })
        if (view.uidValidity !== '' && String(mailbox.uidValidity) !== view.uidValidity)
          return failed({ code: 'folder-changed', detail: view.path })
        return ok(await work(client))
      } finally {
        lock.release()
      }
    })
    return answer.ok ? answer.value : answer
  }
}

/** Stays in IDLE (RFC 2177), entered anew before the server's half hour is over; the connection does nothing else. */
async function idleWhileUsable(client: ImapFlow): Promise<void> {
  try {
    while (client.usable) await client.idle()
  } catch {
    client.close()
  }
}

function roleOf(folder: { path: string; specialUse?: string | undefined }): Folder['role'] {
  if (folder.path.toUpperCase() === 'INBOX') return 'inbox'
  switch (folder.specialUse) {
    case '\\Sent':
      return 'sent'
    case '\\Archive':
    case '\\All':
      return 'archive'
    case '\\Junk':
      return 'junk'
    case '\\Drafts':
      return 'drafts'
    case '\\Trash':
      return 'trash'
    default:
      return 'other'
  }
}

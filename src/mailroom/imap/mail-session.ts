import type { ImapFlow } from 'imapflow'
import type { Account, Credentials } from '#contract/account.ts'
import type { Failure } from '#contract/failure.ts'
import type { Folder, FolderStatus } from '#contract/mailroom.ts'
import type { MessageKey } from '#core/model/ids.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { presetOfHost } from '../account/presets.ts'
import type { MimePool } from '../mime/mime-pool.ts'
import type { ReadMail } from '../mime/read-mail.ts'
import { ImapConnection, type View } from './imap-connection.ts'
import { moveMessage, type MovedTo } from './move-message.ts'
import type { ImapLogin } from './open-imap.ts'
import { openWithChanges, type FolderChanges } from './open-with-changes.ts'
import { PartDownloads } from './part-downloads.ts'
import { fetchHeaderOnly, fetchKeys, fetchMails, fetchNewest, type RawMails } from './fetch-mails.ts'
import { readMails } from './read-mails.ts'
import { slowLink } from './slow-link.ts'
import { listFolders, readStatuses } from './read-statuses.ts'
import { imapTimings, type ImapTimings } from './timings.ts'

type Reports = { readonly folderChanged: (path: string) => void; readonly connectionLost: (failure: Failure) => void }
type UidFlags = { uid: number; flags: string[] }

/** A round trip to a server next door takes less. */
const nearMs = 5

const noMails: RawMails = { mails: [], refused: [], place: '' }

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
 * One account's IMAP side over two connections: `bulk` pulls and pushes, `front` waits (IDLE) and answers at once what a
 * person asks for. Where a server grants one alone, both jobs share it. A third exists for as long as one question takes
 * (`listUidsAnew`).
 *
 * A UID is used only with the UIDVALIDITY it was read under; where that has changed the call answers `folder-changed`.
 */
export class MailSession {
  readonly #login: ImapLogin
  readonly #reports: Reports
  readonly #timings: ImapTimings
  readonly #pool: MimePool | null
  readonly #downloads: PartDownloads
  readonly #link = slowLink()
  #bulk: ImapConnection | null = null
  #front: ImapConnection | null = null
  #watching: Promise<Result<Record<string, never>, Failure>> | null = null
  #ended = false

  constructor(
    account: Account,
    credentials: Credentials,
    reports: Reports,
    {
      timings = imapTimings,
      pool = null,
      downloads = new PartDownloads(),
    }: { timings?: ImapTimings; pool?: MimePool | null; downloads?: PartDownloads } = {},
  ) {
    this.#login = imapLoginOf(account, credentials)
    this.#reports = reports
    this.#timings = timings
    this.#pool = pool
    this.#downloads = downloads
  }

  async open(withStatuses: boolean): Promise<Result<{ folders: Folder[]; statuses: FolderStatus[] | null }, Failure>> {
    if (this.#bulk?.isUsable !== true) {
      const opened = await this.#connect(this.#login)
      if (!opened.ok) return opened
      this.#bulk = opened.value
    }
    return await this.#inBulk((client) => listFolders(client, withStatuses))
  }

  async statuses(paths: readonly string[]): Promise<Result<{ statuses: FolderStatus[] }, Failure>> {
    return await this.#inBulk(async (client) => ({ statuses: await readStatuses(client, paths) }))
  }

  async changes(path: string, uidValidity: string | null, sinceModseq: string | null): Promise<Result<FolderChanges, Failure>> {
    return await this.#inBulk((client) => openWithChanges(client, path, uidValidity, sinceModseq))
  }

  async fetchNewest(path: string, count: number): Promise<Result<{ status: FolderStatus; mails: ReadMail[] }, Failure>> {
    const bulk = this.#bulk
    const newest = await this.#inBulk(async (client) => {
      const { flags: _flags, vanished: _vanished, ...status } = await openWithChanges(client, path, null, null)
      const newestCount = Math.min(count, status.exists)
      return { status, raw: newestCount === 0 ? noMails : await fetchNewest(client, newestCount, status.exists) }
    })
    if (newest.ok) return ok({ status: newest.value.status, mails: await readMails(newest.value.raw, this.#pool) })
    if (bulk?.wasTooMuch !== true) return newest
    // One of them is more than we take; the pull that follows finds it by halves.
    const replaced = await this.#replaceBulk()
    return replaced.ok ? await this.fetchNewest(path, 0) : replaced
  }

  async listUids(view: View, from: number): Promise<Result<{ uids: number[] }, Failure>> {
    return await this.#inFolder(view, async (client) => ({ uids: await uidsFrom(client, from) }))
  }

  /** Asked over a connection of its own: what one connection dreams another does not repeat. */
  async listUidsAnew(view: View): Promise<Result<{ uids: number[] }, Failure>> {
    if (this.#ended) return failed(lost)
    let opened = await ImapConnection.open(this.#login, this.#timings)
    if (!opened.ok && opened.failure.code === 'too-many-connections' && this.#front !== null) {
      // A server at its limit: the one that waits makes room, and comes back with the next `watch`.
      this.#front.client.removeAllListeners('close')
      this.#front.end()
      this.#front = null
      opened = await ImapConnection.open(this.#login, this.#timings)
    }
    if (!opened.ok && opened.failure.code === 'too-many-connections' && this.#bulk !== null) return await this.#askOverNewBulk(view)
    if (!opened.ok) return opened
    const connection = opened.value
    const listed = await connection.inFolder(view, async (client) => ({ uids: await uidsFrom(client, 1) }))
    connection.end()
    return listed
  }

  /** A server that grants one connection alone: the one that works is given up for a new one. */
  async #askOverNewBulk(view: View): Promise<Result<{ uids: number[] }, Failure>> {
    const before = this.#bulk
    before?.client.removeAllListeners('close')
    before?.end()
    const opened = await this.#connect(this.#login)
    this.#bulk = opened.ok ? opened.value : null
    if (!opened.ok) return failed(lost)
    return await opened.value.inFolder(view, async (client) => ({ uids: await uidsFrom(client, 1) }))
  }

  async fetchMail(view: View, uids: readonly number[]): Promise<Result<{ mails: ReadMail[] }, Failure>> {
    if (uids.length === 0) return ok({ mails: [] })
    const bulk = this.#bulk
    const fetched = await this.#inFolder(view, async (client) => {
      const stopMeasuring = this.#link.measure(client)
      const raw = await fetchMails(client, uids)
      stopMeasuring()
      return raw
    })
    if (!fetched.ok) return bulk?.wasTooMuch === true ? await this.#fetchHalves(view, uids) : fetched
    await this.#compressIfItPays()
    return ok({ mails: await readMails(fetched.value, this.#pool) })
  }

  /** The answer for one of these is more than we take, and ended the connection: over new ones the halves, down to that one alone. */
  async #fetchHalves(view: View, uids: readonly number[]): Promise<Result<{ mails: ReadMail[] }, Failure>> {
    const replaced = await this.#replaceBulk()
    if (!replaced.ok) return replaced
    const [only] = uids
    if (uids.length === 1 && only !== undefined) {
      const raw = await this.#inFolder(view, (client) => fetchHeaderOnly(client, only))
      return raw.ok ? ok({ mails: await readMails(raw.value, this.#pool) }) : raw
    }
    const half = Math.ceil(uids.length / 2)
    const first = await this.fetchMail(view, uids.slice(0, half))
    if (!first.ok) return first
    const second = await this.fetchMail(view, uids.slice(half))
    return second.ok ? ok({ mails: [...first.value.mails, ...second.value.mails] }) : second
  }

  async #replaceBulk(): Promise<Result<null, Failure>> {
    const opened = await this.#connect(this.#login)
    if (!opened.ok) return opened
    this.#bulk = opened.value
    return ok(null)
  }

  async fetchKeys(view: View, uids: readonly number[]): Promise<Result<{ keys: (UidFlags & { key: MessageKey })[] }, Failure>> {
    return await this.#inFolder(view, async (client) => ({ keys: await fetchKeys(client, uids) }))
  }

  async fetchFlags(view: View, from: number, to: number): Promise<Result<{ flags: UidFlags[] }, Failure>> {
    return await this.#inFolder(view, async (client) => {
      const rows = await client.fetchAll(`${from}:${to}`, { uid: true, flags: true }, { uid: true })
      return { flags: rows.map((row) => ({ uid: row.uid, flags: [...(row.flags ?? [])] })) }
    })
  }

  async setFlags(view: View, uid: number, add: string[], remove: string[]): Promise<Result<Record<string, never>, Failure>> {
    return await this.#inFolder(view, async (client) => {
      const added = add.length === 0 || (await client.messageFlagsAdd(String(uid), add, { uid: true }))
      const removed = remove.length === 0 || (await client.messageFlagsRemove(String(uid), remove, { uid: true }))
      // imapflow answers false where the server refused, and where the connection ended.
      if (!added || !removed) throw new Error('the server did not take the flags')
      return {}
    })
  }

  /** Without MOVE and UIDPLUS a move would end in EXPUNGE, which also takes away what others have marked: refused. */
  async moveMail(view: View, uid: number, to: string): Promise<Result<{ place: MovedTo }, Failure>> {
    const answer = await this.#inFolder<Result<{ place: MovedTo }, Failure>>(view, async (client) => {
      if (!client.capabilities.has('MOVE') && !client.capabilities.has('UIDPLUS')) return failed({ code: 'cannot-move', detail: view.path })
      const place = await moveMessage(client, view.path, uid, to)
      if (place === false) return failed(client.usable ? { code: 'cannot-move', detail: to } : lost)
      return ok({ place })
    })
    return answer.ok ? answer.value : answer
  }

  async fetchPart(view: View, uid: number, part: string): Promise<Result<{ bytes: Uint8Array }, Failure>> {
    const connection = this.#front?.isUsable === true ? this.#front : this.#bulk
    if (connection === null) return failed(lost)
    const name = JSON.stringify([view.path, view.uidValidity, uid, part])
    const answer = await connection.inFolder(view, (client) => this.#downloads.fetch(client, name, uid, part), { urgent: true })
    return answer.ok ? answer.value : answer
  }

  async findByMessageId(path: string, messageId: string): Promise<Result<{ uids: number[] }, Failure>> {
    return await this.#inFolder(
      { path, uidValidity: '' },
      async (client) => {
        const uids = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true })
        return { uids: uids === false || uids === undefined ? [] : uids }
      },
      { isFresh: true },
    )
  }

  /**
   * Appends unless a message with that Message-ID is there already: a lost answer never makes a second copy. Some providers
   * file what they send by themselves, a moment later: looked for twice. A folder that is missing is made.
   */
  async appendOnce(path: string, messageId: string, source: Buffer, writtenAt: number): Promise<Result<{ appended: boolean }, Failure>> {
    for (const waitMs of [0, this.#timings.selfFilingMs]) {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      const found = await this.findByMessageId(path, messageId)
      if (!found.ok && found.failure.code !== 'folder-missing') return found
      if (found.ok && found.value.uids.length > 0) return ok({ appended: false })
    }
    return await this.#inBulk(async (client) => {
      if (!(await client.list()).some((folder) => folder.path === path)) await client.mailboxCreate(path)
      await client.append(path, source, ['\\Seen'], new Date(writtenAt))
      return { appended: true }
    })
  }

  /** Waits for news of a folder on the second connection; without one (a server at its limit) there is polling alone. */
  async watch(path: string): Promise<Result<Record<string, never>, Failure>> {
    if (this.#front?.isUsable === true) return ok({})
    this.#watching ??= this.#beginWatch(path).finally(() => {
      this.#watching = null
    })
    return await this.#watching
  }

  async #beginWatch(path: string): Promise<Result<Record<string, never>, Failure>> {
    const opened = await this.#connect(this.#login)
    if (!opened.ok) return opened
    const front = opened.value
    const report = (): void => {
      this.#reports.folderChanged(path)
    }
    for (const event of ['exists', 'expunge', 'flags'] as const) front.client.on(event, report)
    const begun = await front.inFolder({ path, uidValidity: '' }, () => Promise.resolve({}))
    if (!begun.ok) {
      // Kept, it would count as watching while it hears nothing.
      front.client.removeAllListeners('close')
      front.end()
      return begun
    }
    this.#front = front
    void this.#wait(front, path)
    // What came between the last look and this one is news that nobody else tells.
    report()
    return ok({})
  }

  async close(): Promise<void> {
    this.#ended = true
    const connections = [this.#bulk, this.#front]
    this.#bulk = null
    this.#front = null
    for (const connection of connections) connection?.end()
  }

  /** Idles on the folder whenever nothing else is asked, and probes now and then: a dead line says nothing by itself. */
  async #wait(front: ImapConnection, path: string): Promise<void> {
    const probe = setInterval(() => {
      void front.run((client) => client.noop())
    }, this.#timings.probeMs)
    while (front.isUsable) {
      await front.quiet()
      if (front.client.mailbox !== false && front.client.mailbox.path !== path)
        await front.inFolder({ path, uidValidity: '' }, () => Promise.resolve())
      else if (!front.client.capabilities.has('IDLE')) await new Promise((resolve) => setTimeout(resolve, this.#timings.probeMs))
      else await front.client.idle().catch(() => {})
    }
    clearInterval(probe)
  }

  /** On a slow line text comes in a third of the time over a compressing connection; on a fast one in twenty times. */
  async #compressIfItPays(): Promise<void> {
    const bulk = this.#bulk
    if (bulk === null || this.#login.compress === true || !this.#link.isSlow() || !bulk.client.capabilities.has('COMPRESS=DEFLATE')) return
    this.#link.settle()
    // A server so near is on this machine or in this house: what is slow is not the line.
    const askedAt = performance.now()
    const answered = await bulk.run((client) => client.noop())
    if (!answered.ok || performance.now() - askedAt < nearMs) return
    const opened = await this.#connect({ ...this.#login, compress: true })
    if (!opened.ok || this.#bulk !== bulk) return
    this.#bulk = opened.value
    bulk.client.removeAllListeners('close')
    await bulk.quiet()
    bulk.end()
  }

  async #connect(login: ImapLogin): Promise<Result<ImapConnection, Failure>> {
    if (this.#ended) return failed(lost)
    const opened = await ImapConnection.open(login, this.#timings, () => {
      if (!this.#ended) this.#reports.connectionLost(lost)
    })
    if (opened.ok && this.#ended) opened.value.end()
    return opened
  }

  #inBulk<Value>(work: (client: ImapFlow) => Promise<Value>): Promise<Result<Value, Failure>> {
    return this.#bulk === null ? Promise.resolve(failed(lost)) : this.#bulk.run(work)
  }

  #inFolder<Value>(
    view: View,
    work: (client: ImapFlow) => Promise<Value>,
    options: { isFresh?: boolean } = {},
  ): Promise<Result<Value, Failure>> {
    return this.#bulk === null ? Promise.resolve(failed(lost)) : this.#bulk.inFolder(view, work, options)
  }
}

async function uidsFrom(client: ImapFlow, from: number): Promise<number[]> {
  const uids = await client.search({ uid: `${from}:*` }, { uid: true })
  if (uids === false || uids === undefined) throw new Error('the folder could not be listed')
  // "n:*" always names the last message, even one below n (RFC 3501 section 6.4.8).
  return uids.filter((uid) => uid >= from).sort((a, b) => a - b)
}

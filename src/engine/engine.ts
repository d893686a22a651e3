import type { Account } from '#contract/account.ts'
import type { Command } from '#contract/commands.ts'
import type { Failure } from '#contract/failure.ts'
import type { JournalRecord } from '#contract/journal.ts'
import type { Folder, FolderStatus } from '#contract/mailroom.ts'
import type { SendStage } from '#contract/outgoing.ts'
import { withChanges, type Settings, type SettingsChange } from '#contract/shop.ts'
import { failed, type Result } from '#core/model/result.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { replyDue } from '#core/target/reply-due.ts'
import { changeMailbox } from '#data/write/change-mailbox.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'
import type { OddReason, SyncStatus } from '#data/schema.ts'
import { fetchAttachment, sourceName } from './commands/fetch-files.ts'
import { Lessons } from './commands/lessons.ts'
import { runCommand } from './commands/run-command.ts'
import { ConnectionLoop } from './connection-loop.ts'
import { isDiskFull } from './disk-full.ts'
import { IdleFiles } from './files/idle-files.ts'
import { Outbox } from './outbox/outbox.ts'
import type { EnginePorts } from './ports.ts'
import { wantedFolders } from './pull/wanted-folders.ts'
import { PullPace } from './pull/pull-pace.ts'
import type { Stumble, WantedFolder } from './pull/pull-context.ts'
import { pullMailbox } from './pull/pull-mailbox.ts'
import { ChangePusher } from './push/push-changes.ts'
import { Indexer } from './search/indexer.ts'
import { hoursOf, readSettings } from './settings.ts'
import { joinStore } from './start/join-store.ts'
import { engineTimings, type EngineTimings } from './timings.ts'
import { writeJournal } from './write-journal.ts'

/** A message that could not be read is kept as it lies on the server, for whoever wants to look. */
const sourceKept = new Set<OddReason>(['no-structure', 'too-complex', 'text-not-sent'])

/** How long to wait for a mailroom that is coming back. */
const journalRetryMs = 100

/** How long to wait for room on a disk that was full at start. */
const fullDiskRetryMs = 5_000

/** The imperative shell: one account's pull, outbox and commands around one connection loop. All its state is in the store and the journal. */
export class Engine {
  readonly ports: EnginePorts
  readonly outbox: Outbox
  readonly indexer: Indexer
  readonly lessons: Lessons
  readonly #defaults: Settings
  readonly #timings: EngineTimings
  readonly #loop: ConnectionLoop
  readonly #changes: ChangePusher
  readonly #pace: PullPace
  readonly #idleFiles: IdleFiles
  readonly #stumbles = new Map<string, Stumble>()
  readonly #tidied = new Set<string>()
  #account: Account | null = null
  #serverFolders: readonly Folder[] = []
  /** How folders stood when the connection was opened, for the first look. */
  #statuses: readonly FolderStatus[] | null = null
  #folders: readonly WantedFolder[] = []
  #spotChecked = new Set<string>()
  #lastHeardAt: number | null = null
  /** A person wants held deletions looked at now. */
  #looksNowSince: number | null = null
  #passes = 0

  constructor(ports: EnginePorts, defaults: Settings, timings: EngineTimings = engineTimings) {
    this.ports = ports
    this.#defaults = defaults
    this.#timings = timings
    this.outbox = new Outbox(ports, () => {
      this.wake()
    })
    this.indexer = new Indexer(ports.database, () => `${ports.now()}-${Math.floor(ports.dice() * 1e9)}`)
    this.lessons = new Lessons(ports.database)
    this.#changes = new ChangePusher(ports)
    this.#pace = new PullPace(ports)
    this.#idleFiles = new IdleFiles(ports, () => this.settings())
    this.#loop = new ConnectionLoop({
      open: () => {
        this.#spotChecked = new Set()
        this.#passes = 0
        return this.#open()
      },
      pass: () => this.#pass(),
      close: async () => {
        await ports.mail()?.close({})
      },
      report: (state, failure) => this.#report(state, failure),
      after: ports.after,
      dice: ports.dice,
      now: ports.now,
      timings,
    })
  }

  get account(): Account | null {
    return this.#account
  }

  /** Joins the journal with the store, then connects if there is an account. */
  async start(account: Account | null, firstSettings: SettingsChange | null): Promise<void> {
    const { database, mail, after } = this.ports
    let journal = await mail()?.readJournal({})
    // Unread, it would leave the outbox as a crash left it: a mailroom that ends right now is waited for.
    while (journal?.ok === false && journal.failure.code === 'connection-lost') {
      await new Promise<void>((resolve) => {
        after(journalRetryMs, resolve)
      })
      journal = await mail()?.readJournal({})
    }
    if (journal?.ok === true) await this.#join(journal.value.records)
    await this.lessons.learn()
    if (firstSettings !== null && (await database.values.get('settings')) === undefined) await this.saveSettings(firstSettings)
    await this.useAccount(account)
  }

  /** A disk that is full at start is waited for: nothing may leave before store and journal agree. */
  async #join(records: readonly JournalRecord[]): Promise<void> {
    const { after, showOutside } = this.ports
    for (;;) {
      try {
        const joined = await joinStore(this.ports, records)
        showOutside?.(joined.ok ? null : joined.failure)
        await this.outbox.begin()
        return
      } catch (error) {
        if (!isDiskFull(error)) throw error
        showOutside?.({ code: 'disk-full', detail: String(error).slice(0, 2000) })
        await new Promise<void>((resolve) => {
          after(fullDiskRetryMs, resolve)
        })
      }
    }
  }

  async useAccount(account: Account | null): Promise<void> {
    this.#pace.interrupt()
    await this.#loop.stop()
    this.#account = account
    this.outbox.useAddress(account?.address ?? null)
    if (account === null) return
    await changeMailbox(this.ports.database, account.address)
    this.#loop.start()
  }

  run(command: Command): Promise<Result<Record<string, never>, Failure>> {
    return runCommand(this, command).catch((error: unknown) => {
      if (!isDiskFull(error)) throw error
      const failure: Failure = { code: 'disk-full', detail: String(error).slice(0, 2000) }
      this.ports.showOutside?.(failure)
      return failed(failure)
    })
  }

  /** There may be something to do: what is under way makes room for it. */
  wake(): void {
    this.#pace.interrupt()
    this.#loop.wake()
  }

  /** The network changed, or the computer slept. */
  reconnect(): void {
    this.#loop.reconnect()
  }

  /** Older mail waits, or goes on coming. */
  async pause(isPaused: boolean): Promise<void> {
    await this.#pace.pause(isPaused)
    this.wake()
  }

  /** A helper asks for a round now, also where a failure waits for a person. */
  tryNow(): void {
    this.#looksNowSince = this.ports.now()
    this.#loop.tryNow()
  }

  connectionLost(): void {
    this.#loop.connectionLost()
  }

  async sendProgress(draftId: string, stage: SendStage): Promise<void> {
    await this.outbox.progress(draftId, stage)
  }

  settings(): Promise<Settings> {
    return readSettings(this.ports.database, this.#defaults)
  }

  async hours(): Promise<ShopHours> {
    return hoursOf(await this.settings())
  }

  /** Keeps settings; new shop hours change every open target at once. */
  async saveSettings(changes: SettingsChange): Promise<void> {
    const { database } = this.ports
    const before = await this.settings()
    const settings = withChanges(before, changes)
    const { conversations, values } = database
    await database.transaction('rw', [...database.mailTables, values], async () => {
      await values.put({ name: 'settings', value: settings })
      if (JSON.stringify(before.shopHours) === JSON.stringify(settings.shopHours)) return
      const open = await conversations.where('[shelf+lastAt]').between(['open', 0], ['open', Infinity]).toArray()
      await shelveConversations(
        database,
        open.map((row) => row.id),
        hoursOf(settings),
      )
    })
    await writeJournal(this.ports, { kind: 'settings', settings })
  }

  async #open(): Promise<Failure | null> {
    const client = this.ports.mail()
    if (client === null) return { code: 'connection-lost', detail: 'the mailroom is restarting' }
    const opening = client.open({ withStatuses: (await this.ports.database.folders.count()) > 0 })
    // The calendar plans its days on first use, while the server answers.
    replyDue(this.ports.now(), await this.hours())
    const opened = await opening
    if (!opened.ok) return opened.failure
    const { folders, statuses } = opened.value
    if (JSON.stringify(folders) !== JSON.stringify(this.#serverFolders))
      await this.ports.database.values.put({ name: 'folders', value: folders })
    this.#serverFolders = folders
    this.#statuses = statuses
    return null
  }

  async #pass(): Promise<Failure | 'again' | null> {
    const client = this.ports.mail()
    const account = this.#account
    if (client === null || account === null) return { code: 'connection-lost', detail: 'the mailroom is restarting' }
    this.#pace.begin()
    this.#passes += 1
    const pulled = await this.#pull(client, account)
    this.#looksNowSince = null
    if (pulled !== null) return pulled
    // Nobody waits for the second connection; without it (a server at its limit) polling goes on.
    void client.watch({ path: this.#folders.find((folder) => folder.role === 'inbox')?.path ?? 'INBOX' })
    const { changes, outbox } = this.ports.database
    const isPushing = (await Promise.all([changes.count(), outbox.count()])).some((count) => count > 0)
    const pushed = isPushing ? ((await this.#changes.push()) ?? (await this.outbox.flush())) : null
    if (pushed !== null) return pushed
    this.indexer.wake()
    this.#idleFiles.wake()
    // The first reply of a mailbox without a Sent folder has just made one.
    if (!this.#folders.some((folder) => folder.role === 'sent')) await this.#open()
    // Older mail was left for what was asked meanwhile.
    if (this.#pace.isInterrupted) return 'again'
    if (!isPushing) return null
    // What was just sent stops its clock from Sent, and flags it set go out, in the same round.
    return (await this.#pull(client, account)) ?? (await this.#changes.push())
  }

  async #pull(client: NonNullable<ReturnType<EnginePorts['mail']>>, account: Account): Promise<Failure | null> {
    const settings = await this.settings()
    this.#folders = wantedFolders(this.#serverFolders, settings)
    const statuses = this.#statuses
    this.#statuses = null
    // A mailbox without one gets a Sent folder with its first reply.
    this.outbox.useSentFolder(this.#folders.find((folder) => folder.role === 'sent')?.path ?? 'Sent')
    return await pullMailbox(
      {
        database: this.ports.database,
        mail: client,
        hours: hoursOf(settings),
        statuses,
        tidied: this.#tidied,
        ownAddresses: new Set([account.address, ...account.addresses]),
        layer: this.lessons.layer,
        now: this.ports.now,
        timings: this.#timings,
        spotChecked: this.#spotChecked,
        looksNowSince: this.#looksNowSince,
        spotChecksAll: this.#passes > 2,
        isOnServer: (path) => this.#serverFolders.some((folder) => folder.path === path),
        stumbles: this.#stumbles,
        stored: async (batch) => {
          for (const { row } of batch.fresh)
            if (row.odd !== null && sourceKept.has(row.odd)) void fetchAttachment(this.ports, row.id, sourceName)
          await this.#report('syncing', null)
          await this.indexer.offer(batch)
        },
        pace: () => (this.#account === account ? this.#pace.now() : 'stop'),
      },
      this.#folders,
    )
  }

  async #report(state: SyncStatus['state'], failure: Failure | null): Promise<void> {
    const { database, now, showOutside } = this.ports
    if (failure === null) this.#lastHeardAt = now()
    try {
      await database.values.put({ name: 'sync', value: await this.#statusOf(state, failure) })
      showOutside?.(null)
    } catch (error) {
      // The store cannot take it: the window has to hear of it in another way.
      showOutside?.(isDiskFull(error) ? { code: 'disk-full', detail: String(error).slice(0, 2000) } : failure)
    }
  }

  async #statusOf(state: SyncStatus['state'], failure: Failure | null): Promise<SyncStatus> {
    const folders = await this.ports.database.folders.toArray()
    return {
      state,
      failure:
        failure === null
          ? null
          : { code: failure.code, detail: failure.detail, helpUrl: failure.helpUrl, certificate: failure.certificate },
      lastHeardAt: this.#lastHeardAt,
      progress: this.#pace.progress(folders),
    }
  }
}

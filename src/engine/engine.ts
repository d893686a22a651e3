import type { Account } from '#contract/account.ts'
import type { Command } from '#contract/commands.ts'
import type { Failure } from '#contract/failure.ts'
import type { Folder } from '#contract/mailroom.ts'
import type { SendStage } from '#contract/outgoing.ts'
import { withChanges, type Settings, type SettingsChange } from '#contract/shop.ts'
import type { Result } from '#core/model/result.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { changeMailbox } from '#data/write/change-mailbox.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'
import type { SyncStatus } from '#data/schema.ts'
import { runCommand } from './commands/run-command.ts'
import { ConnectionLoop } from './connection-loop.ts'
import { Outbox } from './outbox/outbox.ts'
import type { EnginePorts } from './ports.ts'
import { pullFolders } from './pull/pull-folders.ts'
import { pushFlags } from './pull/push-flags.ts'
import { hoursOf, readSettings } from './settings.ts'

/** How long to wait for a mailroom that is coming back. */
const journalRetryMs = 100

/** The imperative shell: one account's pull, outbox and commands around one connection loop. All its state is in the store and the journal. */
export class Engine {
  readonly ports: EnginePorts
  readonly outbox: Outbox
  readonly #defaults: Settings
  readonly #loop: ConnectionLoop
  #account: Account | null = null
  #folders: readonly Folder[] = []
  #lastHeardAt: number | null = null

  constructor(ports: EnginePorts, defaults: Settings) {
    this.ports = ports
    this.#defaults = defaults
    this.outbox = new Outbox(ports, () => {
      this.wake()
    })
    this.#loop = new ConnectionLoop({
      open: () => this.#open(),
      pass: () => this.#pass(),
      close: async () => {
        await ports.mail()?.close({})
      },
      report: (state, failure) => this.#report(state, failure),
      after: ports.after,
      dice: ports.dice,
    })
  }

  get account(): Account | null {
    return this.#account
  }

  /** Joins the journal with the store, then connects if there is an account. */
  async start(account: Account | null, firstSettings: SettingsChange | null): Promise<void> {
    const { database, mail, after } = this.ports
    if (firstSettings !== null && (await database.values.get('settings')) === undefined) await this.saveSettings(firstSettings)
    let journal = await mail()?.readJournal({})
    // Unread, it would leave the outbox as a crash left it: a mailroom that ends right now is waited for.
    while (journal?.ok === false && journal.failure.code === 'connection-lost') {
      await new Promise<void>((resolve) => {
        after(journalRetryMs, resolve)
      })
      journal = await mail()?.readJournal({})
    }
    if (journal?.ok === true) await this.outbox.join(journal.value.records)
    await this.useAccount(account)
  }

  async useAccount(account: Account | null): Promise<void> {
    await this.#loop.stop()
    this.#account = account
    this.outbox.useAddress(account?.address ?? null)
    if (account === null) return
    await changeMailbox(this.ports.database, account.address)
    this.#loop.start()
  }

  run(command: Command): Promise<Result<Record<string, never>, Failure>> {
    return runCommand(this, command)
  }

  wake(): void {
    this.#loop.wake()
  }

  /** A helper asks for a round now, also where a failure waits for a person. */
  tryNow(): void {
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
    const { messages, bodies, conversations, haystacks, facts, values } = database
    await database.transaction('rw', [messages, bodies, conversations, haystacks, facts, values], async () => {
      await values.put({ name: 'settings', value: settings })
      if (JSON.stringify(before.shopHours) === JSON.stringify(settings.shopHours)) return
      const open = await conversations.where('[shelf+lastAt]').between(['open', 0], ['open', Infinity]).toArray()
      await shelveConversations(
        database,
        open.map((row) => row.id),
        hoursOf(settings),
      )
    })
  }

  async #open(): Promise<Failure | null> {
    const client = this.ports.mail()
    if (client === null) return { code: 'connection-lost', detail: 'the mailroom is restarting' }
    const opened = await client.open({})
    if (!opened.ok) return opened.failure
    this.#folders = opened.value.folders
    const sent =
      this.#folders.find((folder) => folder.role === 'sent') ??
      this.#folders.find((folder) => /^(inbox[./])?(sent|sent items|sent messages|envoyés|éléments envoyés)$/i.test(folder.path))
    // A mailbox without one gets a Sent folder with its first reply.
    this.outbox.useSentFolder(sent?.path ?? 'Sent')
    const inbox = this.#folders.find((folder) => folder.role === 'inbox')
    this.#folders = [inbox, sent].filter((folder) => folder !== undefined)
    return null
  }

  async #pass(): Promise<Failure | null> {
    const client = this.ports.mail()
    const account = this.#account
    if (client === null || account === null) return { code: 'connection-lost', detail: 'the mailroom is restarting' }
    const watching = await client.watch({ path: this.#folders[0]?.path ?? 'INBOX' })
    // Without the second connection (a server at its limit) polling goes on; that is no reason to stop.
    if (!watching.ok && watching.failure.code === 'connection-lost') return watching.failure
    const pulled = await this.#pull(client, account)
    if (pulled !== null) return pulled
    const pushed = (await pushFlags(this.ports)) ?? (await this.outbox.flush())
    if (pushed !== null) return pushed
    // The first reply of a mailbox without a Sent folder has just made one.
    if (!this.#folders.some((folder) => folder.role !== 'inbox')) await this.#open()
    // What was just sent stops its clock from Sent, and flags it set go out, in the same round.
    return (await this.#pull(client, account)) ?? (await pushFlags(this.ports))
  }

  async #pull(client: NonNullable<ReturnType<EnginePorts['mail']>>, account: Account): Promise<Failure | null> {
    const pulled = await pullFolders(
      {
        database: this.ports.database,
        mail: client,
        hours: await this.hours(),
        ownAddresses: new Set([account.address, ...account.addresses]),
        goOn: () => {
          void this.#report('syncing', null)
          return this.#account === account
        },
      },
      this.#folders,
    )
    return pulled.ok ? null : pulled.failure
  }

  async #report(state: SyncStatus['state'], failure: Failure | null): Promise<void> {
    const { database, now } = this.ports
    if (failure === null) this.#lastHeardAt = now()
    const folders = await database.folders.toArray()
    const incomplete = folders.some((folder) => !folder.isComplete)
    const status: SyncStatus = {
      state,
      failure:
        failure === null
          ? null
          : { code: failure.code, detail: failure.detail, helpUrl: failure.helpUrl, certificate: failure.certificate },
      lastHeardAt: this.#lastHeardAt,
      progress: incomplete
        ? { here: sum(folders.map((folder) => folder.here)), exists: sum(folders.map((folder) => folder.exists)) }
        : null,
    }
    await database.values.put({ name: 'sync', value: status })
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

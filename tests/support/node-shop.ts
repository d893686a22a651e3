import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { accountSchema, type Account, type Credentials } from '#contract/account.ts'
import type { Command } from '#contract/commands.ts'
import { mailCalls, mailEvents, type MailCalls, type MailEvents } from '#contract/mailroom.ts'
import { connectClient, type Channel, type Client } from '#contract/rpc.ts'
import { defaultSettings, type SettingsChange } from '#contract/shop.ts'
import { ShopDatabase } from '#data/database.ts'
import { Engine } from '#engine/engine.ts'
import type { EngineTimings } from '#engine/timings.ts'
import type { ImapTimings } from '#mailroom/imap/timings.ts'
import { Journal } from '#mailroom/journal/journal.ts'
import { Mailroom } from '#mailroom/mailroom.ts'

/** Two ends of a channel inside one process; what crosses is cloned, as over a port. */
export function channelPair(): [Channel, Channel] {
  const { port1, port2 } = new MessageChannel()
  const channel = (port: MessagePort): Channel => ({
    post: (message) => {
      port.postMessage(message)
    },
    listen: (listener) => {
      port.addEventListener('message', (event) => {
        listener(event.data)
      })
      port.start()
    },
  })
  ;(port1 as unknown as { unref: () => void }).unref()
  ;(port2 as unknown as { unref: () => void }).unref()
  return [channel(port1), channel(port2)]
}

/** Engine and mailroom as plain Node, the store in memory: the whole way from a server to the store, without a window. */
export type NodeShop = {
  readonly database: ShopDatabase
  readonly engine: Engine
  readonly mail: Client<MailCalls>
  readonly run: (command: Command) => ReturnType<Engine['run']>
  readonly stop: () => Promise<void>
  readonly journalFolder: string
}

/** Starts one; `indexedDb` and `journalFolder` of an earlier one make it a restart of the same computer. */
export async function startNodeShop(options: {
  account: Omit<Account, 'addresses'> & { addresses?: string[] }
  credentials: Credentials
  now?: () => number
  settings?: SettingsChange
  indexedDb?: IDBFactory
  journalFolder?: string
  /** Shorter waits than the real ones. */
  timings?: { readonly imap?: ImapTimings; readonly engine?: EngineTimings }
  /** Sees every call to the mailroom before it is made. */
  onCall?: (name: string, input: unknown) => void
}): Promise<NodeShop> {
  const account = accountSchema.parse(options.account)
  const journalFolder = options.journalFolder ?? mkdtempSync(path.join(tmpdir(), 'comptoir-journal-'))
  const journal = new Journal(journalFolder)
  const mailroom = new Mailroom(journal, options.timings?.imap === undefined ? {} : { timings: options.timings.imap })
  await mailroom.admin.useAccount({ account, credentials: options.credentials })
  const [port, mailroomEnd] = channelPair()
  const workerEnd: Channel = {
    ...port,
    post: (message) => {
      const { kind, name, input } = message as { kind: string; name: string; input: unknown }
      if (kind === 'call') options.onCall?.(name, input)
      port.post(message)
    },
  }
  mailroom.serve(mailroomEnd)
  const database = new ShopDatabase('comptoir', { indexedDB: options.indexedDb ?? new IDBFactory(), IDBKeyRange })
  let running: Engine | null = null
  const mail = connectClient<MailCalls, MailEvents>(workerEnd, mailCalls, mailEvents, (name, value) => {
    if (name === 'folderChanged') running?.wake()
    else if (name === 'connectionLost') running?.connectionLost()
    else if ('stage' in value) void running?.sendProgress(value.draftId, value.stage)
  })
  const engine = new Engine(
    {
      database,
      mail: () => mail,
      now: options.now ?? Date.now,
      after: (delayMs, work) => {
        const timer = setTimeout(work, delayMs)
        return () => {
          clearTimeout(timer)
        }
      },
      dice: Math.random,
    },
    defaultSettings('en', 'Europe/Paris'),
    options.timings?.engine,
  )
  running = engine
  await engine.start(account, { helperName: 'Anna', shopName: 'The Shop', undoSeconds: 0, ...options.settings })
  return {
    database,
    engine,
    mail,
    run: (command) => engine.run(command),
    journalFolder,
    stop: async () => {
      await engine.useAccount(null)
      await mailroom.admin.useAccount(null)
      await journal.close()
      database.close()
      if (options.journalFolder === undefined) rmSync(journalFolder, { recursive: true, force: true })
    },
  }
}

/** Waits until `read` gives something that is not undefined, false or null; fails after `limitMs` with the last value read. */
export async function until<Value>(read: () => Promise<Value> | Value, limitMs = 15_000): Promise<NonNullable<Exclude<Value, false>>> {
  const end = Date.now() + limitMs
  for (;;) {
    const value = await read()
    if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<Value, false>>
    if (Date.now() > end) throw new Error(`did not happen within ${limitMs} ms: ${read.toString().slice(0, 300)}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

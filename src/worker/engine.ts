import { commandCalls, type CommandCalls } from '#contract/commands.ts'
import { mailCalls, mailEvents, type MailCalls, type MailEvents } from '#contract/mailroom.ts'
import { portChannel } from '#contract/port-channel.ts'
import { indexCalls, indexEvents, type IndexCalls, type IndexEvents } from '#contract/search.ts'
import { connectClient, serveCalls, type Channel, type Client, type EventMap } from '#contract/rpc.ts'
import { defaultSettings } from '#contract/shop.ts'
import type { Failure } from '#contract/failure.ts'
import type { WorkerNews } from '#contract/worker-news.ts'
import { workerStartSchema } from '#contract/worker-start.ts'
import { ShopDatabase } from '#data/database.ts'
import { Engine } from '#engine/engine.ts'
import { warmUp } from '#engine/pull/warm-up.ts'
import { hasLostMail } from '#engine/start/find-damage.ts'
import { openStore } from './open-store.ts'

// The one writer: opens the database, wires the ports, starts the engine.
let mail: Client<MailCalls> | null = null
let engine: Engine | null = null
let searchPort: Channel | null = null
let startProblem: string | null = null
let leaveMail: () => void = () => {}
let portArrived: () => void = () => {}
const firstPort = new Promise<void>((resolve) => {
  portArrived = resolve
})

/** The search worker, once both it and the engine are there. */
function useSearchPort(): void {
  if (searchPort === null || engine === null) return
  const { indexer } = engine
  indexer.use(
    connectClient<IndexCalls, IndexEvents>(searchPort, indexCalls, indexEvents, () => {
      indexer.lost()
    }),
  )
  searchPort = null
}

function channelOf(port: MessagePort): Channel {
  return {
    post: (message) => {
      port.postMessage(message)
    },
    listen: (listener) => {
      port.addEventListener('message', (event) => {
        listener(event.data)
      })
      port.start()
    },
  }
}

function useMailPort(port: MessagePort): void {
  const leaveBefore = leaveMail
  const channel: Channel = {
    ...channelOf(port),
    onClosed: (listener) => {
      leaveMail = () => {
        port.close()
        listener()
      }
    },
  }
  mail = connectClient<MailCalls, MailEvents>(channel, mailCalls, mailEvents, (name, value) => {
    if (name === 'folderChanged') engine?.wake()
    else if (name === 'connectionLost') engine?.connectionLost()
    else if ('stage' in value) void engine?.sendProgress(value.draftId, value.stage)
  })
  // A port comes anew when the mailroom was restarted: what was asked of the one before gets no answer any more.
  leaveBefore()
  portArrived()
  engine?.connectionLost()
}

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports
  if (event.data === 'mail-port' && port !== undefined) {
    useMailPort(port)
    return
  }
  if (event.data === 'search-port' && port !== undefined) {
    searchPort = portChannel(port)
    useSearchPort()
    return
  }
  if (event.data === 'command-port' && port !== undefined) {
    serveCalls<CommandCalls, EventMap>(channelOf(port), commandCalls, {
      run: async (command) => {
        await started
        return engine === null || startProblem !== null
          ? { ok: false, failure: { code: 'bug', detail: startProblem ?? 'the engine did not start' } }
          : await engine.run(command)
      },
    })
    return
  }
  const start = workerStartSchema.safeParse(event.data)
  if (start.success) begin(start.data)
})

/** When rules are made ready where mail is on screen already. */
const warmUpLaterMs = 1_500

/** How long after the start the store is looked over. */
const damageCheckMs = 3_000

function tellWindow(news: WorkerNews): void {
  self.postMessage(news)
}

let outside: Failure | null = null

/** Tells the window of a failure that the store cannot take, once, and when it is over. */
function tellOutside(failure: Failure | null): void {
  if (outside?.code === failure?.code) return
  outside = failure
  tellWindow({ kind: 'outside', failure })
}

let finishStart: () => void = () => {}
const started = new Promise<void>((resolve) => {
  finishStart = resolve
})

function begin({ account, firstSettings, systemLanguage, timeZone, clockOffsetMs }: ReturnType<typeof workerStartSchema.parse>): void {
  const database = new ShopDatabase('comptoir', { chromeTransactionDurability: 'strict', cache: 'disabled' })
  engine = new Engine(
    {
      database,
      mail: () => mail,
      now: () => Date.now() + clockOffsetMs,
      after: (delayMs, work) => {
        const timer = setTimeout(work, delayMs)
        return () => {
          clearTimeout(timer)
        }
      },
      dice: Math.random,
      showOutside: (failure) => {
        tellOutside(failure)
      },
    },
    defaultSettings(systemLanguage, timeZone),
  )
  const running = engine
  useSearchPort()
  const opened = openStore(database).then((problem) => {
    tellWindow(problem === null ? { kind: 'store-open' } : { kind: 'store-closed', detail: problem })
    if (problem !== null) throw new Error(problem)
  })
  // A store with nothing in it is about to get its first mail; in one that is full the window's first rows come first.
  void opened
    .then(() => database.folders.count())
    .then((kept) => setTimeout(warmUp, kept === 0 ? 0 : warmUpLaterMs))
    .catch(() => {})
  void Promise.all([opened, firstPort])
    .then(() => running.start(account, firstSettings))
    .then(() => {
      // Once the first mail is on screen: counting everything takes a moment.
      setTimeout(() => {
        void hasLostMail(database).then((isDamaged) => {
          if (isDamaged) tellWindow({ kind: 'store-damaged' })
        })
      }, damageCheckMs)
    })
    .catch((error: unknown) => {
      // A store that cannot be opened: every command says so instead of waiting for ever.
      startProblem = error instanceof Error ? error.message : String(error)
    })
    .then(finishStart)
  self.addEventListener('online', () => {
    running.reconnect()
  })
}

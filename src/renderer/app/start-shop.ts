import type { Boot } from '#contract/desktop.ts'
import { commandCalls, type Command, type CommandCalls } from '#contract/commands.ts'
import type { Failure } from '#contract/failure.ts'
import { portChannel } from '#contract/port-channel.ts'
import { connectClient, type Client } from '#contract/rpc.ts'
import { findCalls, type FindCalls } from '#contract/search.ts'
import { workerNewsSchema } from '#contract/worker-news.ts'
import type { WorkerStart } from '#contract/worker-start.ts'
import type { Result } from '#core/model/result.ts'
import { shop } from '#data/read/shop.ts'
import { keepEverything } from '../store/before-quitting.ts'
import { setCommandRunner } from '../store/commands.ts'
import { setFinder } from '../store/search.ts'
import { useCounter } from '../store/store.ts'
import { desktop, onDesktopEvent } from './desktop.ts'

/** Starts the workers, gives them their ports, and makes commands and search available to the screens. */
export function startShop(boot: Boot): void {
  useCounter.setState({ boot, needsPassword: boot.account !== null && !boot.hasPassword })
  const worker = new Worker(new URL('../../worker/engine.ts', import.meta.url), { type: 'module' })
  listenToWorker(worker)
  window.addEventListener('message', (event) => {
    const [port] = event.ports
    if (event.source === window && event.data === 'mail-port' && port !== undefined) worker.postMessage('mail-port', [port])
  })
  const { port1, port2 } = new MessageChannel()
  worker.postMessage('command-port', [port2])
  const client: Client<CommandCalls> = connectClient(portChannel(port1), commandCalls, {}, () => {})
  setCommandRunner((command: Command): Promise<Result<Record<string, never>, Failure>> => client.run(command))
  startSearch(worker)
  const start: WorkerStart = {
    kind: 'start',
    account: boot.account,
    firstSettings: boot.firstSettings,
    systemLanguage: boot.systemLanguage,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    clockOffsetMs: boot.clockOffsetMs,
  }
  worker.postMessage(start)
  void desktop.requestMailPort({})
  onDesktopEvent('quitting', () => {
    void keepEverything().then(() => desktop.readyToQuit({}))
  })
  onDesktopEvent('mailroomRestarted', () => {
    void desktop.requestMailPort({})
  })
  onDesktopEvent('resumed', () => void client.run({ kind: 'reconnect' }))
}

/** Hears what the worker cannot tell through the store, because the store itself is the matter. */
function listenToWorker(worker: Worker): void {
  const windowOpens = shop.open().then(
    () => true,
    () => false,
  )
  worker.addEventListener('message', (event: MessageEvent<unknown>) => {
    const news = workerNewsSchema.safeParse(event.data)
    if (!news.success) return
    switch (news.data.kind) {
      case 'store-open':
        // The worker's further tries opened it; this page was refused and goes on with a fresh start.
        void windowOpens.then((isOpen) => {
          if (!isOpen) void desktop.reload({})
        })
        return
      case 'store-closed':
        useCounter.setState({ storeProblem: news.data.detail })
        void waitForRoom()
        return
      case 'store-damaged':
        void renewOnce()
        return
      case 'outside':
        useCounter.setState({ outsideFailure: news.data.failure })
        if (news.data.failure?.code === 'disk-full') void waitForRoom()
    }
  })
}

/** How often a full disk is looked at again. */
const roomCheckMs = 3_000

/** Where the disk is full: waits until there is room, keeps what is typed, and opens the store anew. */
async function waitForRoom(): Promise<void> {
  if (useCounter.getState().isDiskFull || (await hasRoom())) return
  useCounter.setState({ isDiskFull: true })
  do await new Promise((resolve) => setTimeout(resolve, roomCheckMs))
  while (!(await hasRoom()))
  await keepEverything()
  await desktop.reload({})
}

async function hasRoom(): Promise<boolean> {
  const asked = await desktop.hasRoom({})
  return !asked.ok || asked.value.room
}

/** How long a store that was just begun anew is not begun anew by itself again. */
const renewAgainMs = 24 * 3_600_000

/** Begins the local copy anew by itself, once: should it not help, going round in circles would help less. */
async function renewOnce(): Promise<void> {
  const name = 'store-renewed-at'
  if (Date.now() - Number(localStorage.getItem(name) ?? 0) < renewAgainMs) return
  localStorage.setItem(name, String(Date.now()))
  await keepEverything()
  await desktop.renewStore({})
}

/** Starts the search index in its own worker: the engine fills it through one port, this window asks it through another. */
function startSearch(engine: Worker): void {
  const search = new Worker(new URL('../../worker/search.ts', import.meta.url), { type: 'module' })
  const index = new MessageChannel()
  search.postMessage('index-port', [index.port1])
  engine.postMessage('search-port', [index.port2])
  const finding = new MessageChannel()
  search.postMessage('find-port', [finding.port1])
  let scriptFailed: () => void = () => {}
  const client: Client<FindCalls> = connectClient(
    {
      ...portChannel(finding.port2),
      onClosed: (listener) => {
        scriptFailed = listener
      },
    },
    findCalls,
    {},
    () => {},
  )
  // A worker that cannot even be loaded answers nothing: whoever asks must not wait for ever.
  search.addEventListener('error', () => {
    scriptFailed()
  })
  setFinder(client)
}

import type { Boot } from '#contract/desktop.ts'
import { commandCalls, type Command, type CommandCalls } from '#contract/commands.ts'
import type { Failure } from '#contract/failure.ts'
import { connectClient, type Client } from '#contract/rpc.ts'
import type { WorkerStart } from '#contract/worker-start.ts'
import type { Result } from '#core/model/result.ts'
import { keepEverything } from '../store/before-quitting.ts'
import { setCommandRunner } from '../store/commands.ts'
import { useCounter } from '../store/store.ts'
import { desktop, onDesktopEvent } from './desktop.ts'

/** Starts the worker, gives it its ports, and makes its commands available to the screens. */
export function startShop(boot: Boot): void {
  useCounter.setState({ boot, needsPassword: boot.account !== null && !boot.hasPassword })
  const worker = new Worker(new URL('../../worker/engine.ts', import.meta.url), { type: 'module' })
  window.addEventListener('message', (event) => {
    const [port] = event.ports
    if (event.source === window && event.data === 'mail-port' && port !== undefined) worker.postMessage('mail-port', [port])
  })
  const { port1, port2 } = new MessageChannel()
  worker.postMessage('command-port', [port2])
  const client: Client<CommandCalls> = connectClient(
    {
      post: (message) => {
        port1.postMessage(message)
      },
      listen: (listener) => {
        port1.addEventListener('message', (event) => {
          listener(event.data)
        })
        port1.start()
      },
    },
    commandCalls,
    {},
    () => {},
  )
  setCommandRunner((command: Command): Promise<Result<Record<string, never>, Failure>> => client.run(command))
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
}

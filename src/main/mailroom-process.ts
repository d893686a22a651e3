import { MessageChannelMain, utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron'
import { adminCalls, adminEvents, type AdminCalls } from '#contract/admin.ts'
import { appFile } from './places.ts'
import { connectClient, type Channel, type Client } from '#contract/rpc.ts'

/** The mailroom as main sees it: the admin calls, ports for windows, and an end. */
export type Mailroom = {
  readonly admin: Client<AdminCalls>
  readonly openPort: () => MessagePortMain
  readonly stop: () => void
}

/** Starts the mailroom in its own process; `onLost` is called when it ends without being told to. */
export function startMailroom(options: { journalFolder: string; clockOffsetMs: number; onLost: () => void }): Mailroom {
  const child: UtilityProcess = utilityProcess.fork(appFile('out', 'main', 'mailroom.cjs'), [], {
    serviceName: 'Comptoir mailroom',
    stdio: 'inherit',
    env: mailroomEnvironment(options),
  })
  let stopped = false
  child.once('exit', () => {
    if (!stopped) options.onLost()
  })
  const channel: Channel = {
    post: (message) => {
      child.postMessage(message)
    },
    listen: (listener) => {
      child.on('message', listener)
    },
    onClosed: (listener) => {
      child.once('exit', listener)
    },
  }
  return {
    admin: connectClient<AdminCalls, typeof adminEvents>(channel, adminCalls, adminEvents, () => {}),
    openPort: () => {
      const { port1, port2 } = new MessageChannelMain()
      child.postMessage({ kind: 'mail-port' }, [port1])
      return port2
    },
    stop: () => {
      stopped = true
      child.kill()
    },
  }
}

function mailroomEnvironment(options: { journalFolder: string; clockOffsetMs: number }): Record<string, string> {
  const env: Record<string, string> = { COMPTOIR_JOURNAL: options.journalFolder, COMPTOIR_CLOCK_OFFSET: String(options.clockOffsetMs) }
  for (const name of ['PATH', 'HOME', 'LANG', 'TZ', 'SystemRoot', 'NODE_EXTRA_CA_CERTS']) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  return env
}

import path from 'node:path'
import { adminCalls, type adminEvents, type AdminCalls } from '#contract/admin.ts'
import { serveCalls, type Channel } from '#contract/rpc.ts'
import { MimePool } from './mime/mime-pool.ts'
import { Journal } from './journal/journal.ts'
import { Mailroom } from './mailroom.ts'

/** The two ends Electron gives a utility process; declared here so that the mailroom also runs under plain Node. */
type ProcessPort = {
  postMessage: (message: unknown) => void
  on: (event: 'message', listener: (event: { data: unknown; ports: ProcessPort[] }) => void) => void
  start?: () => void
}

const { parentPort } = process as unknown as { parentPort: ProcessPort }
const mailroom = new Mailroom(new Journal(process.env['COMPTOIR_JOURNAL'] ?? '.'), {
  pool: new MimePool(path.join(__dirname, 'mime-thread.cjs')),
})

function channelOf(port: ProcessPort): Channel {
  return {
    post: (message) => {
      port.postMessage(message)
    },
    listen: (listener) => {
      port.on('message', (event) => {
        listener(event.data)
      })
      port.start?.()
    },
  }
}

serveCalls<AdminCalls, typeof adminEvents>(channelOf(parentPort), adminCalls, mailroom.admin)
parentPort.on('message', ({ ports: [port] }) => {
  if (port !== undefined) mailroom.serve(channelOf(port))
})

// A socket that dies at a bad moment must not take the mailroom with it; main restarts it when it does end.
process.on('unhandledRejection', (error) => {
  process.stderr.write(`mailroom: ${error instanceof Error ? error.message : String(error)}\n`)
})

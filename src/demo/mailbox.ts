import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import hoodiecrow from 'hoodiecrow-imap'
import type { EpochMs } from '#core/model/ids.ts'
import { steadyServer } from './steady-server.ts'

export type FolderName = 'INBOX' | 'Sent' | 'Archive' | 'Junk'

/** A mail as the mailbox keeps it; `flags` as IMAP writes them. */
export type StoredMail = { readonly receivedAt: EpochMs; readonly flags: readonly string[]; readonly source: Buffer }

/** A running IMAP server with one mailbox, on the loopback address. */
export type DemoMailbox = {
  readonly port: number
  /** Puts a new mail into a folder; whoever watches it (IDLE) is told at once. */
  deliver(folder: FolderName, mail: StoredMail): void
  stop(): Promise<void>
}

/** Date-time of RFC 3501 section 9, in UTC: hoodiecrow's own goes wrong in zones of half hours. */
export function internalDate(at: EpochMs): string {
  const [, day = '01', month = 'Jan', year = '1970', time = '00:00:00'] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(at).toUTCString()) ?? []
  return `${day}-${month}-${year} ${time} +0000`
}

const plugins = [
  'ID',
  'SASL-IR',
  'AUTH-PLAIN',
  'NAMESPACE',
  'IDLE',
  'ENABLE',
  'CONDSTORE',
  'LITERALPLUS',
  'UNSELECT',
  'SPECIAL-USE',
  'CREATE-SPECIAL-USE',
  'UIDPLUS',
  'MOVE',
]

/**
 * Starts the mailbox on a free port of 127.0.0.1, with INBOX, Sent, Archive and Junk.
 *
 * It lives in memory. UIDVALIDITY is the second of the start, so a mailbox laid out anew is never mistaken for the last one.
 * The promise rejects where no port of the loopback address can be had.
 */
export async function startMailbox(options: {
  readonly user: string
  readonly password: string
  readonly now: () => EpochMs
  readonly mails: Readonly<Partial<Record<FolderName, readonly StoredMail[]>>>
}): Promise<DemoMailbox> {
  const stored = (folder: FolderName): { raw: string; flags: string[]; internaldate: string }[] =>
    (options.mails[folder] ?? []).map(({ source, flags, receivedAt }) => ({
      raw: source.toString('latin1'),
      flags: [...flags],
      internaldate: internalDate(receivedAt),
    }))
  const server = hoodiecrow({
    plugins: [...plugins, steadyServer(() => internalDate(options.now()), Math.floor(Date.now() / 1000))],
    users: { [options.user]: { password: options.password } },
    credentials: {},
    id: { name: 'Demo shop' },
    storage: {
      INBOX: { messages: stored('INBOX') },
      '': {
        separator: '/',
        folders: {
          Sent: { 'special-use': '\\Sent', messages: stored('Sent') },
          Archive: { 'special-use': '\\Archive', messages: stored('Archive') },
          Junk: { 'special-use': '\\Junk', messages: stored('Junk') },
        },
      },
    },
  })
  const sockets = new Set<Socket>()
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const listening = once(server.server, 'listening')
  server.server.listen(0, '127.0.0.1')
  await listening
  return {
    port: (server.server.address() as AddressInfo).port,
    deliver: (folder, { source, flags, receivedAt }) => {
      server.appendMessage(folder, flags, internalDate(receivedAt), source.toString('latin1'))
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

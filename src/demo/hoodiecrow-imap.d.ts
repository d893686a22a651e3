/** The part of hoodiecrow-imap 2.1 that the demo mailbox uses; the package brings no types of its own. */
declare module 'hoodiecrow-imap' {
  import type { Server, Socket } from 'node:net'

  namespace hoodiecrow {
    type StoredMessage = { raw: string; flags: string[]; internaldate: string; uid: number; MODSEQ?: number }
    type Folder = {
      path: string
      messages: StoredMessage[]
      uidvalidity: number
      'special-use'?: string
      HIGHESTMODSEQ?: number
    }
    type Response = { tag: string; command?: string; attributes: unknown[] }
    type Connection = {
      socket: Socket | null
      selectedMailbox?: Folder
      directNotifications: boolean
      enabled: readonly string[]
      send: (response: Response) => void
      inputHandler: false | ((line: string) => void)
    }
    type OutputHandler = (
      connection: Connection,
      response: Response,
      description: string,
      parsed: unknown,
      data: unknown,
      extra: unknown,
    ) => void
    type MailServer = {
      server: Server
      outputHandlers: OutputHandler[]
      connectionHandlers: ((connection: Connection) => void)[]
      formatInternalDate: (date: Date) => string
      processMailbox: (path: string, folder: Folder, namespace: string) => void
      processMessage: (message: StoredMessage, folder: Folder) => void
      getMailbox: (path: string) => Folder | undefined
      appendMessage: (folder: string, flags: readonly string[], internalDate: string, raw: string) => { message: StoredMessage }
      notify: (response: Response, folder: Folder, except?: Connection) => void
      setMaxListeners: (count: number) => void
      close: (done?: () => void) => void
    }
    type StoredFolder = { messages?: readonly Partial<StoredMessage>[]; 'special-use'?: string }
    type Options = {
      plugins: readonly (string | ((server: MailServer) => void))[]
      users: Readonly<Record<string, { readonly password: string }>>
      storage: Readonly<Record<string, StoredFolder & { separator?: string; folders?: Readonly<Record<string, StoredFolder>> }>>
      /** Given, although unused without TLS: else it reads a certificate from its own folder. */
      credentials: object
      id?: Readonly<Record<string, string>>
    }
  }

  function hoodiecrow(options: hoodiecrow.Options): hoodiecrow.MailServer
  export default hoodiecrow
}

declare module 'hoodiecrow-imap/lib/mimeparser.js' {
  /** A part as hoodiecrow reads it: header lines unfolded or not, body as a binary string. */
  export type MimePart = {
    readonly parsedHeader: Readonly<Record<string, unknown>>
    readonly body?: string
    readonly childNodes?: readonly MimePart[]
  }
  export default function parseMime(source: string): MimePart | false
}

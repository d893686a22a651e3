import type hoodiecrow from 'hoodiecrow-imap'

type Connection = hoodiecrow.Connection
type Folder = hoodiecrow.Folder
type StoredMessage = hoodiecrow.StoredMessage

/** STORE hands over messages, UID STORE pairs of sequence number and message. */
function storedMessages(extra: unknown): readonly StoredMessage[] {
  if (!Array.isArray(extra)) return []
  return extra.map((entry: unknown) => (Array.isArray(entry) ? entry[1] : entry) as StoredMessage)
}

function atom(value: string): object {
  return { type: 'ATOM', value }
}

function flagNotice(folder: Folder, message: StoredMessage): hoodiecrow.Response {
  return {
    tag: '*',
    attributes: [
      folder.messages.indexOf(message) + 1,
      atom('FETCH'),
      [atom('UID'), message.uid, atom('FLAGS'), message.flags.map(atom), atom('MODSEQ'), [message.MODSEQ ?? 1]],
    ],
  }
}

/** Ends what IDLE started: else its half-hour timer outlives the connection, and the process with it. */
function endIdleOnClose(connection: Connection): void {
  connection.socket?.once('close', () => {
    if (connection.inputHandler !== false) connection.inputHandler('DONE')
  })
}

/**
 * A hoodiecrow plugin that mends what a mail program trips over. Load it last.
 *
 * - UIDVALIDITY is given by us; it is 1 at each start otherwise.
 * - An empty folder has a HIGHESTMODSEQ too (RFC 7162 section 3.1.2.1); STATUS asks for it.
 * - Mail appended without a date gets the shop's clock, not the computer's.
 * - ENABLE says what it enabled (RFC 5161 section 3.2); without that no client asks for changes since a mod-sequence.
 * - Other connections hear of changed flags, as they do of new mail.
 * - After IDLE, notices wait for the next command again: EXPUNGE between commands is forbidden (RFC 3501 section 7.4.1).
 */
export function steadyServer(internalDateNow: () => string, uidValidity: number): (server: hoodiecrow.MailServer) => void {
  return (server) => {
    server.setMaxListeners(0)
    const { processMailbox, processMessage } = server
    server.processMailbox = (path, folder, namespace) => {
      folder.uidvalidity = uidValidity
      folder.HIGHESTMODSEQ ??= 1
      processMailbox.call(server, path, folder, namespace)
    }
    server.processMessage = (message, folder) => {
      message.internaldate ||= internalDateNow()
      processMessage.call(server, message, folder)
    }
    server.connectionHandlers.push(endIdleOnClose)
    server.outputHandlers.push((connection, _response, description, _parsed, _data, extra) => {
      if (description === 'ENABLE') connection.send({ tag: '*', command: 'ENABLED', attributes: connection.enabled.map(atom) })
      if (description === 'IDLE') connection.directNotifications = false
      const folder = connection.selectedMailbox
      if (folder === undefined || (description !== 'STORE COMPLETE' && description !== 'UID STORE COMPLETE')) return
      for (const message of storedMessages(extra)) server.notify(flagNotice(folder, message), folder, connection)
    })
  }
}

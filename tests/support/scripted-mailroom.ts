import type { Failure } from '#contract/failure.ts'
import { journalIdOf, type JournalRecord } from '#contract/journal.ts'
import type { MailCalls } from '#contract/mailroom.ts'
import type { OutgoingMail } from '#contract/outgoing.ts'
import type { Client } from '#contract/rpc.ts'
import type { Result } from '#core/model/result.ts'

type SendAnswer = Result<{ rejected: { address: string; answer: string }[] }, Failure>

/** A mailroom in memory that does what a test tells it to, and keeps what it was asked for. */
export type ScriptedMailroom = {
  readonly client: Client<MailCalls>
  /** Every call that matters for the order of things: `journal held`, `send`, `file` … */
  readonly log: string[]
  /** What the SMTP server took. */
  readonly sent: OutgoingMail[]
  /** Message-IDs that lie in Sent, one entry a copy. */
  readonly inSent: string[]
  /** The newest journal record of each id, as the file would give it after a restart. */
  readonly journal: Map<string, JournalRecord>
  /** What the next send answers; null: it takes the mail. */
  onSend: (mail: OutgoingMail) => Promise<SendAnswer | null>
  /** What a write to the journal answers; null: it is on disk. */
  onJournal: (record: JournalRecord) => Failure | null
  /** Whether the connection to the IMAP server is up. */
  isOnline: boolean
}

/** Name of a record, for the log. */
function nameOf(record: JournalRecord): string {
  return record.kind === 'outbox' ? record.state : record.kind
}

const lost: Failure = { code: 'connection-lost', detail: 'scripted' }

/** Starts one; it takes everything until it is told otherwise. */
export function scriptedMailroom(): ScriptedMailroom {
  const room: Omit<ScriptedMailroom, 'client'> = {
    log: [],
    sent: [],
    inSent: [],
    journal: new Map(),
    onSend: async () => null,
    onJournal: () => null,
    isOnline: true,
  }
  const gone = new Map<string, JournalRecord>()
  const nothing = async () => ({ ok: true as const, value: {} })
  const client: Client<MailCalls> = {
    open: async () => ({ ok: true, value: { folders: [], statuses: null } }),
    close: nothing,
    statuses: async () => ({ ok: false, failure: lost }),
    changes: async () => ({ ok: false, failure: lost }),
    listUids: async () => ({ ok: false, failure: lost }),
    listUidsAnew: async () => ({ ok: false, failure: lost }),
    fetchMail: async () => ({ ok: false, failure: lost }),
    fetchNewest: async () => ({ ok: false, failure: lost }),
    fetchKeys: async () => ({ ok: false, failure: lost }),
    fetchFlags: async () => ({ ok: false, failure: lost }),
    moveMail: async () => ({ ok: false, failure: lost }),
    fetchSource: async () => ({ ok: false, failure: lost }),
    setFlags: nothing,
    fetchAttachment: async () => ({ ok: false, failure: lost }),
    watch: nothing,
    fetchImage: async () => ({ ok: false, failure: lost }),
    send: async ({ mail }) => {
      room.log.push('send')
      const answer = await room.onSend(mail)
      if (answer !== null) {
        if (answer.ok) room.sent.push(mail)
        return answer
      }
      room.sent.push(mail)
      return { ok: true, value: { rejected: [] } }
    },
    fileSent: async ({ mail }) => {
      room.log.push('file')
      if (!room.isOnline) return { ok: false, failure: lost }
      const appended = !room.inSent.includes(mail.messageId)
      if (appended) room.inSent.push(mail.messageId)
      return { ok: true, value: { appended } }
    },
    findByMessageId: async ({ messageId }) => {
      room.log.push('find')
      if (!room.isOnline) return { ok: false, failure: lost }
      return { ok: true, value: { uids: room.inSent.flatMap((id, index) => (id === messageId ? [index + 1] : [])) } }
    },
    writeJournal: async ({ record }) => {
      const failure = room.onJournal(record)
      room.log.push(`${failure === null ? 'journal' : 'no journal'} ${nameOf(record)}`)
      if (failure !== null) return { ok: false, failure }
      const id = journalIdOf(record)
      if (record.kind === 'gone') room.journal.delete(id)
      else room.journal.set(id, record)
      gone.delete(id)
      if (record.kind === 'gone') gone.set(id, record)
      return { ok: true, value: {} }
    },
    readJournal: async () => ({ ok: true, value: { records: [...room.journal.values(), ...gone.values()] } }),
  }
  return Object.assign(room, { client })
}

import type { JournalRecord } from '#contract/journal.ts'
import type { OutgoingMail } from '#contract/outgoing.ts'
import type { DraftId, MessageKey } from '#core/model/ids.ts'
import type { NewChange, OutboxRow } from '#data/schema.ts'

/** The flag that what was answered gets. */
export function answeredFlag(key: string): NewChange {
  return { key: key as MessageKey, kind: 'flag', flag: '\\Answered', set: true }
}

/** The frozen mail as it crosses to the mailroom. */
export function outgoing({ mail }: OutboxRow): OutgoingMail {
  return {
    ...mail,
    to: [...mail.to],
    cc: [...mail.cc],
    bcc: [...mail.bcc],
    references: [...mail.references],
    attachments: [...mail.attachments],
  }
}

/** The row of a reply that only the journal still knows. */
export function fromJournal(record: Extract<JournalRecord, { kind: 'outbox' }>): OutboxRow {
  const { mail } = record
  const list = (people: readonly { address: string }[]): string => people.map((person) => person.address).join(', ')
  return {
    draftId: mail.draftId as DraftId,
    answersKey: record.answersKey as MessageKey,
    mail,
    state: record.state,
    heldUntil: record.heldUntil,
    attempts: 0,
    nextTryAt: 0,
    failure: null,
    rejected: [],
    draft: {
      id: mail.draftId as DraftId,
      answersKey: record.answersKey as MessageKey,
      messageId: mail.messageId,
      to: list(mail.to),
      cc: list(mail.cc),
      bcc: list(mail.bcc),
      subject: mail.subject,
      text: mail.text,
      templateId: null,
      changedAt: mail.writtenAt,
      attachments: mail.attachments,
    },
  }
}

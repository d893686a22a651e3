import type { EpochMs, MessageKey } from '../model/ids.ts'
import type { Address, DecodedMail, Message, MessageKind } from '../model/message.ts'
import { messageKind } from './message-kind.ts'
import { splitOwnWords } from './own-words.ts'
import { isNoReply } from './sender-address.ts'
import { shownPeople } from './shown-address.ts'
import { shownText } from './shown-text.ts'
import { formAuthor } from './website-form.ts'

/** What the mail itself does not tell. `ownAddresses` in lower case. */
export type ReadContext = {
  readonly key: MessageKey
  readonly receivedAt: EpochMs
  readonly ownAddresses: ReadonlySet<string>
}

const nobody: Address = { name: '', address: '' }

/**
 * Reads a decoded mail as the shop's rules see it: who wrote it, in which direction, what kind it is, and its own words.
 *
 * What a reader will see (names, addresses, subject) is made fit to be shown here, once, for every place that shows it.
 * Total: a mail with no sender gets an empty address.
 */
export function readMessage(mail: DecodedMail, context: ReadContext): Message {
  const read: DecodedMail = {
    ...mail,
    from: shownPeople(mail.from),
    to: shownPeople(mail.to),
    cc: shownPeople(mail.cc),
    replyTo: shownPeople(mail.replyTo),
    subject: shownText(mail.subject),
  }
  const from = read.from[0] ?? nobody
  const kind = messageKind(read, context.ownAddresses)
  return {
    key: context.key,
    messageId: read.messageId,
    inReplyTo: read.inReplyTo,
    references: read.references,
    from,
    ...(read.from.length > 1 ? { otherSenders: read.from.slice(1, 20) } : {}),
    to: read.to,
    cc: read.cc,
    author: authorOf(read, from, kind, context.ownAddresses),
    subject: read.subject,
    sentAt: read.sentAt,
    receivedAt: context.receivedAt,
    direction: context.ownAddresses.has(from.address) && kind !== 'form' ? 'out' : 'in',
    kind,
    text: read.text,
    ownText: splitOwnWords(read.text).own,
  }
}

/** The person behind a mail. Our own Reply-To on our own mail, and one that nobody reads, name nobody else. */
function authorOf(mail: DecodedMail, from: Address, kind: MessageKind, ownAddresses: ReadonlySet<string>): Address {
  if (kind === 'form') return formAuthor(mail, ownAddresses) ?? from
  if (kind !== 'human' || ownAddresses.has(from.address)) return from
  const replyTo = mail.replyTo.find(({ address }) => address !== '' && !ownAddresses.has(address) && !isNoReply(address))
  if (replyTo === undefined) return from
  return replyTo.name === '' ? { name: from.name, address: replyTo.address } : replyTo
}

import type { EpochMs } from '#core/model/ids.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { withClosingWord } from './closing-words.ts'
import { isFromShop, personOf, type DemoConversation, type DemoMessage, type VisitorMessage } from './conversations.ts'
import { firstUnanswered, placeInTime } from './place-in-time.ts'
import { replySubject, withQuote } from './quote.ts'
import type { DemoAddress } from './read-field.ts'
import { demoShop } from './shop.ts'
import { chanceOf } from './spread.ts'

const dayMs = 86_400_000

/** What a mail says: everything its source is built from. Message ids are without angle brackets. */
export type MailFields = {
  readonly messageId: string
  readonly inReplyTo: string
  readonly references: readonly string[]
  readonly from: DemoAddress
  readonly to: DemoAddress
  readonly replyTo?: DemoAddress
  readonly subject: string
  readonly sentAt: EpochMs
  readonly text: string
  readonly html?: string
  readonly attachments: readonly string[]
  readonly headers: Readonly<Record<string, string>>
}

/** A message in its folder of the demo mailbox, with the flags it carries there. */
export type LaidMessage = {
  readonly conversation: DemoConversation
  readonly folder: 'INBOX' | 'Sent'
  readonly receivedAt: EpochMs
  readonly seen: boolean
  readonly answered: boolean
  /** The author's own words, without what is quoted below them. */
  readonly ownText: string
  readonly fields: MailFields
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** Who signs a mail of the shop. */
export function shopSender(by: string): DemoAddress {
  return { name: `${by} | ${demoShop.name}`, address: demoShop.address }
}

const shopBox: DemoAddress = { name: demoShop.name, address: demoShop.address }

function messageIdOf(conversation: DemoConversation, index: number, from: DemoAddress): string {
  return `${conversation.id}.${index + 1}@${domainOf(from.address)}`
}

/** Read by now? Answered mail was; of what still waits one in three; of pitches and notices what is older than two days. */
function isSeen({ id, place, messages }: DemoConversation, index: number, ageMs: number): boolean {
  if (index < firstUnanswered(messages) || place === 'closed' || place === 'missed') return true
  if (place === 'pitch' || place === 'automated') return ageMs > 2 * dayMs
  return chanceOf(`${id} seen`) < 1 / 3
}

function visitorFields(
  message: VisitorMessage,
  before: MailFields | undefined,
  text: string,
): Pick<MailFields, 'to' | 'subject' | 'text' | 'html' | 'replyTo' | 'headers'> {
  return {
    to: shopBox,
    subject: message.subject === '' && before !== undefined ? replySubject(before.subject) : message.subject,
    text,
    headers: message.headers,
    ...(message.html === undefined ? {} : { html: message.html }),
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
  }
}

type Setting = { readonly conversation: DemoConversation; readonly index: number; readonly sentAt: EpochMs; readonly timeZone: string }

function fieldsOf(message: DemoMessage, earlier: readonly MailFields[], { conversation, index, sentAt, timeZone }: Setting): MailFields {
  const before = earlier.at(-1)
  const from = isFromShop(message) ? shopSender(message.by) : message.from
  const quotes = isFromShop(message) || message.quote
  const text = before !== undefined && quotes ? withQuote(message.text, before, conversation.language, timeZone) : message.text
  const common = {
    messageId: messageIdOf(conversation, index, from),
    inReplyTo: before?.messageId ?? '',
    references: earlier.map(({ messageId }) => messageId),
    from,
    sentAt,
    attachments: message.attachments,
  }
  if (!isFromShop(message)) return { ...common, ...visitorFields(message, before, text) }
  const asker = conversation.messages.slice(0, index).findLast((one): one is VisitorMessage => !isFromShop(one))
  return {
    ...common,
    to: asker === undefined ? shopBox : personOf(asker),
    subject: replySubject(before?.subject ?? ''),
    text,
    headers: {},
  }
}

function layOutOne(conversation: DemoConversation, instants: readonly EpochMs[], now: EpochMs, timeZone: string): readonly LaidMessage[] {
  const earlier: MailFields[] = []
  return conversation.messages.map((message, index) => {
    const receivedAt = instants[index] ?? now
    const fields = fieldsOf(message, earlier, { conversation, index, sentAt: receivedAt, timeZone })
    earlier.push(fields)
    const isOurs = isFromShop(message)
    const next = conversation.messages[index + 1]
    return {
      conversation,
      folder: isOurs ? 'Sent' : 'INBOX',
      receivedAt,
      seen: isOurs || isSeen(conversation, index, now - receivedAt),
      answered: !isOurs && next !== undefined && isFromShop(next),
      ownText: message.text,
      fields,
    }
  })
}

/**
 * Lays the conversations out as a mailbox, seen from an instant: the same for the same instant, oldest message first.
 *
 * Whatever the hour, the day, the holiday or the clock change, each group of the Today board has its conversations; the
 * rules are those of placeInTime.
 */
export function layOut(
  conversations: readonly DemoConversation[],
  { now, hours }: { readonly now: EpochMs; readonly hours: ShopHours },
): readonly LaidMessage[] {
  const all = conversations.map(withClosingWord)
  const instants = placeInTime(all, { now, hours })
  return all
    .flatMap((conversation) => layOutOne(conversation, instants.get(conversation.id) ?? [], now, hours.timeZone))
    .sort((a, b) => a.receivedAt - b.receivedAt)
}

import { randomUUID } from 'node:crypto'
import type { EpochMs } from '#core/model/ids.ts'
import { answerWords } from './answer-words.ts'
import { isFromShop, personOf, type DemoConversation } from './conversations.ts'
import type { MailFields } from './lay-out.ts'
import { replySubject, withQuote } from './quote.ts'
import type { DemoAddress } from './read-field.ts'
import type { SentMail } from './read-sent-mail.ts'
import { demoShop } from './shop.ts'
import { chanceOf } from './spread.ts'

/** How often one customer writes back in a conversation, so that thanks for thanks come to an end. */
const answersEach = 2

type Known = { readonly conversation: DemoConversation; readonly person: DemoAddress }

const shopBox: DemoAddress = { name: demoShop.name, address: demoShop.address }

/** A pitch wants a sale and a machine wants nothing: neither writes back. */
function answersMail({ place }: DemoConversation): boolean {
  return place !== 'pitch' && place !== 'automated'
}

/**
 * The demo's customers, as those who get the shop's mail and write back.
 *
 * A customer answers first with the words written for the conversation, then with general ones of their language, at most
 * twice in each. Addresses that nobody knows stay silent.
 */
export class Customers {
  readonly #byAddress = new Map<string, Known[]>()
  readonly #answersGiven = new Map<string, number>()

  constructor(conversations: readonly DemoConversation[]) {
    for (const conversation of conversations) if (answersMail(conversation)) this.#learn(conversation)
  }

  #learn(conversation: DemoConversation): void {
    const people = new Map(
      conversation.messages.flatMap((message) => (isFromShop(message) ? [] : [[personOf(message).address, personOf(message)]])),
    )
    for (const [address, person] of people)
      this.#byAddress.set(address, [...(this.#byAddress.get(address) ?? []), { conversation, person }])
  }

  /** Who answers a mail: in the conversation it belongs to, by its references, else in the latest of that address. */
  #answering(recipient: string, mail: SentMail): Known | undefined {
    const known = this.#byAddress.get(recipient) ?? []
    return known.find(({ conversation }) => mail.references.some((id) => id.startsWith(`${conversation.id}.`))) ?? known.at(-1)
  }

  /** The answer of a recipient (address in lower case) to a mail of the shop; null where none comes. */
  answerTo(recipient: string, mail: SentMail, sentAt: EpochMs, answerAt: EpochMs): MailFields | null {
    const known = this.#answering(recipient, mail)
    if (known === undefined) return null
    const { conversation, person } = known
    const given = this.#answersGiven.get(conversation.id) ?? 0
    if (given >= answersEach) return null
    this.#answersGiven.set(conversation.id, given + 1)
    const words = answerWords[conversation.language]
    const general = words[Math.floor(chanceOf(`${conversation.id} ${given}`) * words.length)] ?? ''
    const text = given === 0 ? (conversation.onReply ?? general) : general
    return {
      messageId: `${conversation.id}.${randomUUID()}@${person.address.slice(person.address.lastIndexOf('@') + 1)}`,
      inReplyTo: mail.messageId,
      references: mail.messageId === '' ? mail.references : [...new Set([...mail.references, mail.messageId])],
      from: person,
      to: shopBox,
      subject: replySubject(mail.subject),
      sentAt: answerAt,
      text: withQuote(text, { from: shopBox, sentAt, text: mail.text }, conversation.language, demoShop.timeZone),
      attachments: [],
      headers: {},
    }
  }
}

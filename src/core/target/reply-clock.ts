import type { EpochMs, MessageKey } from '../model/ids.ts'
import type { Message } from '../model/message.ts'
import type { ReplyClock } from '../model/target.ts'

/** What a clock looks at; `asksBack`: whether the message itself asks something. */
export type ClockMessage = Pick<Message, 'key' | 'receivedAt' | 'direction' | 'kind' | 'from' | 'author' | 'to' | 'cc'> & {
  readonly asksBack: boolean
}

/** What a person waits for: since when, and the addresses at which an answer reaches them. */
type Ask = { readonly since: EpochMs; readonly person: string; readonly addresses: ReadonlySet<string> }

/** How the latest ask ended so far. */
type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked' }
  | { readonly kind: 'dismissed' }
  | { readonly kind: 'answered'; readonly at: EpochMs }

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** By time; of one instant what came in stands first, so that a reply of the same instant counts; then by key. */
function inOrder(a: ClockMessage, b: ClockMessage): number {
  return a.receivedAt - b.receivedAt || compareText(a.direction, b.direction) || compareText(a.key, b.key)
}

function isAsk(message: ClockMessage): boolean {
  return message.direction === 'in' && (message.kind === 'human' || message.kind === 'form')
}

/** From and Reply-To of a person are both theirs; the From of a website form is a machine that nobody reads. */
function addressesOf(message: ClockMessage): ReadonlySet<string> {
  return new Set(message.kind === 'form' ? [message.author.address] : [message.author.address, message.from.address])
}

function reaches(reply: ClockMessage, addresses: ReadonlySet<string>): boolean {
  return reply.to.some((one) => addresses.has(one.address)) || reply.cc.some((one) => addresses.has(one.address))
}

function isOurReply(message: ClockMessage): boolean {
  return message.direction === 'out' && message.kind === 'human'
}

function asksTheCustomer(ordered: readonly ClockMessage[]): boolean {
  const asking = new Set(ordered.filter(isAsk).flatMap((message) => [...addressesOf(message)]))
  const last = ordered.findLast((message) => isOurReply(message) && reaches(message, asking))
  return last !== undefined && last.asksBack
}

/**
 * Whether somebody waits for the shop in one conversation, whatever order its messages come in.
 *
 * The clock starts at the first unanswered message that a person sent us, and stops at a human message of ours, from any
 * app, addressed (To or Cc) to who asked: a forward to the carrier does not stop it. Each person who asked is owed an
 * answer of their own; `since` is the earliest ask still open. A key in `known.dismissed` means that a helper saw nothing
 * left to answer: all asks up to that message are cleared; an answer sent all the same still counts as one.
 * `asksBack` looks at our last message to a person who asked.
 */
export function readClock(messages: readonly ClockMessage[], known: { readonly dismissed: ReadonlySet<MessageKey> }): ReplyClock {
  const ordered = [...messages].sort(inOrder)
  const open = new Map<string, Ask>()
  let lastAsk: ReadonlySet<string> = new Set()
  let outcome: Outcome = { kind: 'none' }
  for (const message of ordered) {
    if (isAsk(message)) {
      const person = message.author.address
      const earlier = open.get(person)
      const addresses = new Set([...(earlier?.addresses ?? []), ...addressesOf(message)])
      open.set(person, { since: earlier?.since ?? message.receivedAt, person, addresses })
      lastAsk = addresses
      outcome = { kind: 'asked' }
    } else if (isOurReply(message)) {
      const answered = [...open.values()].filter((ask) => reaches(message, ask.addresses))
      for (const ask of answered) open.delete(ask.person)
      // Once the latest ask has its answer, only one to somebody who still waits is news.
      const counts = outcome.kind === 'answered' ? answered.length > 0 : reaches(message, lastAsk)
      if (counts) outcome = { kind: 'answered', at: message.receivedAt }
    }
    if (known.dismissed.has(message.key)) {
      open.clear()
      if (outcome.kind === 'asked') outcome = { kind: 'dismissed' }
    }
  }
  // A Map keeps the order of insertion, which is that of `since`.
  const [first] = open.values()
  if (first !== undefined) return { status: 'open', since: first.since, person: first.person }
  if (outcome.kind === 'answered') return { status: 'answered', at: outcome.at, asksBack: asksTheCustomer(ordered) }
  return { status: 'not-needed', reason: { code: restCode(ordered, outcome), params: {} } }
}

function restCode(ordered: readonly ClockMessage[], outcome: Outcome): string {
  if (outcome.kind === 'dismissed') return 'clock.dismissed'
  return ordered.length > 0 && ordered.every((message) => message.direction === 'out') ? 'clock.only-ours' : 'clock.nothing-asked'
}

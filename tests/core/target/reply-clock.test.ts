import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageKey } from '#core/model/ids.ts'
import type { Message } from '#core/model/message.ts'
import type { ReplyClock } from '#core/model/target.ts'
import { readClock } from '#core/target/reply-clock.ts'
import { keyOf, messageOf, type Sketch } from './message-builder.ts'

const shop = 'hey@shop.example'
const anna = 'anna@mail.example'
const ben = 'ben@mail.example'
const carrier = 'claims@carrier.example'

const fromAnna = (at: number, more: Partial<Sketch> = {}): Sketch => ({ key: `anna-${at}`, at, from: anna, to: [shop], ...more })
const fromBen = (at: number, more: Partial<Sketch> = {}): Sketch => ({ key: `ben-${at}`, at, from: ben, to: [shop], ...more })
const ours = (at: number, to: string, more: Partial<Sketch> = {}): Sketch => ({
  key: `ours-${at}-${to}`,
  at,
  from: shop,
  to: [to],
  direction: 'out',
  ...more,
})

const open = (since: number, person: string): ReplyClock => ({ status: 'open', since, person })
const answered = (at: number, asksBack = false): ReplyClock => ({ status: 'answered', at, asksBack })
const notNeeded = (code: string): ReplyClock => ({ status: 'not-needed', reason: { code, params: {} } })

test.each<[string, Sketch[], ReplyClock, string[]?]>([
  ['a message from a person asks', [fromAnna(1)], open(1, anna)],
  ['a website form asks for the person behind it', [fromAnna(1, { kind: 'form', from: 'form@host.example', author: anna })], open(1, anna)],
  ['the first unanswered message counts', [fromAnna(1), fromAnna(2)], open(1, anna)],
  ['a newsletter never asks', [fromAnna(1, { kind: 'automated' })], notNeeded('clock.nothing-asked')],
  ['a bounce never asks', [ours(1, anna), fromAnna(2, { kind: 'bounce' })], notNeeded('clock.nothing-asked')],
  ['an empty conversation asks nothing', [], notNeeded('clock.nothing-asked')],
  ['what only we wrote asks nothing', [ours(1, anna), ours(2, anna)], notNeeded('clock.only-ours')],
  ['a form that we sent to ourselves asks nothing', [ours(1, shop, { kind: 'form' })], notNeeded('clock.only-ours')],
  ['a reply to the person answers', [fromAnna(1), ours(2, anna)], answered(2)],
  ['a reply with the person in copy answers', [fromAnna(1), ours(2, carrier, { cc: [anna] })], answered(2)],
  ['a reply from an alias of ours answers', [fromAnna(1), ours(2, anna, { from: 'marie@shop.example' })], answered(2)],
  ['a reply at the same instant answers, whatever the keys', [fromAnna(1, { key: 'z' }), ours(1, anna, { key: 'a' })], answered(1)],
  ['a reply before the question does not answer it', [ours(1, anna), fromAnna(2)], open(2, anna)],
  ['a forward to the carrier does not answer', [fromAnna(1), ours(2, carrier)], open(1, anna)],
  ['a message of a machine of ours does not answer', [fromAnna(1), ours(2, anna, { kind: 'automated' })], open(1, anna)],
  ['a colleague from outside does not answer', [fromAnna(1), fromBen(2, { kind: 'automated', to: [anna] })], open(1, anna)],
  ['a reply to From answers a person whose Reply-To differs', [fromAnna(1, { author: 'anna@work.example' }), ours(2, anna)], answered(2)],
  ['a reply to Reply-To answers', [fromAnna(1, { author: 'anna@work.example' }), ours(2, 'anna@work.example')], answered(2)],
  [
    'a reply to the form itself reaches nobody',
    [fromAnna(1, { kind: 'form', from: 'form@host.example', author: anna }), ours(2, 'form@host.example')],
    open(1, anna),
  ],
  [
    'a reply to any address a person asked from answers all they asked',
    [fromAnna(1, { author: 'anna@work.example' }), fromAnna(2, { from: 'anna@phone.example', author: 'anna@work.example' }), ours(3, anna)],
    answered(3),
  ],
  ['a thank-you after the answer asks again', [fromAnna(1), ours(2, anna), fromAnna(3)], open(3, anna)],
  ['each person is owed an answer', [fromAnna(1), fromBen(2), ours(3, ben)], open(1, anna)],
  ['whoever else asked waits on', [fromAnna(1), fromBen(2), ours(3, anna)], open(2, ben)],
  ['of two who ask at once the key decides', [fromBen(1), fromAnna(1)], open(1, anna)],
  ['one reply to both answers both', [fromAnna(1), fromBen(2), ours(3, anna, { cc: [ben] })], answered(3)],
  ['the answer to the last who waits counts', [fromAnna(1), fromBen(2), ours(3, ben), ours(4, anna)], answered(4)],
  ['the answer to the last question counts', [fromAnna(1), fromBen(2), ours(3, anna), ours(4, ben)], answered(4)],
  ['a second reply does not move the answer', [fromAnna(1), ours(2, anna), ours(9, anna)], answered(2)],
  ['a question of ours is seen', [fromAnna(1), ours(2, anna, { ownText: 'Which size?' })], answered(2, true)],
  [
    'only our last message is looked at',
    [fromAnna(1), ours(2, anna, { ownText: 'Which size?' }), ours(3, anna, { ownText: 'Found it.' })],
    answered(2),
  ],
  [
    'a question to the carrier does not wait for the customer',
    [fromAnna(1), ours(2, anna, { ownText: 'I am on it.' }), ours(3, carrier, { ownText: 'Where is it?' })],
    answered(2),
  ],
  ['a dismissed question needs nothing', [fromAnna(1)], notNeeded('clock.dismissed'), ['anna-1']],
  ['dismissing clears everyone up to there', [fromAnna(1), fromBen(2)], notNeeded('clock.dismissed'), ['ben-2']],
  ['dismissing does not reach further', [fromAnna(1), fromBen(2)], open(2, ben), ['anna-1']],
  [
    'dismissing at a message of ours clears what came before',
    [fromAnna(1), ours(2, carrier)],
    notNeeded('clock.dismissed'),
    [`ours-2-${carrier}`],
  ],
  ['a dismissed thank-you leaves nothing to do', [fromAnna(1), ours(2, anna), fromAnna(3)], notNeeded('clock.dismissed'), ['anna-3']],
  ['dismissing after the answer changes nothing', [fromAnna(1), ours(2, anna)], answered(2), [`ours-2-${anna}`]],
  ['an answer sent after dismissing still counts', [fromAnna(1), ours(2, anna)], answered(2), ['anna-1']],
  ['a dismissed newsletter asked nothing', [fromAnna(1, { kind: 'automated' })], notNeeded('clock.nothing-asked'), ['anna-1']],
])('%s', (_title, sketches, expected, dismissed = []) => {
  const known = { dismissed: new Set(dismissed.map(keyOf)) }
  expect(readClock(sketches.map(messageOf), known)).toEqual(expected)
  expect(readClock(sketches.map(messageOf).toReversed(), known)).toEqual(expected)
})

const people = [anna, ben, carrier] as const
const anyMessage: fc.Arbitrary<Omit<Sketch, 'key'>> = fc.oneof(
  fc.record({
    at: fc.nat({ max: 6 }),
    from: fc.constantFrom(...people),
    author: fc.constantFrom(...people),
    kind: fc.constantFrom('human' as const, 'form' as const, 'automated' as const, 'bounce' as const),
  }),
  fc.record({
    at: fc.nat({ max: 6 }),
    from: fc.constant(shop),
    direction: fc.constant('out' as const),
    kind: fc.constantFrom('human' as const, 'automated' as const),
    to: fc.subarray([...people]),
    cc: fc.subarray([...people]),
    ownText: fc.constantFrom('Done.', 'Which size?'),
  }),
)
const conversation = fc
  .array(anyMessage, { maxLength: 8 })
  .map((sketches) => sketches.map((one, index) => messageOf({ ...one, key: `k${index}` })))

test('the order in which messages come in makes no difference', () => {
  fc.assert(
    fc.property(
      conversation.chain((messages) =>
        fc.tuple(
          fc.constant(messages),
          fc.shuffledSubarray(messages, { minLength: messages.length }),
          fc.subarray(messages.map((message) => message.key)),
        ),
      ),
      ([messages, shuffled, keys]) => {
        const known = { dismissed: new Set(keys) }
        expect(readClock(shuffled, known)).toEqual(readClock(messages, known))
      },
    ),
    { numRuns: 1000 },
  )
})

/** Who waits, without walking: a person waits when a question of theirs has no later answer to an address they used since the last answer. */
function waitingByHand(messages: readonly Message[]): { person: string; since: number }[] {
  const replies = messages.filter((message) => message.direction === 'out' && message.kind === 'human')
  const asks = messages.filter((message) => message.direction === 'in' && ['human', 'form'].includes(message.kind))
  return [...new Set(asks.map((ask) => ask.author.address))].flatMap((person) => {
    const theirs = asks.filter((ask) => ask.author.address === person).map((ask) => ask.receivedAt)
    const answers = replies
      .filter((reply) => [...reply.to, ...reply.cc].some((one) => one.address === person))
      .map((reply) => reply.receivedAt)
    const unanswered = theirs.filter((asked) => !answers.some((reply) => reply >= asked))
    return unanswered.length > 0 ? [{ person, since: Math.min(...unanswered) }] : []
  })
}

test('who waits, and since when, agrees with a count by hand where every person has one address', () => {
  const none = { dismissed: new Set<MessageKey>() }
  fc.assert(
    fc.property(conversation, (drawn) => {
      const messages = drawn.map((message) => (message.direction === 'in' ? { ...message, from: message.author } : message))
      const clock = readClock(messages, none)
      const waiting = waitingByHand(messages)
      expect(clock.status === 'open').toBe(waiting.length > 0)
      if (clock.status === 'open') {
        expect(clock.since).toBe(Math.min(...waiting.map((one) => one.since)))
        expect(waiting.map((one) => one.person)).toContain(clock.person)
      }
    }),
    { numRuns: 1000 },
  )
})

test('dismissing the last message leaves nothing open', () => {
  fc.assert(
    fc.property(conversation, (messages) => {
      const latest = Math.max(...messages.map((message) => message.receivedAt))
      const dismissed = new Set(messages.filter((message) => message.receivedAt === latest).map((message) => message.key))
      expect(readClock(messages, { dismissed }).status).not.toBe('open')
    }),
  )
})

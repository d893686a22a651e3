import { expect, test } from 'vitest'
import { answersElsewhere, senderWarnings, type Correspondence } from '#core/message/sender-warnings.ts'
import { readMessage } from '#core/message/read-message.ts'
import type { MessageKey } from '#core/model/ids.ts'
import type { Address } from '#core/model/message.ts'
import { buildMail } from './mail-builder.ts'

const person = (name: string, address: string): Address => ({ name, address })
const shop = person('The Shop', 'hey@shop.example')
const claire = person('Claire Morel', 'claire@post.example')
const ourselves = [shop, person('Anna', 'anna@shop.example')]

function came(from: Address, more: Partial<Correspondence> = {}): Correspondence {
  return { from, author: from, to: [shop], cc: [], direction: 'in', kind: 'human', ...more }
}
const ours = came(shop, { direction: 'out', to: [claire] })

test.each([
  ['a first mail', came(claire), []],
  ['a second mail of the same person', came(claire), [came(claire)]],
  ['an answer to a mail of ours', came(claire), [ours]],
  ['somebody who was in copy', came(person('Bo', 'bo@post.example')), [came(claire, { cc: [person('', 'bo@post.example')] })]],
  ['a name that holds its own address', came(person('claire@post.example', 'claire@post.example')), []],
  ['a name with a domain that is nobody of ours', came(person('Booking.com', 'x@mail.example')), []],
  ['Reply-To at a part of the same house', came(claire, { author: person('', 'c@team.post.example') }), []],
  ['a website form that answers to the customer', came(person('', 'wordpress@host.example'), { kind: 'form', author: claire }), []],
  ['a colleague with the name of the shop', came(person('The Shop', 'info@shop.example')), []],
])('nothing is said of %s', (_, message, earlier) => {
  expect(senderWarnings(message, earlier, ourselves)).toEqual([])
})

test('D01: several addresses in From are all named, even where the first is ours', () => {
  const otherSenders = [person('', 'evil@evil.example')]
  const said = [{ kind: 'several-senders', addresses: ['claire@post.example', 'evil@evil.example'] }]
  expect(senderWarnings(came(claire, { otherSenders }), [], ourselves)).toEqual(said)
  expect(senderWarnings(came(shop, { otherSenders, direction: 'out' }), [], ourselves)).toHaveLength(1)
})

test.each([
  ['orders@shop.example', 'orders@shop.example'],
  ['"Orders (Orders@Shop.example)"', 'orders@shop.example'],
  ['shop.example support', 'shop.example'],
])('D02: the name %j with another address is contradicted with the real domain', (name, said) => {
  expect(senderWarnings(came(person(name, 'x@evil.example')), [], ourselves)).toEqual([
    { kind: 'name-says-address', said, domain: 'evil.example' },
  ])
})

test.each([
  ['a customer in the conversation', 'Claire Morel', [came(claire)], 'claire@post.example'],
  ['the same in other letters', 'MOREL, Claire'.split(', ').reverse().join(' '), [came(claire)], 'claire@post.example'],
  ['the shop', 'The Shop', [], 'hey@shop.example'],
  ['a helper', 'Anna', [came(claire)], 'anna@shop.example'],
])('D02: the name of %s with a new address is told, with the address it had', (_, name, earlier, known) => {
  expect(senderWarnings(came(person(name, 'x@evil.example')), earlier, ourselves)).toEqual([
    { kind: 'known-name', name, known, domain: 'evil.example' },
  ])
})

test('D03: a domain in other letters, and an address that cannot be what it looks like, are told', () => {
  expect(senderWarnings(came(person('', 'hey@xn--hop-tkd.example')), [], ourselves)).toMatchObject([{ kind: 'foreign-letters' }])
  expect(senderWarnings(came(person('', 'cl\uFFFDaire@post.example')), [], ourselves)).toMatchObject([{ kind: 'odd-address' }])
})

test.each([
  ['another domain', 'claire@post.example', 'claire@evil.example', true],
  ['another mailbox of a free provider', 'claire@gmail.com', 'c1aire@gmail.com', true],
  ['the same house', 'claire@post.example', 'c.morel@post.example', false],
  ['a look-alike ending', 'claire@post.example', 'claire@badpost.example', true],
])('D04: answers to %s are told apart', (_, from, replyTo, elsewhere) => {
  const message = readMessage(buildMail({ from, replyTo }), {
    key: 'k' as MessageKey,
    receivedAt: 0,
    ownAddresses: new Set(['hey@shop.example']),
  })
  expect(answersElsewhere(message)).toBe(elsewhere)
  expect(senderWarnings(message, [], ourselves).some((warning) => warning.kind === 'answers-elsewhere')).toBe(elsewhere)
})

test('D06: who was not in the conversation before is a new person, a machine is not', () => {
  const stranger = person('Kevin', 'kevin@evil.example')
  expect(senderWarnings(came(stranger), [came(claire), ours], ourselves)).toEqual([{ kind: 'new-person', address: 'kevin@evil.example' }])
  expect(senderWarnings(came(stranger, { kind: 'automated' }), [came(claire)], ourselves)).toEqual([])
})

test('D01, D03: what is read is fit to be shown: names, subject and further senders', () => {
  const mail = buildMail({ subject: 'Your\0 \u202Einvoice' })
  const read = readMessage(
    { ...mail, from: [person('Claire\u202E\r\n', 'CLAIRE@post.example'), person('', 'b@post.example')] },
    { key: 'k' as MessageKey, receivedAt: 0, ownAddresses: new Set() },
  )
  expect(read).toMatchObject({
    subject: 'Your invoice',
    from: { name: 'Claire', address: 'claire@post.example' },
    otherSenders: [{ address: 'b@post.example' }],
  })
})

import { expect, test } from 'vitest'
import { recipientDoubt } from '#core/message/recipient-doubt.ts'
import type { Correspondence } from '#core/message/sender-warnings.ts'
import type { Address } from '#core/model/message.ts'

const person = (name: string, address: string): Address => ({ name, address })
const shop = person('The Shop', 'hey@shop.example')
const claire = person('Claire Morel', 'claire@post.example')
const evil = person('Kevin', 'kevin@evil.example')

function came(from: Address, more: Partial<Correspondence> = {}): Correspondence {
  return { from, author: from, to: [shop], cc: [], direction: 'in', kind: 'human', ...more }
}
const answer = (to: Address): Correspondence => came(shop, { direction: 'out', to: [to] })

test('D04: answers to another house are asked about before the first, and not once one has left', () => {
  const asked = came(claire, { author: evil })
  expect(recipientDoubt(asked, [asked], [shop])).toEqual({ why: 'answers-elsewhere', options: [evil.address, claire.address] })
  expect(recipientDoubt(asked, [asked, answer(evil)], [shop])).toBeNull()
  expect(recipientDoubt(asked, [asked, answer(claire)], [shop])).not.toBeNull()
})

test('D04: a website form that answers to the customer is not asked about', () => {
  const form = came(person('', 'wordpress@host.example'), { kind: 'form', author: claire })
  expect(recipientDoubt(form, [form], [shop])).toBeNull()
})

test('D06: an answer to somebody new in the conversation is asked about, with who was there before', () => {
  const first = came(claire)
  const forged = came(evil)
  expect(recipientDoubt(forged, [first, answer(claire), forged], [shop])).toEqual({
    why: 'new-person',
    options: [evil.address, claire.address],
  })
  expect(recipientDoubt(forged, [answer(claire), forged], [shop])?.options).toEqual([evil.address, claire.address])
  expect(recipientDoubt(first, [first, forged], [shop])).toBeNull()
})

test('D02, D06: the known name with another address is asked about', () => {
  const first = came(claire)
  const again = came(person('Claire Morel', 'claire@evil.example'))
  expect(recipientDoubt(again, [first, again], [shop])).toMatchObject({
    why: 'known-name',
    options: ['claire@evil.example', claire.address],
  })
})

test('a plain question, and a second one, ask nothing', () => {
  const [first, second] = [came(claire), came(claire)]
  expect(recipientDoubt(first, [first], [shop])).toBeNull()
  expect(recipientDoubt(second, [first, second], [shop])).toBeNull()
  expect(recipientDoubt(answer(claire), [first, answer(claire)], [shop])).toBeNull()
})

test('an address that nobody reads is no choice', () => {
  const asked = came(person('', 'noreply@service.example'), { author: claire })
  expect(recipientDoubt(asked, [asked], [shop])?.options).toEqual([claire.address])
})

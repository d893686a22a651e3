import { expect, test } from 'vitest'
import { readMessage } from '#core/message/read-message.ts'
import type { MessageKey } from '#core/model/ids.ts'
import { buildMail } from './mail-builder.ts'

const context = { key: 'k' as MessageKey, receivedAt: 5, ownAddresses: new Set(['hey@shop.example', 'anna@shop.example']) }

test('a customer is the author of her own mail', () => {
  const message = readMessage(buildMail({ from: { name: 'Claire', address: 'Claire@Post.Example' } }), context)
  expect(message).toMatchObject({
    author: { name: 'Claire', address: 'claire@post.example' },
    direction: 'in',
    kind: 'human',
    receivedAt: 5,
  })
})

test('the Reply-To of a human mail is the author, with the name of From where it has none', () => {
  const message = readMessage(buildMail({ from: { name: 'Claire', address: 'c@work.example' }, replyTo: 'C@Home.example' }), context)
  expect(message.author).toEqual({ name: 'Claire', address: 'c@home.example' })
  expect(message.from.address).toBe('c@work.example')
})

test.each(['hey@shop.example', 'no-reply@work.example'])('a Reply-To that leads to nobody else (%s) is not the author', (replyTo) => {
  expect(readMessage(buildMail({ from: 'c@work.example', replyTo }), context).author.address).toBe('c@work.example')
})

test("a website form sent from the shop's own address comes in, from the person who filled it in", () => {
  const message = readMessage(buildMail({ from: 'hey@shop.example', replyTo: 'claire@post.example' }), context)
  expect(message).toMatchObject({ direction: 'in', kind: 'form', author: { address: 'claire@post.example' } })
})

test('a website form without Reply-To names its author in the body', () => {
  const text = 'Name: Claire Morel\nE-mail: Claire@post.example\nMessage: is it back?'
  expect(readMessage(buildMail({ from: 'form@shop.example', text }), context).author).toEqual({
    name: 'Claire Morel',
    address: 'claire@post.example',
  })
})

test.each(['hey@shop.example', 'Anna@shop.example'])('mail from %s goes out', (from) => {
  expect(readMessage(buildMail({ from, to: 'claire@post.example' }), context).direction).toBe('out')
})

test('mail with our own Reply-To goes out too, and is ours', () => {
  const message = readMessage(buildMail({ from: 'anna@shop.example', replyTo: 'hey@shop.example' }), context)
  expect(message).toMatchObject({ direction: 'out', kind: 'human', author: { address: 'anna@shop.example' } })
})

test('mail from nobody has an empty author', () => {
  expect(readMessage(buildMail({}), context).author).toEqual({ name: '', address: '' })
})

test('own words leave the quote and the signature out, the text keeps them', () => {
  const message = readMessage(buildMail({ from: 'c@post.example', text: 'Yes please\n-- \nClaire\n\n> Shall we?' }), context)
  expect(message.ownText).toBe('Yes please')
  expect(message.text).toContain('Shall we?')
})

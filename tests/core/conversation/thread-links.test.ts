import fc from 'fast-check'
import { expect, test } from 'vitest'
import { areLinked, baseSubject, isReplySubject, threadLinks } from '#core/conversation/thread-links.ts'
import type { Message } from '#core/model/message.ts'
import { messageOf } from '../target/message-builder.ts'

function message(changes: Partial<Message> = {}): Message {
  return { ...messageOf({ key: 'a', at: 0, from: 'claire@post.example', to: ['hey@shop.example'] }), ...changes }
}

const day = 86_400_000

test.each([
  ['Re: Cup', 'cup'],
  ['RE : Cup', 'cup'],
  ['Ré: Re: AW: SV: Cup', 'cup'],
  ['TR: Fwd: FW: Cup', 'cup'],
  ['Re[2]: Cup', 'cup'],
  ['Re: [shop] Cup', '[shop] cup'],
  ['  Cup \t of  tea ', 'cup of tea'],
  ['Retour: Cup', 'retour: cup'],
  ['Reference: 12', 'reference: 12'],
  ['Re:', ''],
  ['', ''],
])('the base of %j is %j', (subject, base) => {
  expect(baseSubject(subject)).toBe(base)
})

test.each([
  ['Re: Cup', true],
  ['RE : Cup', true],
  ['TR: Cup', true],
  ['Cup Re: x', false],
  ['Retour: Cup', false],
  ['', false],
])('%j says reply: %s', (subject, isReply) => {
  expect(isReplySubject(subject)).toBe(isReply)
})

test.each([
  ['the one it answers', { inReplyTo: 'one@x' }, { messageId: 'one@x' }, true],
  ['one it refers to', { references: ['zero@x', 'one@x'] }, { messageId: 'one@x' }, true],
  ['a common ancestor that is not here', { references: ['zero@x'] }, { messageId: 'b@x', inReplyTo: 'zero@x' }, true],
  ['nothing in common', { messageId: 'b@x' }, { messageId: 'c@x' }, false],
  ['no ids at all', { messageId: '' }, { messageId: '' }, false],
])('messages are joined by ids: %s', (_case, a, b, isLinked) => {
  const one = threadLinks(message({ subject: 'A', ...a }))
  const other = threadLinks(message({ subject: 'B', ...b }))
  expect(areLinked(one, other)).toBe(isLinked)
})

const bare = { messageId: 'bare@x', subject: 'Re: Broken cup' }

test.each<[string, Partial<Message>, Partial<Message>, boolean]>([
  ['a bare reply to what we know', { subject: 'Broken cup' }, bare, true],
  ['from somebody else', { subject: 'Broken cup' }, { ...bare, author: { name: '', address: 'john@post.example' } }, false],
  ['neither is a reply', { subject: 'Broken cup' }, { messageId: 'b@x', subject: 'Broken cup' }, false],
  ['it names another message', { subject: 'Broken cup' }, { ...bare, inReplyTo: 'other@x' }, false],
  ['30 days apart', { subject: 'Broken cup', receivedAt: 30 * day }, bare, true],
  ['more than 30 days apart', { subject: 'Broken cup', receivedAt: 30 * day + 1 }, bare, false],
  ['a subject too short to say anything', { subject: 'Hi' }, { ...bare, subject: 'Re: Hi' }, false],
  ['no subject', { subject: '' }, { ...bare, subject: 'Re:' }, false],
  ['written by a machine', { subject: 'Broken cup', kind: 'automated' }, bare, false],
  ['ours to them', { subject: 'Broken cup', direction: 'out', to: [{ name: '', address: 'claire@post.example' }] }, bare, true],
  ['ours to nobody', { subject: 'Broken cup', direction: 'out', to: [] }, bare, false],
])('the subject is a cautious fallback: %s', (_case, a, b, isLinked) => {
  const one = threadLinks(message({ messageId: 'a@x', ...a }))
  const other = threadLinks(message(b))
  expect(areLinked(one, other)).toBe(isLinked)
  expect(areLinked(other, one)).toBe(isLinked)
})

test('whether two are linked does not depend on which is asked first', () => {
  const links = fc.record({
    threadIds: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
    subjectKey: fc.constantFrom('', 'x\nq', 'y\nq'),
    isBareReply: fc.boolean(),
    receivedAt: fc.integer({ min: 0, max: 60 * day }),
  })
  fc.assert(
    fc.property(links, links, (a, b) => {
      expect(areLinked(a, b)).toBe(areLinked(b, a))
    }),
  )
})

import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, test } from 'vitest'
import type { DemoConversation } from '#demo/conversations.ts'
import { Customers } from '#demo/customers.ts'
import { newcomers } from '#demo/newcomers.ts'
import { readSentMail, type SentMail } from '#demo/read-sent-mail.ts'

const now = Date.parse('2026-03-10T10:20:30Z')

function conversation(id: string, rest: Partial<DemoConversation> = {}): DemoConversation {
  const from = { name: 'Zoé', address: 'zoe@mail.example' }
  const message = { from, subject: 'Bol', text: 'Bonjour', at: { days: 1, time: '10:00' }, quote: false, attachments: [], headers: {} }
  return { id, language: 'fr', place: 'due', messages: [message], ...rest }
}

const mail: SentMail = {
  messageId: 'r1@atelier-lunaire.example',
  references: ['fr-a.1@mail.example'],
  subject: 'Re: Bol',
  text: 'C’est réglé.',
}

test('the first answer has the words of the conversation, the second general ones, a third does not come', () => {
  const customers = new Customers([conversation('fr-a', { onReply: 'Merci, à bientôt' })])
  const first = customers.answerTo('zoe@mail.example', mail, now, now + 1000)
  expect(first?.text).toMatch(
    /^Merci, à bientôt\n\nLe 10 mars 2026 à 11:20, Atelier Lunaire <hey@atelier-lunaire.example> a écrit :\n\n> C’est réglé\.\n$/,
  )
  expect(first).toMatchObject({
    inReplyTo: mail.messageId,
    references: [...mail.references, mail.messageId],
    subject: 'Re: Bol',
    sentAt: now + 1000,
  })
  const second = customers.answerTo('zoe@mail.example', mail, now, now)
  expect(second?.text).not.toContain('Merci, à bientôt')
  expect(second?.messageId).not.toBe(first?.messageId)
  expect(customers.answerTo('zoe@mail.example', mail, now, now)).toBeNull()
})

test('references choose among the conversations of one person', () => {
  const customers = new Customers([conversation('fr-a', { onReply: 'A' }), conversation('fr-a-later', { onReply: 'B' })])
  expect(customers.answerTo('zoe@mail.example', mail, now, now)?.text).toMatch(/^A\n/)
  expect(customers.answerTo('zoe@mail.example', { ...mail, references: [] }, now, now)?.text).toMatch(/^B\n/)
})

test.each(['pitch', 'automated'] as const)('nobody writes back from a conversation placed as %s', (place) => {
  expect(new Customers([conversation('fr-a', { place })]).answerTo('zoe@mail.example', mail, now, now)).toBeNull()
})

test('an unknown address stays silent', () => {
  expect(new Customers([conversation('fr-a')]).answerTo('nobody@mail.example', mail, now, now)).toBeNull()
})

test('the person of a form answers, not the form', () => {
  const person = { name: 'Jonas', address: 'jonas@mail.example' }
  const [message] = conversation('en-form').messages
  if (message === undefined || message.from === 'shop') throw new Error('a visitor writes first')
  const customers = new Customers([conversation('en-form', { language: 'en', messages: [{ ...message, replyTo: person }] })])
  expect(customers.answerTo('jonas@mail.example', mail, now, now)?.from).toEqual(person)
  expect(customers.answerTo('zoe@mail.example', mail, now, now)).toBeNull()
})

test('newcomers have ids of their own and something to answer', () => {
  expect(new Set(newcomers.map(({ id }) => id)).size).toBe(newcomers.length)
  for (const { onReply } of newcomers) expect(onReply).toBeTypeOf('string')
})

test.each(['quoted-printable', 'base64'] as const)('a sent mail is read from %s, with its ids and its subject', async (textEncoding) => {
  const source = await new MailComposer({
    messageId: '<r1@atelier-lunaire.example>',
    inReplyTo: '<b@mail.example>',
    references: ['<a@mail.example>', '<b@mail.example>'],
    subject: 'Re: Déjà reçu, « Été » et encore un sujet bien long qui se replie sur deux lignes',
    text: 'Ligne très longue à lire, à relire, à relire encore et encore jusqu’à ce qu’elle se replie = oui\nFin 🙂\n',
    html: '<p>non</p>',
    attachments: [{ filename: 'a.txt', content: 'pièce jointe' }],
    textEncoding,
  })
    .compile()
    .build()
  const read = readSentMail(source)
  expect(read.messageId).toBe('r1@atelier-lunaire.example')
  expect(new Set(read.references)).toEqual(new Set(['a@mail.example', 'b@mail.example']))
  expect(read.subject).toBe('Re: Déjà reçu, « Été » et encore un sujet bien long qui se replie sur deux lignes')
  expect(read.text.trimEnd()).toBe(
    'Ligne très longue à lire, à relire, à relire encore et encore jusqu’à ce qu’elle se replie = oui\nFin 🙂',
  )
})

test('a mail of nothing reads as nothing', () => {
  expect(readSentMail(Buffer.from('\r\n\r\n'))).toEqual({ messageId: '', references: [], subject: '', text: '' })
  expect(readSentMail(Buffer.from('Subject: =?x-unknown?Q?a?=\r\nContent-Type: text/html\r\n\r\n<p>'))).toMatchObject({
    text: '',
    subject: 'a',
  })
})

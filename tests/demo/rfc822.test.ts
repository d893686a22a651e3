import path from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { readConversations } from '#demo/conversations.ts'
import { layOut, type MailFields } from '#demo/lay-out.ts'
import { attachmentReader, rfc822 } from '#demo/rfc822.ts'
import { demoShop } from '#demo/shop.ts'

const resources = path.resolve(import.meta.dirname, '../../resources/demo')
const readAttachment = attachmentReader(path.join(resources, 'attachments'))
const conversations = await readConversations(path.join(resources, 'mail'))
const now = Date.parse('2026-03-10T10:20:30Z')
const laid = layOut(conversations, { now, hours: demoShop.hours })

const fields: MailFields = {
  messageId: 'fr-x.2@mail.example',
  inReplyTo: 'fr-x.1@atelier-lunaire.example',
  references: ['fr-x.0@mail.example', 'fr-x.1@atelier-lunaire.example'],
  from: { name: 'Formulaire du site', address: 'form@atelier-lunaire.example' },
  to: { name: 'Atelier Lunaire', address: 'hey@atelier-lunaire.example' },
  replyTo: { name: 'Zoé Été', address: 'zoe@mail.example' },
  subject: 'Déjà reçu, à l’été',
  sentAt: now,
  text: 'Bonjour à tous,\n\n> cité\n',
  html: '<p>Bonjour à tous</p>',
  attachments: ['tasse-cassee.png', 'facture-1042.pdf'],
  headers: { 'List-Unsubscribe': '<https://a.example/u>', Precedence: 'bulk' },
}

test('every field reaches the mail, and its source is ASCII with CRLF', async () => {
  const source = await rfc822(fields, readAttachment)
  expect(source.every((byte) => byte < 128)).toBe(true)
  expect(
    source
      .toString()
      .replaceAll('\r\n', '')
      .search(/[\r\n]/),
  ).toBe(-1)
  const mail = await simpleParser(source)
  expect(mail.messageId).toBe('<fr-x.2@mail.example>')
  expect(mail.inReplyTo).toBe('<fr-x.1@atelier-lunaire.example>')
  expect(mail.references).toEqual(['<fr-x.0@mail.example>', '<fr-x.1@atelier-lunaire.example>'])
  expect(mail.from?.value).toEqual([fields.from])
  expect(mail.replyTo?.value).toEqual([fields.replyTo])
  expect(mail.subject).toBe(fields.subject)
  expect(Number(mail.date)).toBe(now)
  expect(mail.text).toBe(fields.text)
  expect(mail.html).toContain('<p>Bonjour à tous</p>')
  expect(mail.headers.get('precedence')).toBe('bulk')
  expect(mail.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
    ['tasse-cassee.png', 'image/png'],
    ['facture-1042.pdf', 'application/pdf'],
  ])
  expect(mail.attachments[0]?.content.subarray(1, 4).toString()).toBe('PNG')
  expect(mail.attachments[1]?.content.subarray(0, 5).toString()).toBe('%PDF-')
})

test('every message of the demo can be built and read again', async () => {
  for (const message of laid) {
    const mail = await simpleParser(await rfc822(message.fields, readAttachment))
    expect(mail.messageId).toBe(`<${message.fields.messageId}>`)
    expect(mail.subject ?? '').toBe(message.fields.subject)
    expect(mail.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(message.fields.text.trimEnd())
    expect(mail.attachments).toHaveLength(message.fields.attachments.length)
  }
})

test('message ids are unique, and each reference names a mail of the mailbox', () => {
  const ids = new Set(laid.map(({ fields: { messageId } }) => messageId))
  expect(ids.size).toBe(laid.length)
  for (const { fields: one } of laid) {
    for (const id of one.references) expect(ids).toContain(id)
    expect(one.inReplyTo).toBe(one.references.at(-1) ?? '')
  }
})

test('a reply quotes the mail it answers, in the words of its language', () => {
  const french = laid.find(({ folder, conversation }) => folder === 'Sent' && conversation.language === 'fr')
  const english = laid.find(({ folder, conversation }) => folder === 'Sent' && conversation.language === 'en')
  expect(french?.fields.text).toMatch(/\n\nLe \d+ \S+ 20\d\d à \d\d:\d\d, .+ <\S+> a écrit :\n\n> /)
  expect(english?.fields.text).toMatch(/\n\nOn \w{3}, \d+ \w+ 20\d\d at \d\d:\d\d, .+ <\S+> wrote:\n\n> /)
})

test('a missing attachment is told', async () => {
  await expect(rfc822({ ...fields, attachments: ['none.png'] }, readAttachment)).rejects.toThrow('none.png')
})

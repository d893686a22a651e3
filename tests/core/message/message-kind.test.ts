import { expect, test } from 'vitest'
import { messageKind } from '#core/message/message-kind.ts'
import { buildMail } from './mail-builder.ts'

const own = new Set(['hey@shop.example'])
const claire = 'claire@post.example'
const links = '<a href="https://x.example">x</a>'.repeat(9)

test.each([
  [
    'a delivery report',
    { from: 'x@relay.example', headers: { 'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b' } },
  ],
  ['the mailer daemon', { from: 'mailer-daemon@relay.example', subject: 'failure' }],
  [
    'a returned mail with no way back',
    { from: 'postmaster@relay.example', subject: 'Undeliverable: your order', headers: { 'Return-Path': '<>' } },
  ],
  ['an older bounce', { from: 'x@relay.example', headers: { 'X-Failed-Recipients': 'a@b.example' } }],
])('a bounce: %s', (_, mail) => {
  expect(messageKind(buildMail(mail), own)).toBe('bounce')
})

test.each([
  ['RFC 3834', { from: claire, headers: { 'Auto-Submitted': 'auto-replied' } }],
  ['RFC 3834, even as an answer', { from: claire, inReplyTo: 'a@b', headers: { 'Auto-Submitted': 'auto-generated' } }],
  ['X-Autoreply', { from: claire, headers: { 'X-Autoreply': 'yes' } }],
  ['a read receipt', { from: claire, headers: { 'Content-Type': 'multipart/report; report-type=disposition-notification' } }],
  ['a list', { from: claire, headers: { 'List-Id': 'News <news.brand.example>' } }],
  ['Precedence', { from: claire, headers: { Precedence: 'bulk' } }],
  ['nobody reads the answers', { from: 'no-reply@brand.example' }],
  ['nobody reads the answers, in French', { from: 'ne-pas-repondre@marque.example' }],
  [
    'a newsletter by its body and its way out',
    { from: 'hello@brand.example', headers: { 'List-Unsubscribe': '<https://x.example>' }, html: `${links}<a href="#">Se désabonner</a>` },
  ],
  ['a mass mailer', { from: 'hello@brand.example', headers: { 'X-Mailer': 'MailChimp Mailer' } }],
  ['an out-of-office subject', { from: claire, subject: 'Réponse automatique : colis' }],
  ['a robot that says so', { from: 'service@carrier.example', text: 'Your parcel moves. This is an automated message.' }],
  [
    'a discussion list that it was posted to',
    {
      from: claire,
      to: 'list@club.example',
      inReplyTo: 'a@b',
      headers: { 'List-Id': '<l.club.example>', 'List-Post': '<mailto:list@club.example>' },
    },
  ],
])('automated: %s', (_, mail) => {
  expect(messageKind(buildMail(mail), own)).toBe('automated')
})

test.each([
  ['a plain question', { from: claire }],
  ['Auto-Submitted: no', { from: claire, headers: { 'Auto-Submitted': 'no' } }],
  [
    'a cold mail whose only mark is List-Unsubscribe',
    { from: 'kevin@agency.example', headers: { 'List-Unsubscribe': '<https://x.example>' }, text: 'We help shops. Unsubscribe here.' },
  ],
  ['a reply with a stray Precedence', { from: claire, inReplyTo: 'a@shop.example', headers: { Precedence: 'bulk' } }],
  ['a reply with a stray list header', { from: claire, inReplyTo: 'a@shop.example', headers: { 'List-Id': '<x.service.example>' } }],
  [
    "a customer through the shop's own group address",
    {
      from: claire,
      headers: { 'List-Id': '<hey.shop.example>', Precedence: 'list', 'List-Post': '<mailto:hey@shop.example>', 'List-Unsubscribe': '<x>' },
    },
  ],
  [
    'a customer who quotes our own notice',
    {
      from: 'claire@company.example',
      subject: 'Re: Order 1042',
      text: 'Where is it?\n\n> This is an automated message, do not reply to this mail.',
    },
  ],
  [
    'a customer who quotes it with no Re:',
    { from: 'claire@company.example', subject: 'Order 1042', text: 'Where is it?\n\n> This is an automated message.' },
  ],
  [
    'a private mailbox that forwards a newsletter',
    {
      from: 'claire@gmail.com',
      subject: 'your offer',
      text: 'An offer. '.repeat(300),
      html: `${links}<a href="#">Unsubscribe</a>`,
      headers: {},
    },
  ],
  ['"auto" inside a subject', { from: claire, subject: 'Autocollants pour la vitrine' }],
  ['a postmaster who writes himself', { from: 'postmaster@club.example', subject: 'Mugs for our club' }],
  ['nobody', {}],
])('human: %s', (_, mail) => {
  expect(messageKind(buildMail(mail), own)).toBe('human')
})

test.each([
  ["from the shop's own address", { from: 'hey@shop.example', replyTo: claire }],
  ['from the site of the shop', { from: 'wordpress@shop.example', replyTo: claire }],
  ['from a form service', { from: 'mailer@shopify.com', replyTo: claire, subject: 'New customer message on May 4' }],
  [
    'from an address nobody reads, with the fields in the body',
    { from: 'noreply@host.example', replyTo: claire, text: 'Name: Claire\nE-mail: claire@post.example\nMessage: is it back?' },
  ],
  [
    'with no Reply-To, the fields only',
    { from: 'form@shop.example', text: 'Nom : Claire\nE-mail : claire@post.example\nMessage : bonjour' },
  ],
])('form: %s', (_, mail) => {
  expect(messageKind(buildMail(mail), own)).toBe('form')
})

test.each([
  [
    'an order notice of a form service',
    {
      from: 'mailer@shopify.com',
      replyTo: claire,
      subject: 'Order #1042 placed by Claire',
      text: 'Name: Claire\nE-mail: claire@post.example',
    },
  ],
  [
    'an answer of ours that quotes the form',
    {
      from: 'hey@shop.example',
      inReplyTo: 'form-1@shop.example',
      text: 'Hello Claire\n\n> Name: Claire\n> E-mail: claire@post.example\n> Message: is it back?',
    },
  ],
  [
    'a mail of ours that quotes the form and names no earlier message',
    { from: 'hey@shop.example', text: 'Hello Claire\n\n> Name: Claire\n> E-mail: claire@post.example\n> Message: is it back?' },
  ],
  ['a newsletter with another Reply-To', { from: 'news@brand.example', replyTo: 'team@brand.example' }],
])('no form: %s', (_, mail) => {
  expect(messageKind(buildMail(mail), own)).not.toBe('form')
})

test.each([
  ['with the answers under the questions', 'Your name\nThibaud\n\nYour request\nI ordered twelve and meant six.'],
  ['in a shop’s own words', 'You are: a private person\nHello, can you leave the invoice out of the box?'],
])('a form %s is a person’s: nobody can answer its sender, and it names somebody elsewhere', (_, text) => {
  const form = { from: 'no-reply@forms.example', replyTo: 'thibaud@courriel.example', subject: 'New request', text }
  expect(messageKind(buildMail(form), own)).toBe('form')
  expect(messageKind(buildMail({ ...form, headers: { 'List-Unsubscribe': '<mailto:x@forms.example>' } }), own)).toBe('automated')
  expect(messageKind(buildMail({ ...form, replyTo: 'sales@forms.example' }), own)).toBe('automated')
  expect(messageKind(buildMail({ ...form, subject: 'Order 1042 confirmed' }), own)).toBe('automated')
})

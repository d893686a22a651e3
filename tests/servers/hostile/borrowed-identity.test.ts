import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDovecot, type Dovecot } from '../../support/dovecot.ts'
import { mailsIn } from '../../support/hostile-mail/read-mailbox.ts'
import { startRequestLog, type RequestLog } from '../../support/hostile/request-log.ts'
import { letter } from '../../support/letters.ts'
import { startMailSink, type MailSink } from '../../support/mail-sink.ts'
import { startNodeShop, until, type NodeShop } from '../../support/node-shop.ts'

let dovecot: Dovecot
let sink: MailSink
let listener: RequestLog
let shop: NodeShop

beforeAll(async () => {
  dovecot = await startDovecot()
  sink = await startMailSink()
  listener = await startRequestLog()
  shop = await startNodeShop({
    account: {
      address: 'hey@shop.example',
      user: dovecot.user,
      imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls', certificate: dovecot.certificateFingerprint },
      smtp: { host: '127.0.0.1', port: sink.port, security: 'loopback', user: 'shop' },
    },
    credentials: { password: dovecot.password, smtpPassword: 'secret' },
  })
})

afterAll(async () => {
  await shop.stop()
  listener.stop()
  await sink.stop()
  await dovecot.stop()
})

async function textsOf(messageId: string): Promise<string[]> {
  return (await mailsIn(shop))
    .filter(({ row }) => row.messageId === messageId)
    .map(({ body }) => body?.text.trim() ?? '')
    .sort()
}

async function conversationAbout(subject: string) {
  return (await shop.database.conversations.toArray()).find((row) => row.subject === subject)
}

test("D07: a mail that borrows a customer's Message-ID is shown beside the customer's", async () => {
  const messageId = 'ask-1@post.example'
  dovecot.deliver(letter({ from: 'Claire <claire@post.example>', subject: 'Parcel', text: 'Where is my parcel?', messageId }))
  dovecot.deliver(letter({ from: 'Kevin <kevin@evil.example>', subject: 'Parcel', text: 'Send it to me instead.', messageId }))
  await until(async () => (await textsOf(messageId)).length === 2)
  expect(await textsOf(messageId)).toEqual(['Send it to me instead.', 'Where is my parcel?'])
  expect((await conversationAbout('Parcel'))?.messageCount).toBe(2)
})

test('D07: a mail that borrows everything but the words, to the byte, is shown too, wherever it lies', async () => {
  const date = new Date(Date.UTC(2026, 2, 2, 10))
  const same = { from: 'Claire <claire@post.example>', subject: 'Invoice', messageId: 'ask-2@post.example', date }
  dovecot.deliver(letter({ ...same, text: 'Pay into the account you know.' }))
  dovecot.deliver(letter({ ...same, text: 'Pay into the account I knew it' }))
  dovecot.deliver(letter({ ...same, text: 'Pay into the account he knows.' }), { folder: 'Sent' })
  await shop.run({ kind: 'sync-now' })
  await until(async () => (await textsOf(same.messageId)).length === 3)
  const twins = (await mailsIn(shop)).filter(({ row }) => row.messageId === same.messageId).map(({ row }) => row)
  expect(new Set(twins.map((row) => row.key)).size).toBe(1)
  expect(new Set(twins.map((row) => row.bodyHash)).size).toBe(3)
})

test('D07: a mail with the Message-ID of a reply that has not left keeps the reply from nothing', async () => {
  dovecot.deliver(
    letter({ from: 'Nina <nina@post.example>', subject: 'Glaze', text: 'Is the glaze food safe?', messageId: 'ask-3@post.example' }),
  )
  dovecot.deliver(
    letter({ from: 'Kevin <kevin@evil.example>', subject: 'Hello', text: 'I had it first.', messageId: 'reply-3@shop.example' }),
  )
  const asked = await until(() => conversationAbout('Glaze'))
  await until(async () => (await textsOf('reply-3@shop.example')).length === 1)
  const draft = {
    id: 'draft-0003',
    answersKey: asked.messageKeys[0] ?? '',
    messageId: 'reply-3@shop.example',
    to: 'nina@post.example',
    cc: '',
    bcc: '',
    subject: 'Re: Glaze',
    text: 'Yes, it is. Anna',
    templateId: null,
    changedAt: 1,
  }
  await shop.run({ kind: 'save-draft', draft })
  await shop.run({ kind: 'send', draftId: draft.id })
  await until(async () => (await shop.database.outbox.count()) === 0)
  expect(sink.taken.map(({ to }) => to)).toEqual([['nina@post.example']])
  expect(dovecot.list('Sent').filter((file) => readFileSync(file, 'utf8').includes('reply-3@shop.example'))).toHaveLength(1)
  await until(async () => (await textsOf('reply-3@shop.example')).length === 2)
  expect(await textsOf('reply-3@shop.example')).toEqual(['I had it first.', 'Yes, it is. Anna'])
})

test('D09: mail that asks for a receipt or offers a way out makes us send nothing, read or unread', async () => {
  const before = sink.taken.length
  dovecot.deliver(
    letter({
      from: 'Nosy <nosy@post.example>',
      subject: 'Receipt please',
      text: 'Did you read this?',
      headers: [
        'Disposition-Notification-To: nosy@post.example',
        'Return-Receipt-To: nosy@post.example',
        `List-Unsubscribe: <http://127.0.0.1:${listener.port}/out>, <mailto:out@post.example>`,
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ],
    }),
  )
  const conversation = await until(() => conversationAbout('Receipt please'))
  await shop.run({ kind: 'mark-seen', conversationId: conversation.id, seen: true })
  await until(() => dovecot.list().some((file) => readFileSync(file, 'utf8').includes('Receipt please') && file.endsWith('S')))
  expect(sink.taken).toHaveLength(before)
  expect(listener.connections()).toBe(0)
  // The control: both would have heard.
  await fetch(`http://127.0.0.1:${listener.port}/control`)
  expect(listener.paths).toEqual(['/control'])
})

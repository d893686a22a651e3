import { readFileSync } from 'node:fs'
import path from 'node:path'
import { IDBFactory } from 'fake-indexeddb'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDovecot, type Dovecot } from '../../support/dovecot.ts'
import { letter } from '../../support/letters.ts'
import { startMailSink, type MailSink } from '../../support/mail-sink.ts'
import { startNodeShop, until, type NodeShop } from '../../support/node-shop.ts'

let dovecot: Dovecot
let sink: MailSink

beforeAll(async () => {
  dovecot = await startDovecot()
  sink = await startMailSink()
})

afterAll(async () => {
  await sink.stop()
  await dovecot.stop()
})

function account() {
  return {
    address: 'hey@shop.example',
    user: dovecot.user,
    imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls' as const, certificate: dovecot.certificateFingerprint },
    smtp: { host: '127.0.0.1', port: sink.port, security: 'loopback' as const, user: 'shop' },
  }
}

function start(more: Partial<Parameters<typeof startNodeShop>[0]> = {}): Promise<NodeShop> {
  return startNodeShop({ account: account(), credentials: { password: dovecot.password, smtpPassword: 'secret' }, ...more })
}

/** Flags as the Maildir's file name holds them: R answered, S seen. */
function maildirFlags(file: string): string {
  return file.split(':2,')[1] ?? ''
}

/** A Maildir file's name with its flags, without the folder that a server moves it between (new, cur). */
function baseName(file: string): string {
  return `${path.basename(file).split(':2,')[0]} ${maildirFlags(file)}`
}

async function conversationAbout(shop: NodeShop, subject: string) {
  return (await shop.database.conversations.toArray()).find((row) => row.subject === subject)
}

test('a customer who wrote is on the board; a reply leaves once, is filed in Sent once, marks the original answered, and stops the clock', async () => {
  dovecot.deliver(
    letter({
      from: 'Claire Morel <claire@post.example>',
      subject: 'Parcel not received',
      text: 'Hello, my order 1042 has not arrived. Could you check?',
      messageId: 'ask-1@post.example',
    }),
  )
  const shop = await start()
  const open = await until(async () => {
    const row = await conversationAbout(shop, 'Parcel not received')
    return row?.clock.status === 'open' ? row : undefined
  })
  expect(open).toMatchObject({ lane: 'customer', person: { address: 'claire@post.example' }, unread: true })

  const key = open.messageKeys[0] ?? ''
  const draft = {
    id: 'draft-0001',
    answersKey: key,
    messageId: 'reply-1@shop.example',
    to: 'claire@post.example',
    cc: '',
    bcc: 'boss@shop.example',
    subject: 'Re: Parcel not received',
    text: 'Hello Claire,\n\nI am looking into it.\n\nAnna',
    templateId: null,
    changedAt: 1,
  }
  expect(await shop.run({ kind: 'save-draft', draft })).toEqual({ ok: true, value: {} })
  expect(await shop.run({ kind: 'send', draftId: draft.id })).toEqual({ ok: true, value: {} })
  const answered = await until(async () => {
    const row = await conversationAbout(shop, 'Parcel not received')
    return row?.clock.status === 'answered' ? row : undefined
  })
  expect(answered.messageCount).toBe(2)

  expect(sink.taken).toHaveLength(1)
  const [taken] = sink.taken
  expect(taken?.to).toEqual(['claire@post.example', 'boss@shop.example'])
  expect(taken?.source).toContain('Message-ID: <reply-1@shop.example>')
  expect(taken?.source).toContain('In-Reply-To: <ask-1@post.example>')
  expect(taken?.source).toContain('References: <ask-1@post.example>')
  expect(taken?.source.toLowerCase()).not.toContain('boss@shop.example')
  await until(async () => (await shop.database.changes.count()) === 0)
  const [original = ''] = dovecot.list('INBOX')
  expect(maildirFlags(original)).toBe('R')
  expect(dovecot.list('Sent')).toHaveLength(1)
  expect(await shop.database.outbox.count()).toBe(0)
  await shop.stop()
})

test('the same answer sent from another mail client stops the clock; a forward to the carrier does not', async () => {
  dovecot.deliver(
    letter({
      from: 'John Martin <john@post.example>',
      subject: 'Broken cup',
      text: 'Hi, the cup I ordered arrived broken. What can you do?',
      messageId: 'ask-2@post.example',
    }),
  )
  const shop = await start()
  await until(async () => (await conversationAbout(shop, 'Broken cup'))?.clock.status === 'open')
  const phone = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: dovecot.user, pass: dovecot.password },
    logger: false,
  })
  await phone.connect()
  const ours = (to: string, messageId: string): string =>
    letter({
      from: 'The Shop <hey@shop.example>',
      to,
      subject: 'Re: Broken cup',
      text: 'Hello John, a new one leaves tomorrow. Anna',
      messageId,
      inReplyTo: 'ask-2@post.example',
    })
  await phone.append('Sent', ours('carrier@parcels.example', 'fwd-2@shop.example'), ['\\Seen'])
  await shop.run({ kind: 'sync-now' })
  await until(async () => (await conversationAbout(shop, 'Broken cup'))?.messageCount === 2)
  expect((await conversationAbout(shop, 'Broken cup'))?.clock.status).toBe('open')
  await phone.append('Sent', ours('john@post.example', 'reply-2@shop.example'), ['\\Seen'])
  await phone.logout()
  await shop.run({ kind: 'sync-now' })
  await until(async () => (await conversationAbout(shop, 'Broken cup'))?.clock.status === 'answered')
  await shop.stop()
})

test('new mail arrives by IDLE, without asking', async () => {
  const shop = await start()
  await until(async () => ((await shop.database.values.get('sync'))?.value as { state?: string } | undefined)?.state === 'idle')
  dovecot.deliver(letter({ from: 'Ada <ada@post.example>', subject: 'A question about glaze', text: 'Is the blue glaze food safe?' }))
  await until(async () => (await conversationAbout(shop, 'A question about glaze'))?.clock.status === 'open')
  await shop.stop()
})

test('importing marks nothing read and deletes nothing', async () => {
  const before = dovecot.list('INBOX').map(baseName).sort()
  const shop = await start()
  await until(async () => (await shop.database.folders.get('INBOX'))?.isComplete === true)
  const places = (await shop.database.messageRows.toArray()).flatMap((row) => row.places)
  expect(places.filter((place) => place.folder === 'INBOX')).toHaveLength(before.length)
  expect(dovecot.list('INBOX').map(baseName).sort()).toEqual(before)
  await shop.stop()
})

test('a flag set elsewhere shows here, and reading here shows there', async () => {
  dovecot.deliver(letter({ from: 'Zoe <zoe@post.example>', subject: 'Opening times', text: 'When are you open on Saturday?' }))
  const shop = await start()
  const row = await until(() => conversationAbout(shop, 'Opening times'))
  expect(row.unread).toBe(true)
  await shop.run({ kind: 'mark-seen', conversationId: row.id, seen: true })
  await until(() =>
    dovecot.list('INBOX').some((file) => readFileSync(file, 'utf8').includes('Opening times') && maildirFlags(file) === 'S'),
  )
  await shop.stop()
})

test('a restart shows everything from the store, and fetches nothing twice', async () => {
  const indexedDb = new IDBFactory()
  const first = await start({ indexedDb })
  await until(async () => (await first.database.folders.get('Sent'))?.isComplete === true)
  const before = (await first.database.messageRows.toArray()).map((row) => row.key).sort()
  await first.stop()
  const second = await start({ indexedDb })
  await until(async () => ((await second.database.values.get('sync'))?.value as { state?: string } | undefined)?.state === 'idle')
  expect((await second.database.messageRows.toArray()).map((row) => row.key).sort()).toEqual(before)
  await second.stop()
})

test('what a helper said outlives a rebuilt store: it hangs on the message, not on a row', async () => {
  const shop = await start()
  const row = await until(() => conversationAbout(shop, 'Opening times'))
  await shop.run({ kind: 'judge', conversationId: row.id, lane: 'pitch' })
  expect(await conversationAbout(shop, 'Opening times')).toMatchObject({ lane: 'pitch', judgedBy: 'helper', shelf: 'rest' })
  await shop.run({ kind: 'judge', conversationId: row.id, lane: null })
  expect(await conversationAbout(shop, 'Opening times')).toMatchObject({ lane: 'customer', judgedBy: 'evidence', shelf: 'open' })
  await shop.stop()
})

/** Sends a short reply to nobody in particular and waits until it has left and been filed. */
async function sendReply(shop: NodeShop, id: string, more: { answersKey?: string; to?: string } = {}): Promise<void> {
  const draft = {
    id,
    answersKey: '',
    messageId: `${id}@shop.example`,
    to: 'claire@post.example',
    cc: '',
    bcc: '',
    subject: id,
    text: 'Hello Claire. Anna',
    templateId: null,
    changedAt: 1,
    ...more,
  }
  await shop.run({ kind: 'save-draft', draft })
  await shop.run({ kind: 'send', draftId: draft.id })
  await until(async () => (await shop.database.outbox.count()) === 0)
}

function filed(folder: string, id: string, server: Dovecot = dovecot): number {
  return server.list(folder).filter((file) => readFileSync(file, 'utf8').includes(`<${id}@shop.example>`)).length
}

test('a provider that files what it sends by itself, a moment later, leaves one copy in Sent', async () => {
  const filing = await startMailSink({
    onTaken: (mail) => {
      setTimeout(() => dovecot.deliver(mail.source, { folder: 'Sent', seen: true }), 300)
      return Promise.resolve()
    },
  })
  const shop = await start({ account: { ...account(), smtp: { ...account().smtp, port: filing.port } } })
  await sendReply(shop, 'filed-by-provider')
  expect(filed('Sent', 'filed-by-provider')).toBe(1)
  await shop.stop()
  await filing.stop()
})

test('a mailbox without a Sent folder gets one with its first reply, and the reply stops its clock', async () => {
  const bare = await startDovecot({ autoSent: false })
  bare.deliver(
    letter({ from: 'Nina <nina@post.example>', subject: 'Gift card', text: 'Do you have gift cards?', messageId: 'gift@post.example' }),
  )
  const shop = await start({
    account: { ...account(), user: bare.user, imap: { ...account().imap, port: bare.tlsPort, certificate: bare.certificateFingerprint } },
    credentials: { password: bare.password, smtpPassword: 'secret' },
  })
  const row = await until(() => conversationAbout(shop, 'Gift card'))
  await sendReply(shop, 'first-of-all', { answersKey: row.messageKeys[0] ?? '', to: 'nina@post.example' })
  expect(filed('Sent', 'first-of-all', bare)).toBe(1)
  await until(async () => (await conversationAbout(shop, 'Gift card'))?.clock.status === 'answered')
  await shop.stop()
  await bare.stop()
})

test('a server that shows another certificate than the pinned one is refused, with both fingerprints, and not asked again', async () => {
  const pinned = 'ab'.repeat(32)
  const shop = await start({ account: { ...account(), imap: { ...account().imap, certificate: pinned } } })
  const status = await until(async () => {
    const value = (await shop.database.values.get('sync'))?.value as {
      state: string
      failure: { code: string; certificate?: object } | null
    }
    return value?.state === 'error' ? value : undefined
  })
  expect(status.failure).toMatchObject({
    code: 'certificate-changed',
    certificate: { seen: dovecot.certificateFingerprint, expected: pinned },
  })
  await shop.stop()
})

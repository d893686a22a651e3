import { once } from 'node:events'
import { connect as connectSocket, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import path from 'node:path'
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startDemoShop, type DemoOptions, type RunningDemo } from '#demo/demo-shop.ts'

const resources = path.resolve(import.meta.dirname, '../../../resources/demo')
const now = Date.parse('2026-03-10T10:20:30Z')

let demo: RunningDemo
const clients: ImapFlow[] = []

async function start(options: Partial<DemoOptions> = {}): Promise<void> {
  demo = await startDemoShop({
    now: () => now,
    mailFolder: path.join(resources, 'mail'),
    attachmentFolder: path.join(resources, 'attachments'),
    answerAfterMs: 1,
    newcomerAfterMs: 600_000,
    ...options,
  })
}

async function connect(): Promise<ImapFlow> {
  const { host, port } = demo.account.imap
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: demo.account.address, pass: demo.password },
    logger: false,
    disableAutoIdle: true,
  })
  client.on('error', () => undefined)
  clients.push(client)
  await client.connect()
  return client
}

async function messageCount(client: ImapFlow, folder: string): Promise<number | undefined> {
  const status = await client.status(folder, { messages: true })
  return status === false ? undefined : status.messages
}

async function send(mail: { to: string; subject?: string; text?: string; inReplyTo?: string; password?: string }): Promise<void> {
  const { host, port } = demo.account.smtp
  const transport = createTransport({
    host,
    port,
    secure: false,
    ignoreTLS: true,
    auth: { user: demo.account.address, pass: mail.password ?? demo.password },
  })
  try {
    await transport.sendMail({
      from: demo.account.address,
      to: mail.to,
      subject: mail.subject ?? 'Re: Été',
      text: mail.text ?? 'Bonjour, c’est réglé : à demain !',
      messageId: '<reply-1@atelier-lunaire.example>',
      ...(mail.inReplyTo === undefined ? {} : { inReplyTo: mail.inReplyTo, references: mail.inReplyTo }),
    })
  } finally {
    transport.close()
  }
}

/** The next mail that the server announces while the client idles. */
async function nextArrival(client: ImapFlow, cause: () => Promise<void>): Promise<Awaited<ReturnType<typeof simpleParser>>> {
  const arrived = once(client, 'exists')
  const idling = client.idle()
  await cause()
  const [{ count }] = (await arrived) as [{ count: number }]
  const fetched = await client.fetchOne(String(count), { source: true })
  await idling
  if (fetched === false || fetched.source === undefined) throw new Error('nothing fetched')
  return simpleParser(fetched.source)
}

beforeEach(() => start())

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await demo.stop()
})

test('the account opens with the password of this start and no other', async () => {
  await connect()
  const { host, port } = demo.account.imap
  const client = new ImapFlow({
    host,
    port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: demo.account.address, pass: 'wrong' },
    logger: false,
  })
  await expect(client.connect()).rejects.toMatchObject({ authenticationFailed: true })
  await expect(send({ to: 'a@b.example', password: 'wrong' })).rejects.toMatchObject({ responseCode: 535 })
})

test('folders have their special use, counts and mod-sequences, empty ones too', async () => {
  const client = await connect()
  const folders = await client.list({ statusQuery: { messages: true, uidNext: true, uidValidity: true, highestModseq: true } })
  expect(Object.fromEntries(folders.map(({ path, specialUse }) => [path, specialUse]))).toEqual({
    INBOX: '\\Inbox',
    Sent: '\\Sent',
    Archive: '\\Archive',
    Junk: '\\Junk',
  })
  const counts = Object.fromEntries(folders.map(({ path, status }) => [path, status?.messages]))
  expect(counts['INBOX']).toBeGreaterThan(150)
  expect(counts['Sent']).toBeGreaterThan(50)
  for (const { status } of folders) {
    expect(status?.highestModseq ?? 0n).toBeGreaterThan(0n)
    expect(status?.uidValidity ?? 0n).toBeGreaterThan(1_000_000n)
  }
})

test('mails come with structure, dates, flags and attachments that can be fetched part by part', async () => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  const all = await client.fetchAll('1:*', { uid: true, flags: true, internalDate: true, envelope: true, bodyStructure: true, size: true })
  expect(all.length).toBeGreaterThan(150)
  const dates = all.map(({ internalDate }) => Number(new Date(internalDate ?? 0)))
  expect(Math.max(...dates)).toBeLessThanOrEqual(now)
  expect(dates).toEqual(dates.toSorted((a, b) => a - b))
  const withPhoto = all.find(({ bodyStructure }) => bodyStructure?.childNodes?.some((part) => part.type === 'image/png'))
  const photo = withPhoto?.bodyStructure?.childNodes?.find((part) => part.type === 'image/png')
  if (withPhoto === undefined || photo?.part === undefined) throw new Error('no mail with a photo')
  const { content } = await client.download(String(withPhoto.uid), photo.part, { uid: true })
  if (content === undefined) throw new Error('nothing downloaded')
  const [first] = (await once(content, 'data')) as [Buffer]
  expect(first.subarray(1, 4).toString()).toBe('PNG')
  const source = await client.fetchOne('1', { source: true, size: true })
  if (source === false) throw new Error('nothing fetched')
  expect(source.source?.length).toBe(source.size)
})

test('reading by import changes no flag', async () => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  const unseen = await client.search({ seen: false }, { uid: true })
  await client.fetchAll('1:*', { source: true, headers: true, bodyParts: ['1'] })
  expect(await client.search({ seen: false }, { uid: true })).toEqual(unseen)
})

test('flags go both ways between connections, with a higher mod-sequence', async () => {
  const client = await connect()
  const phone = await connect()
  await client.mailboxOpen('INBOX')
  await phone.mailboxOpen('INBOX')
  const before = client.mailbox === false ? 0n : (client.mailbox.highestModseq ?? 0n)
  const noticed = once(client, 'flags')
  const idling = client.idle()
  await phone.messageFlagsAdd('3', ['\\Flagged', '$Forwarded'])
  const [notice] = (await noticed) as [{ seq: number; flags: Set<string> }]
  expect(notice.seq).toBe(3)
  expect([...notice.flags]).toEqual(expect.arrayContaining(['\\Flagged', '$Forwarded']))
  await client.noop()
  await idling
  const changed = await client.fetchAll('1:*', { uid: true, flags: true }, { changedSince: before })
  expect(changed.map(({ seq }) => seq)).toEqual([3])
})

test('APPEND tells the UID, and Message-ID search finds the mail once', async () => {
  const client = await connect()
  const appended = await client.append(
    'Sent',
    'From: hey@atelier-lunaire.example\r\nTo: a@b.example\r\nMessage-ID: <draft-9@atelier-lunaire.example>\r\nSubject: x\r\n\r\nHello\r\n',
    ['\\Seen'],
    new Date(now - 60_000),
  )
  if (appended === false) throw new Error('not appended')
  await client.mailboxOpen('Sent')
  expect(await client.search({ header: { 'Message-ID': '<draft-9@atelier-lunaire.example>' } }, { uid: true })).toEqual([appended.uid])
  expect(await client.search({ header: { 'Message-ID': '<never-sent@atelier-lunaire.example>' } }, { uid: true })).toEqual([])
  const message = await client.fetchOne(String(appended.uid), { internalDate: true, flags: true }, { uid: true })
  if (message === false) throw new Error('nothing fetched')
  expect(Number(new Date(message.internalDate ?? 0))).toBe(Math.floor((now - 60_000) / 1000) * 1000)
  expect([...(message.flags ?? [])]).toEqual(['\\Seen'])
})

test('mail appended without a date bears the time of the demo', async () => {
  const client = await connect()
  const appended = await client.append('Archive', 'Subject: undated\r\n\r\nHello\r\n')
  if (appended === false) throw new Error('not appended')
  await client.mailboxOpen('Archive')
  const message = await client.fetchOne('*', { internalDate: true })
  if (message === false) throw new Error('nothing fetched')
  expect(Number(new Date(message.internalDate ?? 0))).toBe(Math.floor(now / 1000) * 1000)
})

test('MOVE takes a mail to the archive and tells its new UID', async () => {
  const client = await connect()
  const { exists } = await client.mailboxOpen('INBOX')
  const moved = await client.messageMove('5', 'Archive')
  if (moved === false) throw new Error('not moved')
  expect([...(moved.uidMap?.values() ?? [])]).toHaveLength(1)
  await client.noop()
  expect(await messageCount(client, 'INBOX')).toBe(exists - 1)
  expect(await messageCount(client, 'Archive')).toBe(1)
})

test('a customer writes back to a reply, in its thread and with the reply quoted', async () => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  const answer = await nextArrival(client, () =>
    send({
      to: 'claire.morel@boite-postale.example',
      subject: 'Re: Colis jamais reçu',
      inReplyTo: '<fr-colis-claire.1@boite-postale.example>',
    }),
  )
  expect(answer.from?.value).toEqual([{ name: 'Claire Morel', address: 'claire.morel@boite-postale.example' }])
  expect(answer.inReplyTo).toBe('<reply-1@atelier-lunaire.example>')
  expect(answer.references).toEqual(['<fr-colis-claire.1@boite-postale.example>', '<reply-1@atelier-lunaire.example>'])
  expect(answer.subject).toBe('Re: Colis jamais reçu')
  expect(answer.text).toContain('a écrit :')
  expect(answer.text).toContain('> Bonjour, c’est réglé : à demain !')
})

test('mail to an address that nobody knows is accepted and goes nowhere', async () => {
  const client = await connect()
  const { exists } = await client.mailboxOpen('INBOX')
  await send({ to: 'nobody@nowhere.example' })
  const answer = await nextArrival(client, () => send({ to: 'claire.morel@boite-postale.example' }))
  expect(answer.from?.value[0]?.address).toBe('claire.morel@boite-postale.example')
  expect(await messageCount(client, 'INBOX')).toBe(exists + 1)
})

test('somebody new writes a while after the start', async () => {
  await demo.stop()
  await start({ newcomerAfterMs: 500 })
  const client = await connect()
  await client.mailboxOpen('INBOX')
  const mail = await nextArrival(client, async () => undefined)
  expect(mail.inReplyTo).toBeUndefined()
  expect(Number(mail.date)).toBe(Math.floor(now / 1000) * 1000)
})

test('a large attachment can be sent and appended', async () => {
  const client = await connect()
  await send({ to: 'nobody@nowhere.example', text: 'x'.repeat(5_000_000) })
  const appended = await client.append('Sent', `Subject: large\r\n\r\n${'0123456789abcdef\r\n'.repeat(300_000)}`)
  expect(appended).not.toBe(false)
})

test('stopping ends open connections at once', async () => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  const idling = client.idle()
  const closed = new Promise((resolve) => client.once('close', resolve))
  await demo.stop()
  await closed
  await idling.catch(() => undefined)
  await start()
})

test('both servers listen on the loopback address only', async (context) => {
  const address = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address
  if (address === undefined) return context.skip('this machine has no other address than loopback')
  for (const { port } of [demo.account.imap, demo.account.smtp]) {
    const socket = connectSocket(port, address)
    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  }
})

test('mail without a log-in is refused', async () => {
  const { host, port } = demo.account.smtp
  const transport = createTransport({ host, port, secure: false, ignoreTLS: true })
  await expect(transport.sendMail({ from: 'a@b.example', to: 'c@d.example', text: 'x' })).rejects.toMatchObject({ responseCode: 530 })
  transport.close()
})

test('mail to the shop itself lands in its inbox', async () => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  const mail = await nextArrival(client, () => send({ to: demo.account.address, subject: 'Note to ourselves' }))
  expect(mail.subject).toBe('Note to ourselves')
})

test('a mail over 30 MB is refused', async () => {
  await expect(send({ to: 'nobody@nowhere.example', text: 'x'.repeat(32 * 1024 * 1024) })).rejects.toMatchObject({ responseCode: 552 })
})

/** A raw IMAP connection that shows what the server says and when. */
async function rawConnection(): Promise<{ socket: Socket; said: () => string; until: (text: string) => Promise<void> }> {
  const socket = connectSocket(demo.account.imap.port, '127.0.0.1')
  let said = ''
  const waiters = new Set<() => void>()
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    for (const wake of waiters) wake()
  })
  const until = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        if (!said.includes(text)) return
        waiters.delete(wake)
        resolve()
      }
      waiters.add(wake)
      wake()
    })
  socket.write(`a LOGIN ${demo.account.address} ${demo.password}\r\nb SELECT INBOX\r\n`)
  await until('b OK')
  return { socket, said: () => said, until }
}

test('after IDLE an EXPUNGE waits for the next command', async () => {
  const { socket, said, until } = await rawConnection()
  socket.write('c IDLE\r\n')
  await until('+ idling')
  socket.write('DONE\r\n')
  await until('c OK')
  const phone = await connect()
  await phone.mailboxOpen('INBOX')
  await phone.messageDelete('2')
  expect(said()).not.toContain('EXPUNGE')
  socket.write('d NOOP\r\n')
  await until('d OK')
  expect(said()).toContain('* 2 EXPUNGE')
  socket.destroy()
})

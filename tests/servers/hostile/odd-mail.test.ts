import { ImapFlow, type MessageStructureObject } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDovecot, type Dovecot } from '../../support/dovecot.ts'
import { forgedSenders, realDomain } from '../../support/hostile-mail/forged-senders.ts'
import { oddCharsets, oddStructures, prototypeMail, sealedMails } from '../../support/hostile-mail/odd-mail.ts'
import { readMailbox, type ReadMail } from '../../support/hostile-mail/read-mailbox.ts'
import { letter } from '../../support/letters.ts'
import { startNodeShop, type NodeShop } from '../../support/node-shop.ts'

let dovecot: Dovecot
let shop: NodeShop
let mails: ReadonlyMap<string, ReadMail>
const structures = new Map<string, MessageStructureObject>()
const odd = [...oddCharsets, ...oddStructures, ...sealedMails, prototypeMail]

const dates: readonly (readonly [what: string, header: string])[] = [
  ['1970', 'Thu, 1 Jan 1970 00:00:00 +0000'],
  ['2099', 'Fri, 31 Dec 2099 23:59:59 +0000'],
  ['garbage', 'the day after tomorrow'],
  ['an impossible day', 'Mon, 99 Foo 2026 45:99:99 +9999'],
]
const receivedAt = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 10, minute))

beforeAll(async () => {
  dovecot = await startDovecot()
  for (const mail of odd) dovecot.deliver(mail.source)
  for (const [index, [what, from]] of forgedSenders.entries())
    dovecot.deliver(
      `From: ${from}\r\nTo: hey@shop.example\r\nSubject: Forged: ${what}\r\nMessage-ID: <forged-${index}@evil.example>\r\n\r\nhello\r\n`,
    )
  dovecot.deliver(letter({ from: 'Claire <claire@post.example>, Kevin <kevin@evil.example>', subject: 'Two in From', text: 'Is it back?' }))
  dovecot.deliver(
    letter({
      from: `=?utf-8?b?${Buffer.from('Cl\u202Eaire\0').toString('base64')}?= <claire@xn--hop-ehd.example>`,
      subject: `=?utf-8?b?${Buffer.from('Your \u202Eecioni\u200B\0').toString('base64')}?=`,
      text: 'D03',
    }),
  )
  for (const [index, [what, header]] of dates.entries()) {
    const source = letter({
      from: `Claire <claire-${index}@post.example>`,
      subject: `Dated ${what}`,
      text: 'Is the blue lamp back in stock?',
    })
    dovecot.deliver(source.replace(/^Date: .*$/mu, `Date: ${header}`), { internalDate: receivedAt(index) })
  }
  shop = await startNodeShop({
    account: {
      address: 'hey@shop.example',
      user: dovecot.user,
      imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls', certificate: dovecot.certificateFingerprint },
      smtp: { host: '127.0.0.1', port: 9, security: 'loopback', user: 'shop' },
    },
    credentials: { password: dovecot.password, smtpPassword: 'secret' },
  })
  mails = await readMailbox(shop, odd.length + forgedSenders.length + 2 + dates.length)
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: dovecot.port,
    secure: false,
    doSTARTTLS: false,
    auth: { user: dovecot.user, pass: dovecot.password },
    logger: false,
  })
  await client.connect()
  await client.mailboxOpen('INBOX', { readOnly: true })
  for (const message of await client.fetchAll('1:*', { bodyStructure: true, envelope: true }))
    if (message.bodyStructure !== undefined) structures.set(message.envelope?.subject ?? '', message.bodyStructure)
  await client.logout()
})

afterAll(async () => {
  await shop.stop()
  await dovecot.stop()
})

function mailAbout(subject: string): ReadMail {
  const mail = mails.get(subject)
  if (mail === undefined) throw new Error(`no row for "${subject}"`)
  return mail
}

test.each(oddCharsets)('M03: $what is shown as far as it can be', ({ subject, text }) => {
  const { row, body } = mailAbout(subject)
  expect(row.odd).toBeNull()
  expect(body?.text).toContain(text)
})

test('M03: charsets are undone before anything is made safe: markup in disguise is plain markup then, or text for ever', () => {
  for (const { subject } of oddCharsets) {
    const html = mailAbout(subject).body?.htmlParts.join('') ?? ''
    // Nothing is left that a later reader could turn into "<": neither utf-7, nor a shift to another set, nor a byte of it.
    if (subject.endsWith(': utf-7')) expect(html.includes('<script>') || html.includes('+ADw-script')).toBe(true)
    expect(html).not.toContain('\u001B')
  }
  expect(mailAbout('Odd: an overlong less-than sign').body?.htmlParts.join('')).toContain('\uFFFD')
})

/** The parts at the leaves of a structure, mails in mails unopened. */
function leaves(node: MessageStructureObject): string[] {
  return node.type.startsWith('multipart/') ? (node.childNodes ?? []).flatMap(leaves) : [`${node.part ?? '1'} ${node.type}`]
}

test.each(oddStructures)("M04: $what shows the parts that the server's own BODYSTRUCTURE lists, or is flagged", ({ subject, text }) => {
  const { row, body } = mailAbout(subject)
  expect(body?.text ?? '').toContain(text)
  const structure = structures.get(subject)
  if (row.odd !== null || structure === undefined) return
  const listed = leaves(structure)
  const texts = listed.filter((leaf) => / text\/(plain|html)$/u.test(leaf))
  expect(row.attachments.map(({ part, type }) => `${part} ${type}`)).toEqual(listed.filter((leaf) => !texts.includes(leaf)))
  expect(body?.htmlParts.length).toBe(texts.filter((leaf) => leaf.endsWith('html')).length)
})

test.each(sealedMails)('M06: $what is listed as a file; what is in it is not read', ({ subject, text }) => {
  const { row, body } = mailAbout(subject)
  expect(body?.text.trim() ?? '').toBe(text)
  expect(JSON.stringify([row, body])).not.toContain('sealed words')
  expect(row.attachments.length).toBeGreaterThan(0)
})

test('M07: header and parameter names that objects have change nothing', () => {
  const { row, body } = mailAbout(prototypeMail.subject)
  expect(body?.text).toContain('shown')
  expect(row.attachments).toMatchObject([{ name: '__proto__', type: 'text/csv', contentId: '__proto__' }])
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect({}.constructor).toBe(Object)
})

test.each(forgedSenders)('D01: %s is shown with the domain it really says', (what) => {
  const { row } = mailAbout(`Forged: ${what}`)
  expect(row.from.address).toMatch(new RegExp(`@${realDomain.replace('.', '\\.')}$`, 'u'))
  expect(row.from.address.split('@').at(-1)).toBe(realDomain)
  expect(`${row.from.name}${row.from.address}`).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  expect(row.author).toEqual(row.from)
})

test('D03: names and subjects come without control and direction characters, domains in their ASCII form', () => {
  const [mail] = [...mails.values()].filter(({ body }) => body?.text.trim() === 'D03')
  expect(mail?.row).toMatchObject({ subject: 'Your ecioni', from: { name: 'Claire', address: 'claire@xn--hop-ehd.example' } })
})

test.each(dates)('D08: with a Date header of %s, order and targets go by when the server got it', async (what) => {
  const { row } = mailAbout(`Dated ${what}`)
  const index = dates.findIndex(([name]) => name === what)
  expect(row.receivedAt).toBe(receivedAt(index).getTime())
  const conversation = await shop.database.conversations.get(row.conversationId)
  expect(conversation).toMatchObject({ lastAt: row.receivedAt, clock: { status: 'open', since: row.receivedAt } })
})

import { writeFileSync } from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { OutgoingMail } from '#contract/outgoing.ts'
import { composeMail, envelopeOf } from '#mailroom/smtp/compose.ts'

function mail(changes: Partial<OutgoingMail> = {}): OutgoingMail {
  return {
    draftId: 'draft-0001',
    messageId: 'fixed-1@shop.example',
    from: { name: 'Anna – The Shop', address: 'hey@shop.example' },
    to: [{ name: '', address: 'claire@post.example' }],
    cc: [{ name: '', address: 'copy@post.example' }],
    bcc: [{ name: '', address: 'hidden@post.example' }],
    subject: 'Re: Théière',
    text: 'Bonjour,\n\n.dot at the start\nC’est réglé.\n',
    inReplyTo: 'ask@post.example',
    references: ['first@post.example', 'ask@post.example'],
    attachments: [],
    writtenAt: Date.parse('2026-03-10T10:00:00Z'),
    ...changes,
  }
}

const bytes = async (changes: Partial<OutgoingMail> = {}): Promise<string> => (await composeMail(mail(changes))).toString('latin1')

/** Names of the header fields of a source, in order. */
function fieldNames(source: string): string[] {
  const block = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' ')
  return block.split('\r\n').map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
}

test('what leaves reads as it was written', async () => {
  const read = await simpleParser(await composeMail(mail()))
  expect(read).toMatchObject({
    subject: 'Re: Théière',
    text: mail().text,
    messageId: '<fixed-1@shop.example>',
    inReplyTo: '<ask@post.example>',
    references: ['<first@post.example>', '<ask@post.example>'],
    date: new Date(mail().writtenAt),
  })
  expect(read.from?.value).toMatchObject([{ name: 'Anna – The Shop', address: 'hey@shop.example' }])
})

test('hidden recipients are in the envelope and in no byte', async () => {
  expect(envelopeOf(mail())).toEqual({
    from: 'hey@shop.example',
    to: ['claire@post.example', 'copy@post.example', 'hidden@post.example'],
  })
  expect(await bytes()).not.toMatch(/hidden|bcc/i)
  expect(await bytes()).toMatch(/copy@post/)
})

test('each recipient is told once', () => {
  const twice = [{ name: '', address: 'claire@post.example' }]
  expect(envelopeOf(mail({ cc: twice, bcc: twice })).to).toEqual(['claire@post.example'])
})

test.each(['\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\0\r\n'])('a line break %j in a field adds no header and no body', async (breaks) => {
  const evil = `x${breaks}Bcc: victim@evil.example${breaks}X-Evil: 1`
  const plain = await composeMail(mail())
  const source = await bytes({
    subject: evil,
    from: { name: evil, address: 'hey@shop.example' },
    to: [{ name: evil, address: 'claire@post.example' }],
    cc: [],
    inReplyTo: `ask@post.example>${breaks}X-Evil: 2`,
    references: [`a@b${breaks}X-Evil: 3`],
    attachments: [{ name: `a${breaks}X-Evil: 4.txt`, type: `text/plain${breaks}X-Evil: 5`, bytes: new Uint8Array([65]) }],
  })
  const expected = new Set([...fieldNames(plain.toString('latin1')), 'content-type', 'content-transfer-encoding', 'mime-version'])
  expect(fieldNames(source).filter((name) => !expected.has(name))).toEqual([])
  expect(source).not.toMatch(/^(x-evil|bcc):/im)
  const read = await simpleParser(source)
  expect(read.headers.has('x-evil')).toBe(false)
  expect(read.bcc).toBeUndefined()
  expect(read.text?.trim()).toContain('Bonjour')
})

test('a mail that answers nothing has no In-Reply-To and no References', async () => {
  expect(fieldNames(await bytes({ inReplyTo: '', references: [] }))).not.toEqual(expect.arrayContaining(['in-reply-to']))
  expect(await bytes({ inReplyTo: '', references: [] })).not.toMatch(/^references:/im)
})

test('it tells neither the program nor the computer', async () => {
  expect(await bytes()).not.toMatch(/x-mailer|user-agent|nodemailer|localhost/i)
})

test('files go byte for byte, under their name, and are what they are', async () => {
  const content = Uint8Array.from({ length: 1000 }, (_, index) => index % 256)
  const attachments = [
    { name: 'tasse cassée.png', type: 'image/png', bytes: content },
    { name: 'x', type: '', bytes: new Uint8Array() },
  ]
  const read = await simpleParser(await composeMail(mail({ attachments })))
  expect(read.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
    ['tasse cassée.png', 'image/png'],
    ['x', 'application/octet-stream'],
  ])
  expect(new Uint8Array(read.attachments[0]?.content ?? [])).toEqual(content)
})

test('a text that looks like a file or an address is never read', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-compose-'))
  const secret = path.join(folder, 'secret')
  writeFileSync(secret, 'canary-7731')
  const asPath = { path: secret, href: `file://${secret}`, toString: () => secret }
  const source = await bytes({ text: secret, subject: secret, attachments: [{ name: secret, type: '', bytes: new Uint8Array([65]) }] })
  expect(source).not.toContain('canary-7731')
  expect(source).not.toContain(Buffer.from('canary-7731').toString('base64').slice(0, 12))
  // What no schema would let through, to see that the composer itself refuses.
  await expect(composeMail(mail({ text: asPath as unknown as string }))).rejects.toThrow(/File access rejected/)
  rmSync(folder, { recursive: true })
})

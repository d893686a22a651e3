import { expect, test } from 'vitest'
import { addressList } from '#mailroom/mime/address-list.ts'
import { decodeMail } from '#mailroom/mime/decode-mail.ts'
import type { MailWithHtml } from '#mailroom/mime/read-mail.ts'

async function decode(source: string | Uint8Array): Promise<MailWithHtml> {
  const result = await decodeMail(typeof source === 'string' ? Buffer.from(source.replaceAll('\n', '\r\n'), 'utf8') : source)
  if (!result.ok) throw new Error(result.failure.detail)
  return result.value
}

test('reads the fields of a plain mail', async () => {
  const mail = await decode(
    'From: "Morel, Claire" <Claire@Post.example>\nTo: hey@shop.example, Anna <anna@shop.example>\nCc: Team: a@x.example, b@x.example;\nReply-To: c@home.example\n' +
      'Subject: =?utf-8?q?Colis_ab=C3=AEm=C3=A9?=\n folded\nDate: Mon, 4 May 2026 10:12:00 +0200\nMessage-ID: <one@post.example>\nIn-Reply-To: <zero@shop.example>\nReferences: <a@x> <zero@shop.example>\n\nBonjour\n',
  )
  expect(mail).toMatchObject({
    from: [{ name: 'Morel, Claire', address: 'claire@post.example' }],
    to: [{ address: 'hey@shop.example' }, { name: 'Anna', address: 'anna@shop.example' }],
    cc: [{ address: 'a@x.example' }, { address: 'b@x.example' }],
    replyTo: [{ address: 'c@home.example' }],
    subject: 'Colis abîmé folded',
    sentAt: Date.UTC(2026, 4, 4, 8, 12),
    messageId: 'one@post.example',
    inReplyTo: 'zero@shop.example',
    references: ['a@x', 'zero@shop.example'],
    htmlParts: [],
  })
  expect(mail.text.trim()).toBe('Bonjour')
})

test('keeps header fields in order, unfolded, names in lower case', async () => {
  const mail = await decode('X-B: one\n two\nX-A: 1\nx-b: three\nFrom: a@b.example\n\nx')
  expect(mail.headers.filter(([name]) => name.startsWith('x-'))).toEqual([
    ['x-b', 'one two'],
    ['x-a', '1'],
    ['x-b', 'three'],
  ])
})

test.each(['yesterday', '', 'Mon, 99 Foo 2026'])(
  'a Date header that cannot be read (%j) gives no date, not the present one',
  async (date) => {
    expect((await decode(`From: a@b.example\nDate: ${date}\n\nx`)).sentAt).toBeNull()
  },
)

test('undoes charsets and transfer encodings', async () => {
  const head = Buffer.from(
    'From: a@b.example\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n',
  )
  expect((await decode(Buffer.concat([head, Buffer.from('caf=E9 =80 5')]))).text.trim()).toBe('café € 5')
})

const boundary = 'Content-Type: multipart/mixed; boundary=b'

test('text of a mail that is HTML only is what a reader sees', async () => {
  const mail = await decode('From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n<p>Shown</p><p style="display:none">hidden</p>')
  expect(mail.text).toBe('Shown')
  expect(mail.htmlParts).toHaveLength(1)
})

test('each html part stays apart', async () => {
  const part = (html: string): string => `--b\nContent-Type: text/html\n\n${html}\n`
  const mail = await decode(`From: a@b.example\n${boundary}\n\n${part('<img src="https://x.example/?')}${part('secret')}--b--\n`)
  expect(mail.htmlParts.map((html) => html.trim())).toEqual(['<img src="https://x.example/?', 'secret'])
})

test('lists attachments with name, type and decoded size', async () => {
  const mail = await decode(
    `From: a@b.example\n${boundary}\n\n--b\nContent-Type: text/plain\n\nhello\n` +
      '--b\nContent-Type: application/pdf; name="facture.pdf"\nContent-Disposition: attachment; filename="facture.pdf"\nContent-Transfer-Encoding: base64\n\nSGVsbG8gd29ybGQ=\n' +
      '--b\nContent-Type: image/png\nContent-Disposition: inline; filename="l.png"\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--\n',
  )
  expect(mail.text.trim()).toBe('hello')
  expect(mail.attachments).toEqual([
    { name: 'facture.pdf', type: 'application/pdf', size: 11, part: '0', contentId: '', inline: false },
    { name: 'l.png', type: 'image/png', size: 5, part: '1', contentId: 'logo@x', inline: true },
  ])
})

test.each(['', '\r\n', 'no header at all', '\0\0\0', 'From: \r\n\r\n', 'Content-Type: multipart/mixed; boundary="x\r\n\r\n--x'])(
  'odd source %j gives a row',
  async (source) => {
    expect((await decode(Buffer.from(source))).from).toEqual([])
  },
)

test('a source over 64 MiB is refused', async () => {
  expect(await decodeMail(new Uint8Array(64 * 1024 * 1024 + 1))).toMatchObject({ ok: false, failure: { code: 'too-large' } })
})

test('an address list flattens groups, drops what has no address, and takes several headers', () => {
  const one = (value: Parameters<typeof addressList>[0] extends infer T ? (T extends { value: infer V } ? V : never) : never) => ({
    value,
    html: '',
    text: '',
  })
  const list = addressList([
    one([{ name: ' A ', address: 'A@x.example' }, { name: 'Nobody' }]),
    one([{ name: 'G', group: [{ name: '', address: 'b@x.example' }] }]),
  ])
  expect(list).toEqual([
    { name: 'A', address: 'a@x.example' },
    { name: '', address: 'b@x.example' },
  ])
  expect(addressList(undefined)).toEqual([])
})

import type { Dice } from './shop-mail.ts'

/** One mail before it has a form. */
export type Letter = {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly id: string
  readonly earlier: readonly string[]
  readonly text: string
  readonly looks: 'plain' | 'plain-and-html' | 'rich'
  readonly headers?: readonly string[]
}

/** The RFC 5322 source of a letter, with the weight of headers that real mail brings; one in fourteen has a file. `at` in ms. */
export function composeSource(letter: Letter, at: number, dice: Dice): Buffer {
  const headers = [
    ...transport(letter, at, dice),
    `From: ${encodeName(letter.from)}`,
    `To: ${encodeName(letter.to)}`,
    `Subject: ${encodeWords(letter.subject)}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${letter.id}>`,
    ...(letter.earlier.length === 0
      ? []
      : [
          `In-Reply-To: <${letter.earlier.at(-1) ?? ''}>`,
          `References: ${letter.earlier
            .slice(-10)
            .map((id) => `<${id}>`)
            .join('\n ')}`,
        ]),
    ...(letter.headers ?? []),
    'MIME-Version: 1.0',
  ]
  const body = bodyOf(letter)
  if (dice.roll() >= 1 / 14) return Buffer.from(`${headers.join('\n')}\n${body}`)
  const name = dice.pick(['photo.jpg', 'invoice.pdf', 'label.pdf'])
  const type = name.endsWith('.jpg') ? 'image/jpeg' : 'application/pdf'
  const bytes = Math.round(20_000 * 10 ** dice.roll())
  const lines = Array.from({ length: Math.ceil(bytes / 57) }, (_, line) =>
    String(line % 97)
      .padStart(2, '0')
      .repeat(38),
  )
  return Buffer.from(
    `${headers.join('\n')}\nContent-Type: multipart/mixed; boundary="outer"\n\n--outer\n${body}\n--outer\nContent-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${lines.join('\n')}\n--outer--\n`,
  )
}

function bodyOf({ text, looks }: Letter): string {
  const plain = `Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}\n`
  if (looks === 'plain') return plain
  const html = looks === 'rich' ? richHtml(text) : simpleHtml(text)
  return `Content-Type: multipart/alternative; boundary="inner"\n\n--inner\n${plain}\n--inner\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${inLines(html)}\n--inner--\n`
}

function simpleHtml(text: string): string {
  const paragraphs = escape(text).split('\n\n')
  return `<html><body style="font-family:Arial">${paragraphs.map((each) => `<div dir="ltr"><span style="color:#222">${each.replaceAll('\n', '<br>')}</span></div>`).join('<br>')}</body></html>`
}

/** Tables, inline styles and tracking links, as shops' notices and newsletters have them. */
function richHtml(text: string): string {
  const cells = escape(text)
    .split('\n\n')
    .map(
      (each, index) =>
        `<tr><td align="left" style="padding:16px 24px;font-family:Helvetica,Arial,sans-serif;font-size:15px;line-height:22px;color:#333333"><img src="https://cdn.brand.example/i/${index}.jpg" width="552" height="280" alt="" style="display:block;border:0"><p style="margin:0 0 16px">${each}</p><a href="https://click.brand.example/t/${index}" style="display:inline-block;background:#222222;color:#ffffff;padding:12px 24px">More</a></td></tr>`,
    )
  return `<!DOCTYPE html><html><head><style>body{margin:0;background:#f4f4f4}table{border-collapse:collapse}</style></head><body><table role="presentation" width="600">${cells.join('')}</table></body></html>`
}

function transport({ from, id }: Letter, at: number, dice: Dice): string[] {
  if (from.includes('@shop.example')) return []
  const domain = id.split('@')[1] ?? 'post.example'
  const signature = Array.from({ length: 4 }, () => `\t ${String(dice.between(1e8, 1e9)).repeat(7)}`).join('\n')
  return [
    `Return-Path: <bounce@${domain}>`,
    ...[0, 1, 2].map(
      (hop) =>
        `Received: from mx${hop}.${domain} (mx${hop}.${domain} [203.0.113.${hop + 9}])\n\tby in${hop}.shop.example with ESMTPS id ${dice.between(1e8, 1e9)}\n\tfor <hey@shop.example>; ${new Date(at).toUTCString()}`,
    ),
    `Authentication-Results: in0.shop.example; dkim=pass header.i=@${domain}; spf=pass; dmarc=pass`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s1;\n\th=from:to:subject:date:message-id;\n\tb=\n${signature}`,
  ]
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function inLines(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replaceAll(/(.{76})/g, '$1\n')
}

/** RFC 2047, in words that hold at most 40 bytes. */
function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const pieces: string[] = ['']
  for (const sign of text) {
    const last = pieces.at(-1) ?? ''
    if (Buffer.byteLength(last + sign) > 40) pieces.push(sign)
    else pieces[pieces.length - 1] = last + sign
  }
  return pieces.map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`).join('\n ')
}

function encodeName(person: string): string {
  const [, name = '', address = ''] = /^(.*) <(.*)>$/.exec(person) ?? []
  return `${encodeWords(name)} <${address}>`
}

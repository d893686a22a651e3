import { attachedFile } from './attachments.ts'
import type { Dice } from './dice.ts'

/** One mail before it has a form. */
export type Letter = {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly id: string
  readonly earlier: readonly string[]
  readonly text: string
  /** What the HTML part shows; null for mail in plain text only. */
  readonly html: string | null
  readonly hasFile: boolean
  readonly headers?: readonly string[]
}

/** The RFC 5322 source of a letter, with the weight of headers that real mail brings, and how much of it is an attachment. `at` in ms. */
export function composeSource(letter: Letter, at: number, dice: Dice): { source: Buffer; attachedBytes: number } {
  const head = [
    ...transport(letter, at, dice),
    `From: ${encodeName(letter.from)}`,
    `To: ${encodeName(letter.to)}`,
    `Subject: ${encodeWords(letter.subject)}`,
    `Date: ${new Date(at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${letter.id}>`,
    ...thread(letter.earlier),
    ...(letter.headers ?? []),
    'MIME-Version: 1.0',
  ].join('\n')
  const body = bodyOf(letter, dice)
  if (!letter.hasFile) return { source: Buffer.from(`${head}\n${body}`), attachedBytes: 0 }
  const file = attachedFile(dice)
  const before = `${head}\nContent-Type: multipart/mixed; boundary="outer"\n\n--outer\n${body}\n--outer\n${file.head}`
  const source = Buffer.concat([Buffer.from(before), file.lines, Buffer.from('--outer--\n')])
  return { source, attachedBytes: file.lines.length }
}

function thread(earlier: readonly string[]): string[] {
  const references = earlier.slice(-10).map((id) => `<${id}>`)
  return references.length === 0 ? [] : [`In-Reply-To: ${references.at(-1) ?? ''}`, `References: ${references.join('\n ')}`]
}

function bodyOf({ text, html }: Letter, dice: Dice): string {
  const plain = part('plain', text, dice)
  if (html === null) return plain
  return `Content-Type: multipart/alternative; boundary="inner"\n\n--inner\n${plain}\n--inner\n${part('html', html, dice)}\n--inner--\n`
}

function part(kind: 'plain' | 'html', text: string, dice: Dice): string {
  const way = dice.roll()
  const type = `Content-Type: text/${kind}; charset=`
  if (way < 0.2) return `${type}utf-8\nContent-Transfer-Encoding: base64\n\n${inLines(text)}\n`
  if (way < 0.3 && kind === 'plain') return `${type}utf-8\nContent-Transfer-Encoding: 8bit\n\n${text}\n`
  return `${type}utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${quotedPrintable(text)}\n`
}

function transport({ from, id }: Letter, at: number, dice: Dice): string[] {
  if (from.includes('@shop.example')) return []
  const domain = id.split('@')[1] ?? 'post.example'
  const noise = (lines: number): string =>
    Array.from({ length: lines }, () => `\t ${Array.from({ length: 7 }, () => dice.between(1e8, 1e9).toString(36)).join('')}`).join('\n')
  return [
    `Return-Path: <bounce@${domain}>`,
    ...[0, 1, 2].map(
      (hop) =>
        `Received: from mx${hop}.${domain} (mx${hop}.${domain} [203.0.113.${hop + 9}])\n\tby in${hop}.shop.example with ESMTPS id ${dice.between(1e8, 1e9)}\n\tfor <hey@shop.example>; ${new Date(at).toUTCString()}`,
    ),
    `Authentication-Results: in0.shop.example; dkim=pass header.i=@${domain}; spf=pass; dmarc=pass`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=s1;\n\th=from:to:subject:date:message-id;\n\tb=\n${noise(8)}`,
    `ARC-Seal: i=1; a=rsa-sha256; d=${domain}; s=arc;\n\tb=\n${noise(9)}`,
  ]
}

function inLines(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replaceAll(/(.{76})/g, '$1\n')
}

/** RFC 2045 section 6.7, in lines of at most 76 signs. */
function quotedPrintable(text: string): string {
  const escaped = text.replaceAll(/[^\n\x20-\x3c\x3e-\x7e]/gu, (sign) =>
    [...Buffer.from(sign)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
  return escaped
    .split('\n')
    .map((line) => (line.length <= 76 ? line : (line.match(/(?:=[0-9A-F]{2}|[^=]){1,24}/g) ?? []).reduce(joinSoftly, '')))
    .join('\n')
}

/** Pieces of at most 72 signs, joined by soft line ends. */
function joinSoftly(line: string, piece: string): string {
  const last = line.slice(line.lastIndexOf('\n') + 1)
  return last.length + piece.length > 75 ? `${line}=\n${piece}` : line + piece
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

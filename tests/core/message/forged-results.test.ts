import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { messageKind } from '#core/message/message-kind.ts'
import { readMessage } from '#core/message/read-message.ts'
import { senderWarnings } from '#core/message/sender-warnings.ts'
import type { MessageKey } from '#core/model/ids.ts'
import type { DecodedMail } from '#core/model/message.ts'
import { scorePitch } from '#core/pitch/score-pitch.ts'
import { buildMail } from './mail-builder.ts'

const own = new Set(['hey@shop.example'])
const ourselves = [{ name: 'The Shop', address: 'hey@shop.example' }]

/** Everything that is concluded from a mail. */
function conclusions(mail: DecodedMail): unknown {
  const message = readMessage(mail, { key: 'k' as MessageKey, receivedAt: 0, ownAddresses: own })
  const { subject, ownText, text, from, author, kind } = message
  return {
    message,
    kind: messageKind(mail, own),
    verdict: scorePitch({ subject, ownText, text, shown: null, from, author, kind, headers: mail.headers }, {}),
    warnings: senderWarnings(message, [], ourselves),
  }
}

test.each(['all=pass', 'all=fail'])(
  'D05: a sender who writes Authentication-Results of %s changes no lane, no evidence and no warning',
  (result) => {
    const forged = [
      ['authentication-results', `mx.shop.example; dkim=${result} header.d=bank.example; spf=${result}; dmarc=${result}`],
      ['arc-authentication-results', `i=1; mx.shop.example; dmarc=${result}`],
      ['received-spf', result],
      ['dkim-signature', 'v=1; d=bank.example'],
      ['x-spam-status', 'No, score=-99'],
    ] as const
    for (const from of ['claire@post.example', 'kevin@agency.example', 'noreply@bank.example'])
      for (const text of [
        'Is the blue lamp back in stock?',
        'We help shops like yours grow their sales. Book a call: https://cal.example/kevin',
      ]) {
        const mail = buildMail({ from, text })
        expect(conclusions({ ...mail, headers: [...forged, ...mail.headers, ...forged] })).toEqual(conclusions(mail))
      }
  },
)

test('D05: nothing in the program reads Authentication-Results; whoever begins to must take the topmost one of our own provider', () => {
  const root = path.resolve(import.meta.dirname, '../../../src')
  const readers = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      /\.tsx?$/u.test(name) && !name.startsWith('tools') && /authentication-results/iu.test(readFileSync(path.join(root, name), 'utf8')),
  )
  expect(readers).toEqual([])
})

/** Texts that we have packed ourselves are unpacked by one file; what a stranger sent packed is not. */
const ourOwnPacking: Readonly<Record<string, readonly string[]>> = {
  [path.join('data', 'read', 'body-in.ts')]: ["import { unzlibSync } from 'fflate'"],
  [path.join('mailroom', 'mime', 'pack-bodies.ts')]: ["import { deflateSync } from 'node:zlib'"],
}

test('A03, A04: nothing in the program opens a file or unpacks an archive', () => {
  const root = path.resolve(import.meta.dirname, '../../../src')
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/u.test(name) && !name.startsWith('tools'),
  )
  const found = sources.filter((name) =>
    /\bopenPath\b|showItemInFolder|node:zlib|from '(?:adm-zip|yauzl|unzipper|jszip|tar|fflate)|DecompressionStream/u.test(
      (ourOwnPacking[name] ?? []).reduce((text, allowed) => text.replace(allowed, ''), readFileSync(path.join(root, name), 'utf8')),
    ),
  )
  expect(found).toEqual([])
})

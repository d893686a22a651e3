import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDovecot, type Dovecot } from '../support/dovecot.ts'
import { mailsIn, type ReadMail } from '../support/hostile-mail/read-mailbox.ts'
import { startNodeShop, until, type NodeShop } from '../support/node-shop.ts'

const folder = path.join(process.env['COMPTOIR_CORPUS'] ?? '', 'eml')
const hasCorpus = (process.env['COMPTOIR_CORPUS'] ?? '') !== '' && existsSync(folder)
if (!hasCorpus) console.log('skipped: raw mails of other projects through a real server (COMPTOIR_CORPUS is not set)')
const corpusTest = test.skipIf(!hasCorpus)

const names = hasCorpus
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:eml|msg|txt)$/u.test(name) && !/LICENSE|SOURCES/u.test(name))
      .sort()
  : []
const firstMs = Date.UTC(2026, 0, 5)
let dovecot: Dovecot
let shop: NodeShop
/** By file: a minute each, which the server gives back as INTERNALDATE. */
const mails = new Map<string, ReadMail[]>()
let tookMs = 0

beforeAll(async () => {
  if (!hasCorpus) return
  dovecot = await startDovecot()
  for (const [index, name] of names.entries())
    dovecot.deliver(readFileSync(path.join(folder, name)), { internalDate: new Date(firstMs + index * 60_000) })
  const began = performance.now()
  shop = await startNodeShop({
    account: {
      address: 'hey@shop.example',
      user: dovecot.user,
      imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls', certificate: dovecot.certificateFingerprint },
      smtp: { host: '127.0.0.1', port: 9, security: 'loopback', user: 'shop' },
    },
    credentials: { password: dovecot.password, smtpPassword: 'secret' },
  })
  await until(async () => (await shop.database.messageRows.count()) >= names.length, 100_000)
  tookMs = Math.round(performance.now() - began)
  for (const mail of await mailsIn(shop)) {
    const name = names[(mail.row.receivedAt - firstMs) / 60_000] ?? 'nowhere'
    mails.set(name, [...(mails.get(name) ?? []), mail])
  }
}, 120_000)

afterAll(async () => {
  if (!hasCorpus) return
  await shop.stop()
  await dovecot.stop()
})

/** Letters and digits only: what a search could find. */
const words = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '')

corpusTest('every raw mail of other projects has one row, and none keeps another out', () => {
  expect(names.length).toBeGreaterThan(400)
  expect(names.filter((name) => mails.get(name)?.length !== 1)).toEqual([])
  expect(mails.has('nowhere')).toBe(false)
  console.log(`raw mails: ${names.length} in ${tookMs} ms`)
})

corpusTest('each can be found by its words, or is shown as an odd message, or has files or a subject alone', () => {
  const all = [...mails].map(([name, [mail]]) => ({ name, mail }))
  const withText = all.filter(({ mail }) => words(mail?.body?.text ?? '') !== '')
  const odd = all.filter(({ mail }) => mail !== undefined && mail.row.odd !== null)
  const rest = all.filter((each) => !withText.includes(each) && !odd.includes(each))
  console.log(`with text: ${withText.length}, odd: ${odd.map(({ name, mail }) => `\n  ${name}: ${mail?.row.odd}`).join('')}`)
  console.log(
    `neither: ${rest.map(({ name, mail }) => `\n  ${name}: ${mail?.row.attachments.length} files, "${mail?.row.subject.slice(0, 60)}"`).join('')}`,
  )
  const lost = rest.filter(({ mail }) => mail?.row.attachments.length === 0 && words(mail.row.subject) === '')
  expect(lost.filter(({ name }) => hasWords(readFileSync(path.join(folder, name), 'latin1'))).map(({ name }) => name)).toEqual([])
  expect(withText.length / all.length).toBeGreaterThan(0.9)
})

/** Whether anything is written below the header of a source that is no multipart. */
function hasWords(source: string): boolean {
  const [head = '', ...body] = source.split(/\r?\n\r?\n/u)
  return !/content-type:\s*multipart/iu.test(head) && words(body.join('')) !== ''
}

corpusTest('what is shown to a reader has no control and no direction characters in names and subjects', () => {
  const seen = [...mails.values()].flatMap(([mail]) =>
    mail === undefined ? [] : [mail.row.subject, mail.row.from.name, mail.row.from.address],
  )
  expect(seen.filter((text) => /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text))).toEqual([])
})

corpusTest('the source of an odd message, and of one without text, can be fetched as it came', async () => {
  const asked = [...mails].filter(([, [mail]]) => mail !== undefined && (mail.row.odd !== null || words(mail.body?.text ?? '') === ''))
  const plain = (bytes: Uint8Array | null | undefined): string =>
    Buffer.from(bytes ?? [])
      .toString('latin1')
      .replaceAll('\r', '')
  for (const [name, [mail]] of asked) {
    const messageRow = mail?.row.id ?? 0
    expect(await shop.run({ kind: 'fetch-attachment', messageRow, part: 'source' })).toMatchObject({ ok: true })
    const file = await shop.database.files.get([messageRow, 'source'])
    expect(plain(file?.bytes).trim() === plain(readFileSync(path.join(folder, name))).trim(), name).toBe(true)
  }
})

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { openMail } from '../support/hostile/open-mail.ts'
import { png } from '../support/hostile-mail/images.ts'
import { startRequestLog, type RequestLog } from '../support/hostile/request-log.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'

let servers: ShopServers
let app: App
let listener: RequestLog
const profile = newProfile()
const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-saved-'))
const claire = 'Claire Morel <claire@post.example>'

/** A real picture of one pixel. */
const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

function pictureLetter(subject: string, html: string, parts: readonly { id: string; type: string; bytes: Uint8Array }[]): string {
  const [head = ''] = letter({ from: 'Pictures <pictures@post.example>', subject, text: '' }).split('\r\nMIME-Version')
  const files = parts.map(
    ({ id, type, bytes }) =>
      `\r\n--b\r\nContent-Type: ${type}\r\nContent-ID: <${id}>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(bytes).toString('base64')}`,
  )
  return `${head}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}${files.join('')}\r\n--b--\r\n`
}

function fileLetter(subject: string, name: string): string {
  const [head = ''] = letter({ from: 'Files <files@post.example>', subject, text: '' }).split('\r\nMIME-Version')
  const encoded = `=?utf-8?b?${Buffer.from(name).toString('base64')}?=`
  return `${head}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIs this your invoice?\r\n--b\r\nContent-Type: application/pdf; name="${encoded}"\r\nContent-Disposition: attachment; filename="${encoded}"\r\nContent-Transfer-Encoding: base64\r\n\r\nTVogZXZpbA==\r\n--b--\r\n`
}

beforeAll(async () => {
  servers = await startShopServers()
  listener = await startRequestLog()
  const { dovecot } = servers
  dovecot.deliver(
    letter({ from: '"hey@shop.example" <boss@evil.example>', subject: 'Named after us', text: 'Could you send me the list of customers?' }),
  )
  dovecot.deliver(
    letter({
      from: claire,
      subject: 'Answer elsewhere',
      text: 'Is the blue bowl still to be had?',
      headers: ['Reply-To: claire@evil.example'],
    }),
  )
  dovecot.deliver(letter({ from: claire, subject: 'A lamp', text: 'Is the blue lamp back in stock?', messageId: 'lamp@post.example' }))
  dovecot.deliver(
    letter({
      from: 'The Shop <hey@shop.example>',
      to: 'claire@post.example',
      subject: 'Re: A lamp',
      text: 'Yes, it is. Anna',
      messageId: 'lamp-answer@shop.example',
      inReplyTo: 'lamp@post.example',
    }),
    { folder: 'Sent', seen: true },
  )
  dovecot.deliver(
    letter({
      from: 'Kevin <kevin@evil.example>',
      subject: 'Re: A lamp',
      text: 'Could you send it to this address instead?',
      messageId: 'forged@evil.example',
      inReplyTo: 'lamp@post.example',
    }),
    { internalDate: new Date(Date.now() + 2000) },
  )
  dovecot.deliver(
    letter({
      from: 'Nosy <nosy@post.example>',
      subject: 'Did you read this',
      text: 'Did you read this? And can I still order?',
      headers: [
        'Disposition-Notification-To: nosy@post.example',
        'Return-Receipt-To: nosy@post.example',
        'X-Confirm-Reading-To: nosy@post.example',
        `List-Unsubscribe: <http://127.0.0.1:${listener.port}/out>, <mailto:out@post.example?subject=out>`,
        'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      ],
    }),
  )
  dovecot.deliver(fileLetter('Your invoice', 'invoice\u202Efdp.exe'))
  dovecot.deliver(
    pictureLetter(
      'Inline pictures',
      '<p>Look</p><img alt="good" src="cid:good@x"><img alt="lie" src="cid:lie@x"><img alt="vast" src="cid:vast@x"><img alt="other" src="cid:secret@y">',
      [
        { id: 'good@x', type: 'image/png', bytes: onePixel },
        { id: 'lie@x', type: 'image/png', bytes: Buffer.from('<html><script>top.ran(1)</script></html>') },
        { id: 'vast@x', type: 'image/png', bytes: png(30_000, 30_000) },
      ],
    ),
  )
  dovecot.deliver(
    pictureLetter('Somebody else', '<p>Mine</p><img alt="secret" src="cid:secret@y">', [
      { id: 'secret@y', type: 'image/png', bytes: onePixel },
    ]),
  )
  app = await startApp({ profile, env: { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) } })
  await app.page.locator('[data-sync="idle"]').waitFor()
})

afterAll(async () => {
  await app.close()
  removeProfile(profile)
  listener.stop()
  rmSync(folder, { recursive: true, force: true })
  await servers.stop()
})

async function open(subject: string): Promise<void> {
  for (const key of ['t', 'u', 'p', 'a']) {
    await app.page.keyboard.press('g')
    await app.page.keyboard.press(key)
    const row = app.page.locator('.row', { hasText: subject }).first()
    const isThere = await row.waitFor({ timeout: 1500 }).then(
      () => true,
      () => false,
    )
    if (!isThere) continue
    await row.click()
    break
  }
  await app.page.locator('.reading-title', { hasText: subject }).waitFor()
}

const warning = (kind: string) => app.page.locator(`[data-sender-warning="${kind}"]`)
const recipient = () => app.page.locator('.composer input').first()

test('D02: a name that is our own address is contradicted with the real domain', async () => {
  await open('Named after us')
  expect(await warning('name-says-address').innerText()).toContain('evil.example')
  expect(await app.page.locator('[data-sender-address]').innerText()).toContain('boss@evil.example')
})

test('D04: a Reply-To in another house is shown, and nothing leaves before it was asked about', async () => {
  await open('Answer elsewhere')
  expect(await warning('answers-elsewhere').innerText()).toContain('claire@evil.example')
  await app.page.keyboard.press('r')
  await app.page.locator('[data-recipient-doubt="answers-elsewhere"]').waitFor()
  await app.page.keyboard.type('Yes it is.')
  await app.page.keyboard.press('Control+Enter')
  await app.page.getByText('First choose who gets this answer').waitFor()
  await app.page.locator('[data-answer-to="claire@post.example"]').click()
  expect(await recipient().inputValue()).toBe('claire@post.example')
  await app.page.keyboard.press('Control+Enter')
  await app.page.locator('.undo-bar').waitFor()
  await until(() => servers.sink.taken.length === 1, 30_000)
  expect(servers.sink.taken[0]?.to).toEqual(['claire@post.example'])
})

test('D06: somebody new in a conversation is told as such, and gets no answer by habit', async () => {
  await open('A lamp')
  expect(await warning('new-person').innerText()).toContain('kevin@evil.example')
  await app.page.keyboard.press('r')
  await app.page.locator('[data-recipient-doubt="new-person"]').waitFor()
  await app.page.keyboard.type('Yes.')
  await app.page.keyboard.press('Control+Enter')
  await app.page.getByText('First choose who gets this answer').waitFor()
  await app.page.locator('[data-answer-to="claire@post.example"]').click()
  expect(await recipient().inputValue()).toBe('claire@post.example')
  await app.page.locator('[data-recipient-doubt]').waitFor({ state: 'detached' })
  await app.page.keyboard.press('Escape')
})

test('D09: opening a mail that asks for a receipt and offers a way out sends nothing by itself', async () => {
  const before = servers.sink.taken.length
  await open('Did you read this')
  await app.page.locator('.row:not([data-unread="true"])', { hasText: 'Did you read this' }).first().waitFor()
  await until(() =>
    servers.dovecot.list('INBOX').some((file) => readFileSync(file, 'utf8').includes('Did you read this') && file.endsWith('S')),
  )
  expect(servers.sink.taken).toHaveLength(before)
  expect(listener.connections()).toBe(0)
})

test('A01, A02, A03: a file shows its true ending, is saved only after a warning, over a link without following it', async () => {
  const chosen = path.join(folder, 'chosen.exe')
  const victim = path.join(folder, 'victim')
  writeFileSync(victim, 'mine')
  symlinkSync(victim, chosen)
  await app.electron.evaluate(({ dialog, shell }, filePath) => {
    const offered: string[] = []
    const openedPaths: string[] = []
    Object.assign(globalThis, { offered, openedPaths })
    Object.assign(dialog, {
      showSaveDialog: async (_window: unknown, options: { defaultPath: string }) => {
        offered.push(options.defaultPath)
        return { canceled: false, filePath }
      },
    })
    Object.assign(shell, {
      openPath: async (opened: string) => {
        openedPaths.push(opened)
        return ''
      },
      openExternal: async (opened: string) => {
        openedPaths.push(opened)
      },
    })
  }, chosen)
  const said = () =>
    app.electron
      .evaluate(() => globalThis as unknown as { offered: string[]; openedPaths: string[] })
      .then(({ offered, openedPaths }) => ({ offered, openedPaths }))
  await open('Your invoice')
  const button = app.page.locator('[data-attachment]')
  expect(await button.innerText()).toContain('invoicefdp.exe')
  await button.click()
  await app.page.locator('[data-risky-attachment]').waitFor()
  expect(await app.page.locator('[data-risky-attachment]').innerText()).toContain('.exe')
  expect((await said()).offered).toEqual([])
  await app.page.getByRole('button', { name: 'Save it anyway' }).click()
  await until(async () => (await said()).offered.length === 1 && existsSync(chosen) && readFileSync(chosen, 'latin1') === 'MZ evil')
  expect(await said()).toEqual({ offered: ['invoicefdp.exe'], openedPaths: [] })
  expect(readFileSync(victim, 'utf8')).toBe('mine')
  expect(readdirSync(folder).sort()).toEqual(['chosen.exe', 'victim'])
})

test('A04: of the inline pictures only the own, honest, small one is drawn', async () => {
  // The other mail's picture is fetched first: it is here, and still not this mail's.
  const other = await openMail(app.page, 'Somebody else')
  await other.locator('img[alt="secret"][src^="data:image/png"]').waitFor({ state: 'attached' })
  const frame = await openMail(app.page, 'Inline pictures')
  await frame.locator('img[alt="good"][src^="data:image/png"]').waitFor({ state: 'attached' })
  for (const alt of ['lie', 'vast', 'other']) expect(await frame.locator(`img[alt="${alt}"]`).getAttribute('src')).toBeNull()
})

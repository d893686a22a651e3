import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { storeSchema } from '#contract/store-stamp.ts'
import { ensureDisplay } from '#tools/runtime/display.ts'
import { launchOf } from '#tools/runtime/launch.ts'
import { newProfile, removeProfile, startApp, testRuntime, writeSetup, type App } from '../support/app.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'
import { inWindow } from '../support/window-look.ts'

let servers: ShopServers

beforeAll(async () => {
  servers = await startShopServers()
  servers.dovecot.deliver(letter({ from: 'Ada <ada@post.example>', subject: 'A blue cup', text: 'Do you still have it?' }))
})

afterAll(async () => {
  await servers.stop()
})

function stampFile(profile: string): string {
  return path.join(profile, 'store-version.json')
}

function storeFolder(profile: string): string {
  return path.join(profile, 'browser', 'IndexedDB', 'app_comptoir_0.indexeddb.leveldb')
}

async function launch(profile: string) {
  const launching = launchOf(await testRuntime(), (await ensureDisplay(() => {})).name, { COMPTOIR_PROFILE: profile })
  return { launching, app: await _electron.launch({ executablePath: launching.executable, args: launching.args, env: launching.env }) }
}

/** A shop with a half-written reply, closed again. */
async function profileWithDraft(): Promise<{ profile: string; env: Record<string, string> }> {
  const profile = newProfile()
  const env = { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) }
  const app = await startApp({ profile, env })
  await app.page.locator('.row', { hasText: 'A blue cup' }).click()
  await app.page.keyboard.press('r')
  await app.page.getByLabel('Your reply').pressSequentially('Yes, one is left')
  await until(() => readFileSync(path.join(profile, 'journal', 'unsent.jsonl'), 'utf8').includes('Yes, one is left'))
  await app.close()
  return { profile, env }
}

/** Every file below a folder with what it holds. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files.map((entry) => [path.join(entry.path, entry.name), readFileSync(path.join(entry.path, entry.name), 'base64')]),
  )
}

test.each([
  ['its tables come from a newer Comptoir', { schema: 99, app: '9.1.0', chromium: '80.0.0.0' }],
  ['its files come from a newer browser', { schema: 1, app: '9.1.0', chromium: '999.0.0.0' }],
])('a profile is not opened where %s: a window says so in both languages, and not a byte of the store changes', async (_why, stamp) => {
  const { profile } = await profileWithDraft()
  writeFileSync(stampFile(profile), JSON.stringify(stamp))
  const before = { ...contents(path.join(profile, 'browser')), ...contents(path.join(profile, 'journal')) }
  expect(Object.keys(before).length).toBeGreaterThan(10)
  const { app } = await launch(profile)
  const page = await app.firstWindow()
  const words = await page.locator('body').innerText()
  expect(words).toContain('Comptoir was not opened')
  expect(words).toContain('Comptoir n’a pas été ouvert')
  expect(words).toContain('9.1.0')
  const child = app.process()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await page.close().catch(() => {})
  await ended
  expect({ ...contents(path.join(profile, 'browser')), ...contents(path.join(profile, 'journal')) }).toEqual(before)
  expect(JSON.parse(readFileSync(stampFile(profile), 'utf8'))).toEqual(stamp)
  removeProfile(profile)
})

test('a profile notes what wrote it, so that an older app can tell', async () => {
  const profile = newProfile()
  const app = await startApp({ profile })
  const chromium = await app.electron.evaluate(() => process.versions.chrome)
  expect(JSON.parse(readFileSync(stampFile(profile), 'utf8'))).toMatchObject({ schema: storeSchema, chromium })
  await app.close()
  removeProfile(profile)
})

test('a lock left behind by a kill -9, on a computer that has another name by now, does not keep the app from starting', async () => {
  const profile = newProfile()
  const first = await startApp({ profile })
  await first.kill()
  const lock = path.join(profile, 'SingletonLock')
  const [, pid] = /-(\d+)$/.exec(readlinkSync(lock)) ?? []
  rmSync(lock)
  symlinkSync(`the-old-name-${pid ?? ''}`, lock)
  const second = await startApp({ profile })
  expect(await second.page.locator('.welcome').count()).toBe(1)
  await second.close()
  removeProfile(profile)
})

test('a store that cannot be opened leads to the recovery screen: what is kept, as files too, and a new copy', async () => {
  const { profile, env } = await profileWithDraft()
  // Nothing can be written there: every try to open it fails.
  rmSync(storeFolder(profile), { recursive: true })
  symlinkSync('/proc/self/fdinfo', storeFolder(profile))
  const app = await startApp({ profile, env })
  await app.page.getByText('cannot be opened').waitFor({ timeout: 30_000 })
  await app.page.getByText('drafts: 1,').waitFor()
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-export-'))
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, folder)
  await app.page.getByRole('button', { name: 'Save what is kept as files' }).click()
  await app.page.getByText(`Saved in ${path.join(folder, 'Comptoir')}`).waitFor()
  const [draft = ''] = readdirSync(path.join(folder, 'Comptoir')).filter((name) => name.endsWith('.txt'))
  expect(readFileSync(path.join(folder, 'Comptoir', draft), 'utf8')).toContain('Yes, one is left')
  await app.page.getByRole('button', { name: 'Start with a new copy' }).click()
  await until(async () => (await inWindow(app, `document.querySelector('[data-notice]')?.dataset.notice`)) === 'emptied', 30_000)
  await until(async () => (await draftTexts(app))?.some((text) => text.includes('one is left')), 30_000)
  await until(async () => (await inWindow(app, `document.querySelector('[data-sync]')?.dataset.sync`)) === 'idle', 30_000)
  await app.close()
  rmSync(folder, { recursive: true })
  removeProfile(profile)
})

async function draftTexts(app: App): Promise<string[] | undefined> {
  return (await inWindow(
    app,
    `new Promise((resolve) => {
      const opening = indexedDB.open('comptoir')
      opening.onupgradeneeded = () => opening.transaction.abort()
      opening.onerror = () => resolve(null)
      opening.onsuccess = () => {
        const asked = opening.result.transaction('drafts').objectStore('drafts').getAll()
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result.map(({ text }) => text)) }
      }
    })`,
  )) as string[] | undefined
}

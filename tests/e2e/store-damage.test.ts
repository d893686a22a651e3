import { existsSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'
import { inWindow } from '../support/window-look.ts'

const mailCount = 150

let servers: ShopServers

beforeAll(async () => {
  servers = await startShopServers()
  for (let number = 0; number < mailCount; number += 1) {
    const text = `Hello,\n\nDo you still have cup number ${number}?\n\n${'It was to be a present. '.repeat(30)}`
    servers.dovecot.deliver(letter({ from: `Customer ${number} <c${number}@post.example>`, subject: `Cup ${number}`, text }))
  }
})

afterAll(async () => {
  await servers.stop()
})

type Kept = { drafts: string[]; lanes: string[]; messages: number; notice: boolean }

const readKept = `new Promise((resolve) => {
  const opening = indexedDB.open('comptoir')
  // Not there yet: it is the app that makes it.
  opening.onupgradeneeded = () => opening.transaction.abort()
  opening.onerror = () => resolve(null)
  opening.onsuccess = () => {
    const database = opening.result
    const names = ['drafts', 'facts', 'messageRows', 'values']
    if (names.some((name) => !database.objectStoreNames.contains(name))) { database.close(); resolve(null); return }
    const reading = database.transaction(names, 'readonly')
    const drafts = reading.objectStore('drafts').getAll()
    const facts = reading.objectStore('facts').getAll()
    const messages = reading.objectStore('messageRows').count()
    const notice = reading.objectStore('values').get('store-notice')
    reading.oncomplete = () => {
      database.close()
      resolve({
        drafts: drafts.result.map(({ text, attachments }) => text + attachments.map(({ name, bytes }) => ' + ' + name + ' ' + bytes.length)),
        lanes: facts.result.map(({ lane }) => lane),
        messages: messages.result,
        notice: notice.result !== undefined,
      })
    }
  }
})`

/** Cached files, 8 MB of them: enough to make Chromium write its log out as table files. */
const fillStore = `new Promise((resolve) => {
  const opening = indexedDB.open('comptoir')
  opening.onsuccess = () => {
    const database = opening.result
    const writing = database.transaction('files', 'readwrite')
    for (let number = 0; number < 200; number += 1)
      writing.objectStore('files').put({ messageRow: -number, name: '2', type: '', bytes: crypto.getRandomValues(new Uint8Array(40000)), failure: null })
    writing.oncomplete = () => { database.close(); resolve(true) }
  }
})`

async function keptIn(app: App): Promise<Kept | null> {
  return ((await inWindow(app, readKept)) ?? null) as Kept | null
}

/** The folder of Chromium's database files. */
function storeFolder(profile: string): string {
  return path.join(profile, 'browser', 'IndexedDB', 'app_comptoir_0.indexeddb.leveldb')
}

function largest(folder: string, ending: string): string {
  const files = readdirSync(folder).filter((name) => name.endsWith(ending))
  const [first] = files.sort((a, b) => statSync(path.join(folder, b)).size - statSync(path.join(folder, a)).size)
  if (first === undefined) throw new Error(`no ${ending} among ${readdirSync(folder).join(' ')}`)
  return path.join(folder, first)
}

function halve(file: string): void {
  truncateSync(file, Math.floor(statSync(file).size / 2))
}

const damages: Readonly<Record<string, (folder: string) => void>> = {
  'its MANIFEST cut': (folder) => {
    halve(largest(folder, readdirSync(folder).find((name) => name.startsWith('MANIFEST')) ?? ''))
  },
  'a table file lost': (folder) => {
    rmSync(largest(folder, '.ldb'))
  },
  'CURRENT lost': (folder) => {
    rmSync(path.join(folder, 'CURRENT'))
  },
  'its log halved': (folder) => {
    halve(largest(folder, '.log'))
  },
  '64 bytes of a table file flipped': (folder) => {
    const file = largest(folder, '.ldb')
    const bytes = readFileSync(file)
    const start = Math.floor(bytes.length / 2)
    for (let at = start; at < Math.min(start + 64, bytes.length); at += 1) bytes[at] = (bytes[at] ?? 0) ^ 0xff
    writeFileSync(file, bytes)
  },
  'a table file emptied': (folder) => {
    truncateSync(largest(folder, '.ldb'), 0)
  },
  'the whole folder gone': (folder) => {
    rmSync(folder, { recursive: true })
  },
}

/** A profile in which a reply is half written with a file attached, and a verdict was given; closed. */
async function prepare(): Promise<{ profile: string; env: Record<string, string> }> {
  const profile = newProfile()
  const env = { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) }
  const app = await startApp({ profile, env })
  await until(async () => (await keptIn(app))?.messages === mailCount, 60_000)
  await app.page.locator('[data-sync="idle"]').waitFor()
  await app.page.locator('.row').first().click()
  await app.page.keyboard.press('p')
  await until(async () => (await keptIn(app))?.lanes.includes('pitch'))
  await app.page.locator('.row').first().click()
  await app.page.keyboard.press('r')
  await app.page.getByLabel('Your reply').pressSequentially('Yes, two are left')
  const file = path.join(profile, 'cup.png')
  writeFileSync(file, Buffer.alloc(50_000, 7))
  await app.page.locator('.composer input[type="file"]').setInputFiles(file)
  await until(async () => (await keptIn(app))?.drafts.some((draft) => draft.includes('two are left') && draft.endsWith('cup.png 50000')))
  await inWindow(app, fillStore)
  await app.close()
  return { profile, env }
}

test.each(Object.keys(damages))('after %s the draft with its file and the verdict are there, and the mail comes back', async (name) => {
  const { profile, env } = await prepare()
  damages[name]?.(storeFolder(profile))
  const startedAt = performance.now()
  const app = await startApp({ profile, env })
  const kept = await until(async () => {
    const now = await keptIn(app)
    return now?.drafts.some((draft) => draft.includes('two are left') && draft.endsWith('cup.png 50000')) === true &&
      now.lanes.includes('pitch')
      ? now
      : null
  }, 60_000)
  const backMs = Math.round(performance.now() - startedAt)
  expect(kept.drafts).toHaveLength(1)
  await until(async () => (await keptIn(app))?.messages === mailCount, 60_000)
  await until(async () => (await inWindow(app, `document.querySelector('[data-sync]')?.dataset.sync`)) === 'idle', 60_000)
  const notice = await inWindow(app, `document.querySelector('[data-notice]')?.dataset.notice ?? null`)
  process.stdout.write(
    `store damage: ${name}: unsent work back after ${backMs} ms (start of the app included), notice: ${String(notice)}\n`,
  )
  if (name === 'the whole folder gone') {
    expect(notice).toBe('emptied')
    await app.page.getByRole('button', { name: 'All right' }).click()
    await until(async () => (await keptIn(app))?.notice === false)
    expect(await app.page.locator('[data-notice]').count()).toBe(0)
  }
  expect(existsSync(path.join(profile, 'journal', 'unsent.jsonl'))).toBe(true)
  expect(servers.dovecot.list('INBOX')).toHaveLength(mailCount)
  await app.close()
  removeProfile(profile)
})

import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'
import { inWindow } from '../support/window-look.ts'

let servers: ShopServers
let profile: string
const canMount = process.platform === 'linux' && process.getuid?.() === 0
if (!canMount) process.stdout.write('a full disk is not tested: a small disk of its own can only be mounted by root\n')

beforeAll(async () => {
  servers = await startShopServers()
  for (let number = 0; number < 20; number += 1)
    servers.dovecot.deliver(
      letter({ from: `C${number} <c${number}@post.example>`, subject: `Cup ${number}`, text: 'Do you still have it?' }),
    )
  profile = newProfile()
  if (canMount) execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', profile])
})

afterAll(async () => {
  if (canMount) execFileSync('/bin/umount', ['-l', profile])
  removeProfile(profile)
  await servers.stop()
})

/** Takes all the room that is left; the answer gives it back. */
function fillDisk(): () => void {
  const file = path.join(profile, 'ballast')
  const handle = openSync(file, 'w')
  const block = Buffer.alloc(64 * 1024)
  for (const size of [block.length, 4096, 512]) {
    try {
      for (;;) writeSync(handle, block, 0, size)
    } catch {
      // Full for this size.
    }
  }
  closeSync(handle)
  return () => {
    rmSync(file)
  }
}

/** How many messages the store holds. */
function messageCount(app: App): Promise<unknown> {
  return inWindow(
    app,
    `new Promise((resolve) => {
      const opening = indexedDB.open('comptoir')
      opening.onerror = () => resolve(null)
      opening.onsuccess = () => {
        const asked = opening.result.transaction('messageRows').objectStore('messageRows').count()
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result) }
      }
    })`,
  )
}

function syncWords(app: App): Promise<string> {
  return app.page.locator('.shell').innerText()
}

test.skipIf(!canMount)(
  'on a full disk what cannot be kept is said, nothing is lost, and all goes on by itself once there is room',
  async () => {
    mkdirSync(profile, { recursive: true })
    const env = { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) }
    let app = await startApp({ profile, env })
    await app.page.locator('[data-sync="idle"]').waitFor()
    await app.page.locator('.row').first().click()
    await app.page.keyboard.press('r')
    await app.page.getByLabel('Your reply').pressSequentially('Written while there was room')
    await until(() => readFileSync(path.join(profile, 'journal', 'unsent.jsonl'), 'utf8').includes('Written while there was room'))
    const makeRoom = fillDisk()
    expect(statfsSync(profile).bavail).toBe(0)
    // More than what is left of the pages that files already own.
    await app.page.getByLabel('Your reply').fill(`Written while there was room and this was not ${'x'.repeat(60_000)}`)
    await app.page.getByText('disk is full').first().waitFor({ timeout: 20_000 })
    expect(await app.page.getByLabel('Your reply').inputValue()).toContain('there was room and this was not')
    await app.page.locator('[data-notice="disk-full"]').waitFor()
    expect(await app.page.locator('.row').count()).toBeGreaterThan(5)
    await app.kill()
    // Started on a full disk: it says so and how much is kept, and offers nothing that would throw anything away.
    app = await startApp({ profile, env })
    await app.page.getByText('disk is full').first().waitFor({ timeout: 30_000 })
    await app.page.getByText('drafts: 1,').waitFor()
    expect(await app.page.getByRole('button', { name: 'Start with a new copy' }).count()).toBe(0)
    makeRoom()
    servers.dovecot.deliver(letter({ from: 'Ida <ida@post.example>', subject: 'After the full disk', text: 'Are you there?' }))
    await until(async () => (await messageCount(app)) === 21, 60_000)
    expect(await syncWords(app)).not.toContain('disk is full')
    const draft = (await inWindow(
      app,
      `new Promise((resolve) => {
      const opening = indexedDB.open('comptoir')
      opening.onsuccess = () => {
        const asked = opening.result.transaction('drafts').objectStore('drafts').getAll()
        asked.onsuccess = () => { opening.result.close(); resolve(asked.result.map(({ text }) => text).join()) }
      }
    })`,
    )) as string
    expect(draft).toContain('Written while there was room')
    await app.close()
  },
)

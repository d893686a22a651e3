import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'

let servers: ShopServers

beforeAll(async () => {
  servers = await startShopServers()
})

afterAll(async () => {
  await servers.stop()
})

function shown(app: App): Promise<boolean> {
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true)
}

test('closing hides the window and mail goes on arriving; starting the app again brings the same window back', async () => {
  const profile = newProfile()
  const env = { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) }
  const app = await startApp({ profile, env })
  await app.page.locator('[data-sync="idle"]').waitFor()
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })
  await until(async () => !(await shown(app)))
  servers.dovecot.deliver(letter({ from: 'Ada <ada@post.example>', subject: 'Written while hidden', text: 'Do you ship to Ghent?' }))
  await app.page.locator('.row', { hasText: 'Written while hidden' }).waitFor({ state: 'attached' })
  const child = app.electron.process()
  const second = spawn(
    child.spawnfile,
    child.spawnargs.slice(1).filter((word) => !word.startsWith('--remote-debugging') && !word.startsWith('--inspect')),
    {
      env: {
        ...process.env,
        ...(await app.electron.evaluate(() => ({
          DISPLAY: process.env['DISPLAY'] ?? '',
          COMPTOIR_APP: process.env['COMPTOIR_APP'] ?? '',
        }))),
        COMPTOIR_PROFILE: profile,
      },
      stdio: 'ignore',
    },
  )
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  await until(() => shown(app))
  expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  await app.close()
  removeProfile(profile)
})

test('size and place of the window are remembered', async () => {
  const profile = newProfile()
  const first = await startApp({ profile })
  await first.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 60, y: 50, width: 1010, height: 640 })
  })
  await first.close()
  const second = await startApp({ profile })
  expect(await second.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())).toMatchObject({
    x: 60,
    y: 50,
    width: 1010,
    height: 640,
  })
  await second.close()
  removeProfile(profile)
})

test('the language chosen on the welcome screen changes the words at once, and is kept', async () => {
  const profile = newProfile()
  const first = await startApp({ profile })
  await first.page.getByText('Try the demo shop').waitFor()
  await first.page.getByText('Français').click()
  await first.page.getByText('Essayer la boutique de démonstration').waitFor()
  expect(await first.page.evaluate(() => document.documentElement.lang)).toBe('fr')
  await first.close()
  const second = await startApp({ profile })
  await second.page.getByText('Essayer la boutique de démonstration').waitFor()
  await second.close()
  removeProfile(profile)
})

test('a setup file that is wrong is named on the welcome screen, with each wrong field', async () => {
  const profile = newProfile()
  const file = writeSetup(profile, {
    helper: { name: 'Anna' },
    shop: { name: 'X', timeZone: 'Europe/Paris' },
    account: { address: 'nobody' },
  })
  const app = await startApp({ profile, env: { COMPTOIR_SETUP: file } })
  const words = await app.page.locator('.welcome').innerText()
  expect(words).toContain(file)
  expect(words).toContain('account.address')
  await app.close()
  removeProfile(profile)
})

test('what is typed in the last instant before quitting is there again', async () => {
  const profile = newProfile()
  const env = { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) }
  servers.dovecot.deliver(letter({ from: 'Ida <ida@post.example>', subject: 'Typed at the last', text: 'Do you have it in green?' }))
  const first = await startApp({ profile, env })
  await first.page.locator('.row', { hasText: 'Typed at the last' }).click()
  await first.page.keyboard.press('r')
  await first.page.locator('.composer textarea').waitFor()
  await first.page.keyboard.type('Yes, in green')
  await first.close()
  const second = await startApp({ profile, env })
  await second.page.locator('.row', { hasText: 'Typed at the last' }).click()
  await second.page.keyboard.press('r')
  await until(async () => (await second.page.locator('.composer textarea').inputValue()).startsWith('Yes, in green'))
  await second.close()
  removeProfile(profile)
})

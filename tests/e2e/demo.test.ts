import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { enterDemo } from '#tools/drive-app.ts'
import { newProfile, removeProfile, startApp } from '../support/app.ts'
import { until } from '../support/node-shop.ts'

/** Every file below a folder, with its content as Latin-1. */
function contents(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
}

test.each([
  ['an afternoon', '2026-11-24T14:30:00Z', 'next-closing'],
  ['the last hour', '2026-11-24T16:30:00Z', 'tight'],
  ['Sunday night', '2026-11-29T02:10:00Z', 'next-closing'],
])('the demo board is filled in %s', async (_name, now, waitingGroup) => {
  const app = await startApp({ env: { COMPTOIR_NOW: now } })
  const page = await enterDemo(app)
  for (const group of ['missed', waitingGroup]) await page.locator(`.group-title[data-group="${group}"]`).waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await until(async () => (await page.locator('.row').count()) >= 8)
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await until(async () => (await page.locator('.row[data-state="met"]').count()) >= 8)
  expect(await page.getByText('This is the demo shop').count()).toBe(1)
  await app.close()
  removeProfile(app.profile)
})

test('a customer of the demo answers what is sent, and leaving the demo leaves no trace', async () => {
  const profile = newProfile()
  const temporaryBefore = new Set(readdirSync(tmpdir()))
  const app = await startApp({ profile })
  const page = await enterDemo(app)
  await page.locator('.row', { hasText: 'Colis jamais' }).first().click()
  await page.keyboard.press('h')
  await until(async () => (await page.locator('.composer textarea').inputValue()).includes('Bonjour Claire'))
  await page.keyboard.press('Control+Enter')
  await page.locator('.undo-bar').waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  const claire = page.locator('.row', { hasText: 'Colis jamais' })
  await until(async () => (await claire.count()) === 1, 40_000)
  // The customer writes back after a little while, which opens the conversation again.
  await until(async () => (await claire.count()) === 0, 90_000)

  const welcome = app.electron.waitForEvent('window')
  // The window goes with the click, so nobody is left to say that it was done.
  await page
    .getByRole('button', { name: 'Leave the demo' })
    .click()
    .catch(() => {})
  const left = await welcome
  await left.locator('[data-door="demo"]').waitFor()
  expect(contents(profile).filter((content) => /atelier-lunaire|Colis jamais|Claire Morel/.test(content))).toEqual([])
  await until(() => readdirSync(tmpdir()).filter((name) => name.startsWith('comptoir-demo-') && !temporaryBefore.has(name)).length === 0)
  expect(existsSync(path.join(profile, 'account.json'))).toBe(false)
  await app.close()
  removeProfile(profile)
})

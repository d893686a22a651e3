import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { enterDemo } from '#tools/drive-app.ts'
import { removeProfile, startApp } from '../support/app.ts'
import { until } from '../support/node-shop.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Serious and critical findings of axe on the page as it is, in a line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return await page.evaluate(async () => {
    type Found = { violations: { id: string; impact: string; nodes: { html: string }[] }[] }
    const run = (globalThis as unknown as { axe: { run: (context: object, options: object) => Promise<Found> } }).axe
    // Mail in frames is other people's: the frame itself counts, what is inside does not.
    const found = await run.run({ exclude: ['iframe'] }, { iframes: false })
    return found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)
  })
}

async function go(page: Page, key: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press(key)
}

test.each(['light', 'dark'] as const)('axe finds nothing serious on any screen, %s', async (scheme) => {
  const app = await startApp()
  await app.page.emulateMedia({ colorScheme: scheme })
  expect(await violations(app.page)).toEqual([])
  await app.page.locator('[data-door="connect"]').click()
  await app.page.locator('input[type="password"]').waitFor()
  expect(await violations(app.page)).toEqual([])
  await app.page.reload()
  const page = await enterDemo(app)
  await page.emulateMedia({ colorScheme: scheme })
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('j')
  await page.locator('.reading-title').waitFor()
  await page.keyboard.press('r')
  await page.locator('.composer textarea').waitFor()
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  for (const [key, waited] of [
    ['u', '.row'],
    ['p', '.row'],
    ['a', '.row'],
    ['o', '.list-title'],
    ['s', '.settings'],
  ] as const) {
    await go(page, key)
    await page.locator(waited).first().waitFor()
    expect(await violations(page)).toEqual([])
  }
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await until(async () => (await violations(page)).length === 0)
  await app.close()
  removeProfile(app.profile)
})

test('axe can find something: a button without a name is reported', async () => {
  const app = await startApp()
  await app.page.evaluate(() => document.body.append(document.createElement('button')))
  expect((await violations(app.page)).join()).toContain('button-name')
  await app.close()
  removeProfile(app.profile)
})

test('by keyboard alone: from the welcome into the demo, through the board, a reply sent and taken back', async () => {
  const app = await startApp()
  const opened = app.electron.waitForEvent('window')
  await until(async () => {
    await app.page.keyboard.press('Tab')
    return await app.page.evaluate(() => document.activeElement?.getAttribute('data-door') === 'demo')
  })
  await app.page.keyboard.press('Enter')
  const page = await opened
  await page.locator('[data-sync="idle"]').waitFor({ timeout: 60_000 })
  await page.keyboard.press('j')
  await page.locator('.reading-title').waitFor()
  await page.keyboard.press('h')
  const text = page.locator('.composer textarea')
  await text.waitFor()
  await until(async () => !/^\s*$/.test(await text.inputValue()))
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('Typed by hand. ')
  const before = await text.inputValue()
  expect(before).not.toContain('⟦')
  await page.keyboard.press('Control+Enter')
  await page.locator('.undo-bar').waitFor()
  await page.keyboard.press('z')
  await text.waitFor()
  expect(await text.inputValue()).toBe(before)
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await page.keyboard.type('figuier')
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.reading-title').waitFor()
  await app.close()
  removeProfile(app.profile)
})

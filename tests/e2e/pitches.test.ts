import { expect, test } from 'vitest'
import { enterDemo } from '#tools/drive-app.ts'
import { removeProfile, startApp } from '../support/app.ts'
import { until } from '../support/node-shop.ts'

const now = '2026-11-24T14:30:00Z'

test.each([
  {
    language: 'en' as const,
    kind: 'By kind',
    doubt: 'Second look',
    speaks: 'speaks for a pitch',
    policy: 'What is a pitch?',
    forget: 'Forget',
  },
  {
    language: 'fr' as const,
    kind: 'Par genre',
    doubt: 'Second regard',
    speaks: 'parle pour un démarchage',
    policy: 'Qu’est-ce qu’un démarchage',
    forget: 'Oublier',
  },
])('pitches are held with all their evidence, and a verdict moves, teaches and is taken back whole ($language)', async (words) => {
  const locale = words.language === 'fr' ? { LANGUAGE: 'fr', LANG: 'fr_FR.UTF-8' } : {}
  const app = await startApp({ env: { COMPTOIR_NOW: now, ...locale }, args: [`--lang=${words.language}`] })
  const page = await enterDemo(app)
  await page.locator('.row').first().waitFor()
  const lane = async (key: string): Promise<number> => {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await page.locator('.list-head').waitFor()
    return await page.locator('.row').count()
  }
  await until(async () => (await lane('p')) > 0)
  await page.getByText(words.kind, { exact: true }).click()
  await page.locator('.group-title[data-group^="kind-"]').first().waitFor()
  await page.getByText(words.doubt, { exact: true }).click()
  await page.locator('.row').first().waitFor()
  const id = await page.locator('.row').first().getAttribute('data-conversation')
  await page.locator('.row').first().click()
  await page.locator('[data-evidence="closed"]').click()
  expect(await page.locator('.evidence-list').innerText()).toContain(words.speaks)
  await page.locator('[data-command="judge-customer"]').click()
  await until(async () => (await page.locator(`.row[data-conversation="${id}"]`).count()) === 0)
  // What was learned is listed, and undo takes verdict and lesson back together.
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await page
    .getByRole('button', { name: new RegExp(`^${words.forget}`) })
    .first()
    .waitFor()
  await page.locator('[data-command="undo"]').click()
  await until(async () => (await page.getByRole('button', { name: new RegExp(`^${words.forget}`) }).count()) === 0)
  await until(async () => (await lane('p')) > 0 && (await page.locator(`.row[data-conversation="${id}"]`).count()) === 1)
  await page.keyboard.press('?')
  await page.getByText(words.policy).waitFor()
  await app.close()
  removeProfile(app.profile)
})

test('in Unsure the two verdicts come first, and one key settles it', async () => {
  const app = await startApp({ env: { COMPTOIR_NOW: now } })
  const page = await enterDemo(app)
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('u')
  const row = page.locator('.row[data-lane="unsure"]').first()
  await row.waitFor()
  const id = await row.getAttribute('data-conversation')
  await row.click()
  const commands = page.locator('.reading-commands [data-command]')
  await commands.first().waitFor()
  expect([await commands.nth(0).getAttribute('data-command'), await commands.nth(1).getAttribute('data-command')]).toEqual([
    'judge-customer',
    'judge-pitch',
  ])
  await page.keyboard.press('p')
  await until(async () => (await page.locator(`.row[data-conversation="${id}"]`).count()) === 0)
  await page.keyboard.press('g')
  await page.keyboard.press('p')
  await page.locator(`.row[data-conversation="${id}"]`).waitFor()
  await app.close()
  removeProfile(app.profile)
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { build } from './build.ts'
import { driveApp, enterDemo, resize } from './drive-app.ts'
import { projectRoot } from './runtime/launch.ts'
import { prepareMachine, runTool, say } from './runtime/prepare.ts'

const folder = path.join(projectRoot, 'out', 'tour')

/** The looks every stop is pictured in. */
const looks = [
  { name: 'en-light', language: 'en', scheme: 'light', width: 1280, height: 800 },
  { name: 'fr-dark', language: 'fr', scheme: 'dark', width: 1280, height: 800 },
  { name: 'fr-light-small', language: 'fr', scheme: 'light', width: 900, height: 600 },
  { name: 'en-dark-small', language: 'en', scheme: 'dark', width: 900, height: 600 },
] as const

type Stop = { readonly name: string; readonly arrive: (page: Page) => Promise<void> }

/** A person's way through the main job, one picture a stop. */
const stops: readonly Stop[] = [
  { name: 'today', arrive: async () => {} },
  {
    name: 'conversation',
    arrive: async (page) => {
      await openFirst(page)
    },
  },
  {
    name: 'holding-reply',
    arrive: async (page) => {
      await page.keyboard.press('h')
      await page.locator('.composer textarea').waitFor()
    },
  },
  {
    name: 'sent',
    arrive: async (page) => {
      await page.keyboard.press('Control+Enter')
      await page.locator('.undo-bar').waitFor()
    },
  },
  { name: 'outbox', arrive: (page) => go(page, 'o') },
  {
    name: 'unsure',
    arrive: async (page) => {
      await go(page, 'u')
      await openFirst(page)
    },
  },
  {
    name: 'pitches',
    arrive: async (page) => {
      await go(page, 'p')
      await openFirst(page)
    },
  },
  {
    name: 'pitches-by-kind',
    arrive: async (page) => {
      await page.locator('.list-head label').nth(1).click()
      await page.locator('.group-title').first().waitFor()
      await page.locator('[data-evidence="closed"]').click()
      await page.locator('.evidence-list').waitFor()
    },
  },
  {
    name: 'newsletter',
    arrive: async (page) => {
      await go(page, 'a')
      const newsletter = page.locator('.row', { hasText: /newsletter|lettre|collection|nouveaut/i }).first()
      await newsletter.click()
      await page.locator('.reading-title').waitFor()
    },
  },
  { name: 'waiting', arrive: (page) => go(page, 'w') },
  { name: 'done', arrive: (page) => go(page, 'd') },
  {
    name: 'search',
    arrive: async (page) => {
      await go(page, 't')
      await page.keyboard.press('/')
      await page.locator('#search-box').fill('cafe')
      await page.locator('.row').first().waitFor()
    },
  },
  {
    name: 'nothing-found',
    arrive: async (page) => {
      await page.locator('#search-box').fill('zeppelin')
      await page.locator('.empty-title').first().waitFor()
    },
  },
  {
    name: 'keys',
    arrive: async (page) => {
      await page.locator('#search-box').press('Escape')
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'palette',
    arrive: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'settings',
    arrive: async (page) => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await go(page, 's')
    },
  },
  {
    name: 'lessons',
    arrive: async (page) => {
      await go(page, 'p')
      await openFirst(page)
      await page.keyboard.press('c')
      await go(page, 's')
      await page.locator('[data-lesson-of]').first().scrollIntoViewIfNeeded()
    },
  },
]

async function openFirst(page: Page): Promise<void> {
  await page.locator('.row').first().waitFor()
  await page.keyboard.press('j')
  await page.locator('.reading-title').waitFor()
}

async function go(page: Page, key: string): Promise<void> {
  await page.keyboard.press('g')
  await page.keyboard.press(key)
}

runTool(async () => {
  const { runtime, display } = await prepareMachine('start')
  build()
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const report = [`Tour of the demo shop on ${runtime.words}.`, '']
  const chosen = process.argv.slice(2)
  for (const look of looks.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    const profile = mkdtempSync(path.join(tmpdir(), 'comptoir-tour-'))
    const env = {
      COMPTOIR_NOW: '2026-11-24T14:40:00Z',
      TZ: 'Europe/Paris',
      LANGUAGE: look.language,
      LANG: look.language === 'fr' ? 'fr_FR.UTF-8' : 'en_GB.UTF-8',
    }
    const app = await driveApp({ profile, env, runtime, args: [`--lang=${look.language}`] })
    await app.page.emulateMedia({ colorScheme: look.scheme })
    await resize(app.electron, look.width, look.height)
    let number = 1
    const picture = async (page: Page, name: string): Promise<void> => {
      const file = `${look.name}-${String(number).padStart(2, '0')}-${name}.png`
      number += 1
      await page.waitForTimeout(400)
      await page.screenshot({ path: path.join(folder, file) })
      const heading = await page
        .locator('h1')
        .first()
        .innerText()
        .catch(() => '')
      report.push(`${file}: ${heading.replace(/\s+/g, ' ')}`)
    }
    await picture(app.page, 'welcome')
    await app.page.locator('[data-door="connect"]').click()
    await picture(app.page, 'connect')
    await app.page.reload()
    const demo = await enterDemo(app)
    await demo.emulateMedia({ colorScheme: look.scheme })
    await resize(app.electron, look.width, look.height)
    for (const stop of stops) {
      await stop.arrive(demo)
      await picture(demo, stop.name)
    }
    await app.electron.close()
    rmSync(profile, { recursive: true, force: true })
  }
  writeFileSync(path.join(folder, 'report.txt'), `${report.join('\n')}\n`)
  display.stop()
  say(`${report.length - 2} pictures and report.txt are in out/tour/`)
  return 0
})

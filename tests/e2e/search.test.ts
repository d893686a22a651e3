import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'

let servers: ShopServers
let profile: string
let env: Record<string, string>
let app: App

const longStory = Array.from({ length: 120 }, (_, line) => `Line ${line} of a long story about parcels and the weather.`).join('\n')

beforeAll(async () => {
  servers = await startShopServers()
  const letters = [
    letter({
      from: 'Hélène <helene@post.example>',
      subject: 'Théière fêlée',
      text: 'L’anse est cassée. Ma sœur est déçue.',
      messageId: 'one@post.example',
    }),
    letter({
      from: 'Ada <ada@post.example>',
      subject: 'Where is my parcel',
      text: `${longStory}\nThe tracking number is 1Z999AA10123456784.\n${longStory}`,
      messageId: 'two@post.example',
    }),
    letter({
      from: 'Ada <ada@post.example>',
      subject: 'Re: Where is my parcel',
      text: 'Any news of the parcel?',
      messageId: 'three@post.example',
      inReplyTo: 'two@post.example',
    }),
  ]
  for (const source of letters) servers.dovecot.deliver(source)
  profile = newProfile()
  env = { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) }
  app = await startApp({ profile, env })
})

afterAll(async () => {
  await app.close()
  removeProfile(profile)
  await servers.stop()
})

/** What the list says is found, once the answer is for this very query. */
async function found(page: Page, query: string): Promise<string[]> {
  await page.locator('#search-box').fill(query)
  await page.locator(`.list-scroll[data-query="${query}"], .list-scroll:not([data-query]):not([aria-busy]) .empty`).waitFor()
  return await page.locator('.search-row .row-line').allInnerTexts()
}

test('mail is found as it is typed, by words, people and numbers, accents and case aside', async () => {
  const { page } = app
  await until(async () => (await found(page, 'par')).length === 2)
  expect(await found(page, 'THEIERE soeur')).toEqual(['Théière fêlée'])
  expect(await found(page, 'from:helene')).toEqual(['Théière fêlée'])
  expect(await found(page, '1Z999AA')).toEqual(['Where is my parcel'])
  expect(await found(page, 'zeppelin')).toEqual([])
  expect(await page.locator('.search-row mark').count()).toBe(0)
})

test('a hit opens its conversation at that very message, its words marked and in sight', async () => {
  const { page } = app
  await found(page, '1Z999AA')
  await page.locator('#search-box').press('Enter')
  const key = await page.locator('.search-row[aria-current="true"]').getAttribute('data-message')
  const message = page.locator(`article[data-message-key="${key ?? ''}"]`)
  await message.waitFor()
  await until(() =>
    page.evaluate(() => {
      const range = [...(CSS.highlights.get('search-hit') ?? [])][0] as Range | undefined
      const area = document.querySelector('.reading-scroll')?.getBoundingClientRect()
      const hit = range?.getBoundingClientRect()
      return hit !== undefined && area !== undefined && hit.top >= area.top && hit.bottom <= area.bottom
    }),
  )
  expect(await page.evaluate(() => [...(CSS.highlights.get('search-hit') ?? [])].map((range) => (range as Range).toString()))).toEqual([
    '1Z999AA10123456784',
  ])
})

test('keys go from hit to hit, also inside one conversation', async () => {
  const { page } = app
  const current = (): Promise<string | null> => page.locator('.search-row[aria-current="true"] .row-line').textContent()
  // Both arrived within one second, the finest a mail server tells: either may stand first.
  const [first, second] = await found(page, 'parcel')
  expect(new Set([first, second])).toEqual(new Set(['Re: Where is my parcel', 'Where is my parcel']))
  await page.locator('#search-box').press('Enter')
  await until(async () => (await current()) === first)
  await page.keyboard.press('j')
  await until(async () => (await current()) === second)
  await page.keyboard.press('j')
  expect(await current()).toBe(second)
  await page.keyboard.press('k')
  await until(async () => (await current()) === first)
  await page.locator('#search-box').fill('')
  await until(() => page.evaluate(() => (CSS.highlights.get('search-hit')?.size ?? 0) === 0))
})

test('a query that says nothing is answered in words', async () => {
  const { page } = app
  await found(page, 'parcel before:soon')
  expect(await page.getByText('“soon” is not a date').count()).toBe(1)
})

test('no page may compile WebAssembly: only the search worker does', async () => {
  const tiny = [0, 97, 115, 109, 1, 0, 0, 0]
  const answer = await app.page.evaluate(
    (bytes) =>
      WebAssembly.compile(new Uint8Array(bytes)).then(
        () => 'compiled',
        (error: unknown) => String(error),
      ),
    tiny,
  )
  expect(answer).toMatch(/Content Security Policy|unsafe-eval/)
})

test('a damaged index is built anew at the next start, and finds everything again', async () => {
  await app.close()
  const index = largestIndexFile(profile)
  const file = openSync(index, 'r+')
  writeSync(file, Buffer.alloc(8192, 0x5a), 0, 8192, 4096)
  closeSync(file)
  app = await startApp({ profile, env })
  await until(async () => (await found(app.page, 'parcel')).length === 2)
  expect(await found(app.page, 'theiere ')).toEqual(['Théière fêlée'])
})

/** The file of the profile's private file system that holds the index. */
function largestIndexFile(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('File System'))
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name).isFile())
    .sort((a, b) => statSync(b).size - statSync(a).size)
  const [largest] = files
  if (largest === undefined) throw new Error('the profile has no private file system')
  return largest
}

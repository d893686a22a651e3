import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup } from '../support/app.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'

let servers: ShopServers

beforeAll(async () => {
  servers = await startShopServers()
  const { dovecot } = servers
  dovecot.deliver(
    letter({
      from: 'Claire Morel <claire@post.example>',
      subject: 'Parcel not received',
      text: 'Hello,\n\nMy order 1042 has not arrived. Could you check where it is?\n\nClaire',
      messageId: 'ask-1@post.example',
    }),
  )
  dovecot.deliver(
    letter({
      from: 'Rank Higher <max@seo-agency.example>',
      subject: 'SEO audit for your website',
      text: 'Hi,\n\nI came across your website and noticed several SEO issues. We offer backlinks and guaranteed first page rankings on Google. Can we book a quick 15 minute call this week?\n\nBest,\nMax\nSEO consultant',
    }),
  )
  dovecot.deliver(
    letter({
      from: 'News <news@brand.example>',
      subject: 'Spring offers',
      text: 'Our new collection is here.',
      headers: ['List-Unsubscribe: <https://brand.example/u>', 'List-Id: <news.brand.example>', 'Precedence: bulk'],
    }),
  )
})

afterAll(async () => {
  await servers.stop()
})

test('connect, read, reply from a template: delivered, filed once, answered, gone from the board; a restart offline shows it all', async () => {
  const profile = newProfile()
  const setup = writeSetup(profile, servers.setup())
  const app = await startApp({ profile, env: { COMPTOIR_SETUP: setup } })
  const { page } = app
  const claire = page.locator('.row', { hasText: 'Parcel not received' })
  await claire.waitFor()
  expect(await claire.getAttribute('data-lane')).toBe('customer')
  expect(await claire.getAttribute('data-state')).toMatch(/^(due-today|tight)$/)
  expect(await claire.getAttribute('data-target')).toMatch(/^\d{4}-\d\d-\d\dT/)
  await page.locator('[data-sync="idle"]').waitFor()
  expect(await page.locator('.row').count()).toBe(1)

  await claire.click()
  await page.locator('.message-text', { hasText: 'My order 1042 has not arrived' }).waitFor()
  expect(await page.locator('[data-sender-address]').innerText()).toBe('claire@post.example')

  await page.keyboard.press('h')
  const text = page.getByLabel('Your reply')
  await text.waitFor()
  await until(async () => (await text.inputValue()).includes('Hello Claire,'))
  expect(await text.inputValue()).toContain('Anna')
  await page.keyboard.press('Control+Enter')
  await page.getByText('Your reply leaves in a few seconds').waitFor()
  await until(() => servers.sink.taken.length === 1, 30_000)
  const [taken] = servers.sink.taken
  expect(taken?.to).toEqual(['claire@post.example'])
  expect(taken?.source).toContain('In-Reply-To: <ask-1@post.example>')
  await until(async () => (await page.locator('.row', { hasText: 'Parcel not received' }).getAttribute('data-state')) === 'met')
  expect(servers.dovecot.list('Sent')).toHaveLength(1)
  await until(() => servers.dovecot.list('INBOX').some((file) => /:2,[A-Z]*R/.test(file)))
  expect(await page.locator('.list-title').innerText()).toContain('Nothing left')
  await app.close()

  await servers.dovecot.stop()
  const again = await startApp({ profile, env: { COMPTOIR_SETUP: setup } })
  await again.page.locator('.row', { hasText: 'Parcel not received' }).waitFor()
  await again.page.locator('[data-sync="offline"]').waitFor()
  await again.close()
  removeProfile(profile)
})

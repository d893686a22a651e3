import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { startShopServers, type ShopServers } from '../support/shop-servers.ts'

let servers: ShopServers
let app: App
const profile = newProfile()

beforeAll(async () => {
  servers = await startShopServers()
  for (const name of ['Ada', 'Bea', 'Cleo', 'Dora']) {
    const address = `${name.toLowerCase()}@post.example`
    servers.dovecot.deliver(
      letter({
        from: `${name} Reed <${address}>`,
        subject: `${name} asks`,
        text: 'Is the blue bowl still to be had?',
        messageId: `ask@${name}.example`,
      }),
    )
  }
  app = await startApp({ profile, env: { COMPTOIR_SETUP: writeSetup(profile, servers.setup()) } })
  await app.page.locator('[data-sync="idle"]').waitFor()
})

afterAll(async () => {
  await app.close()
  removeProfile(profile)
  await servers.stop()
})

function text() {
  return app.page.locator('.composer textarea')
}

async function open(name: string): Promise<void> {
  await app.page.locator('.row', { hasText: `${name} asks` }).click()
  await app.page.locator('.reading-title', { hasText: `${name} asks` }).waitFor()
  await app.page.keyboard.press('r')
  await text().waitFor()
}

test('a draft that was closed and opened again can be sent as it is', async () => {
  await open('Ada')
  await app.page.keyboard.type('Yes it is.')
  await app.page.keyboard.press('Escape')
  await text().waitFor({ state: 'detached' })
  await app.page.locator('.row', { hasText: 'draft' }).waitFor()
  await app.page.keyboard.press('r')
  await until(async () => (await text().inputValue()).startsWith('Yes it is.'))
  await app.page.keyboard.press('Control+Enter')
  await app.page.locator('.undo-bar').waitFor()
})

test('while a reply waits, r takes it back instead of beginning a second one', async () => {
  await app.page.locator('.row', { hasText: 'leaving' }).waitFor()
  await app.page.getByText('has not left yet').waitFor()
  await app.page.keyboard.press('r')
  await until(async () => (await text().inputValue()).startsWith('Yes it is.'))
  await app.page.keyboard.press('Escape')
  expect(servers.sink.taken).toHaveLength(0)
})

test('a reply with no words of ours does not leave', async () => {
  await open('Bea')
  await app.page.keyboard.press('Control+Enter')
  await app.page.getByText('no words of yours yet').waitFor()
  await app.page.keyboard.type('Now it has.')
  await app.page.getByText('no words of yours yet').waitFor({ state: 'detached' })
  await app.page.keyboard.press('Escape')
})

test('mail that arrives in the conversation leaves the text and the cursor alone', async () => {
  await open('Cleo')
  await app.page.keyboard.type('One moment ')
  servers.dovecot.deliver(
    letter({
      from: 'Cleo Reed <cleo@post.example>',
      subject: 'Re: Cleo asks',
      text: 'And the green one?',
      messageId: 'more@Cleo.example',
      inReplyTo: 'ask@Cleo.example',
    }),
  )
  await app.page.locator('.message-text', { hasText: 'And the green one?' }).waitFor()
  await app.page.keyboard.type('please')
  expect(await text().inputValue()).toMatch(/^One moment please\n/)
  await app.page.keyboard.press('Escape')
})

test('a second template goes above what is there, and cuts no word', async () => {
  await open('Dora')
  await app.page.keyboard.type('My own words')
  await app.page.locator('[data-command="templates"]').click()
  await app.page.locator('[data-template="thanks"]').click()
  await until(async () => (await text().inputValue()).includes('Thank you so much'))
  const written = await text().inputValue()
  expect(written).toMatch(/^Hello Dora,/)
  expect(written).toContain('\nMy own words\n')
})

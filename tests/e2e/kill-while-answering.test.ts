import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { startGate, type Gate } from '../support/gate.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { killProcesses, processesOf, type ProcessKind } from '../support/processes.ts'
import { startShopServers, withPorts, type ShopServers } from '../support/shop-servers.ts'
import { localStore, syncState } from '../support/window-look.ts'

let servers: ShopServers
let smtpGate: Gate
/** What the SMTP server waits for after it has taken a mail, before it says so. */
let beforeAnswer: () => Promise<void> = async () => {}
let asked = 0

beforeAll(async () => {
  servers = await startShopServers({ onTaken: () => beforeAnswer() })
  smtpGate = await startGate(servers.sink.port)
})

afterAll(async () => {
  await smtpGate.stop()
  await servers.stop()
})

type Shop = { readonly app: App; readonly subject: string; readonly start: () => Promise<App> }

/** The app on a new profile with one customer's question in front. */
async function openQuestion(): Promise<Shop> {
  asked += 1
  const subject = `Question number ${asked}`
  const text = 'Hello,\n\nDo you still have the blue cup?\n\nClaire'
  servers.dovecot.deliver(
    letter({ from: `Claire Morel <claire-${asked}@post.example>`, subject, text, messageId: `ask-${asked}@post.example` }),
  )
  const profile = newProfile()
  const env = { COMPTOIR_SETUP: writeSetup(profile, withPorts(servers.setup(), { smtp: smtpGate.port })) }
  const start = (): Promise<App> => startApp({ profile, env })
  const app = await start()
  await app.page.locator('.row', { hasText: subject }).click()
  await app.page.locator('.message-text', { hasText: 'the blue cup' }).waitFor()
  return { app, subject, start }
}

/** Writes a reply and presses Send. */
async function answer({ app }: Shop, words: string): Promise<void> {
  await app.page.locator('[data-command="reply"]').click()
  const text = app.page.getByLabel('Your reply')
  await text.waitFor()
  await text.pressSequentially(words)
  await app.page.keyboard.press('Control+Enter')
}

/** Makes what is sent leave at once, the way a helper would set it. */
async function withoutUndo({ app: { page }, subject }: Shop): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  const seconds = page.getByLabel('Time to call a reply back (seconds)')
  await seconds.fill('0')
  await seconds.blur()
  await page.getByText('A reply leaves at once').waitFor()
  await page.getByRole('button', { name: /^Today/ }).click()
  await page.locator('.row', { hasText: subject }).click()
  await page.locator('.message-text', { hasText: 'the blue cup' }).waitFor()
}

/** The file of everything unsent, as it is on disk; empty before the first word. */
function journalOf(app: App): string {
  const file = path.join(app.profile, 'journal', 'unsent.jsonl')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

const takenFor = (number: number): number => servers.sink.taken.filter(({ to }) => to.includes(`claire-${number}@post.example`)).length
const filedFor = (number: number): number =>
  servers.dovecot.list('Sent').filter((file) => readFileSync(file, 'utf8').includes(`claire-${number}@post.example`)).length

/** Ends one kind of process; the main one is started again, the others come back by themselves. */
async function killAndReturn({ app, start }: Shop, kind: ProcessKind): Promise<App> {
  const [before] = processesOf(app, kind)
  await killProcesses(app, kind)
  if (kind === 'main') return await start()
  await until(() => processesOf(app, kind).some((pid) => pid !== before))
  return app
}

async function end(app: App): Promise<void> {
  await app.close()
  removeProfile(app.profile)
}

for (const kind of ['main', 'renderer', 'mailroom'] satisfies ProcessKind[]) {
  test(`kill -9 of the ${kind} process while a reply is typed: what was typed two seconds before is there`, async () => {
    const shop = await openQuestion()
    const { page } = shop.app
    await page.locator('[data-command="reply"]').click()
    await page.getByLabel('Your reply').pressSequentially('Yes, three of them are left')
    await until(() => journalOf(shop.app).includes('Yes, three of them are left'))
    await page.getByLabel('Your reply').pressSequentially(', in blue')
    const app = await killAndReturn(shop, kind)
    await until(async () => (await localStore(app))?.drafts.some(({ text }) => text.startsWith('Yes, three of them are left')))
    expect((await localStore(app))?.drafts).toHaveLength(1)
    if (kind === 'mailroom') {
      // The window was never gone: nothing of it may be, and it says no longer that the text is not kept.
      await until(() => journalOf(app).includes('Yes, three of them are left, in blue'))
      expect(await page.getByLabel('Your reply').inputValue()).toContain('left, in blue')
      await until(async () => (await page.locator('.composer [role="alert"]').count()) === 0)
    }
    expect(takenFor(asked)).toBe(0)
    await end(app)
  })
}

for (const kind of ['main', 'renderer', 'mailroom'] satisfies ProcessKind[]) {
  test(`kill -9 of the ${kind} process during the undo time: the reply leaves once and is filed once`, async () => {
    const shop = await openQuestion()
    await answer(shop, 'Yes, we do.')
    await until(() => journalOf(shop.app).includes('"state":"held"'))
    const app = await killAndReturn(shop, kind)
    await until(() => takenFor(asked) > 0, 30_000)
    await until(async () => (await localStore(app))?.outbox.length === 0 && (await syncState(app)) === 'idle', 30_000)
    expect([takenFor(asked), filedFor(asked)]).toEqual([1, 1])
    await until(() =>
      servers.dovecot.list('INBOX').some((file) => /:2,[A-Z]*R/.test(file) && readFileSync(file, 'utf8').includes(shop.subject)),
    )
    await end(app)
  })
}

for (const kind of ['main', 'renderer', 'mailroom'] satisfies ProcessKind[]) {
  test(`kill -9 of the ${kind} process before the mail has left: it leaves once`, async () => {
    const shop = await openQuestion()
    await withoutUndo(shop)
    // The server's greeting does not come through: nothing can be sent yet.
    smtpGate.shutAfter(0)
    await answer(shop, 'Yes, we do.')
    await until(() => smtpGate.isHolding())
    const app = await killAndReturn(shop, kind)
    expect(takenFor(asked)).toBe(0)
    smtpGate.open()
    await until(() => takenFor(asked) > 0, 30_000)
    await until(async () => (await localStore(app))?.outbox.length === 0 && (await syncState(app)) === 'idle', 30_000)
    expect([takenFor(asked), filedFor(asked)]).toEqual([1, 1])
    await end(app)
  })

  test(`kill -9 of the ${kind} process when the server has the mail but has not said so: never sent again, its state is shown`, async () => {
    const shop = await openQuestion()
    await withoutUndo(shop)
    let say: () => void = () => {}
    beforeAnswer = () => new Promise((resolve) => (say = resolve))
    await answer(shop, 'Yes, we do.')
    await until(() => takenFor(asked) === 1)
    const app = await killAndReturn(shop, kind)
    if (kind === 'renderer') {
      // The mailroom still holds the line: the window that came back learns how it ended.
      await until(async () => (await localStore(app))?.outbox.length === 1 && (await syncState(app)) === 'idle', 30_000)
      say()
      await until(async () => (await localStore(app))?.outbox.length === 0, 30_000)
      expect(filedFor(asked)).toBe(1)
    } else {
      say()
      await until(async () => (await localStore(app))?.outbox[0]?.state === 'unknown' && (await syncState(app)) === 'idle', 30_000)
      await app.page.getByRole('button', { name: /^Outbox/ }).click()
      await app.page.locator('[data-outbox="unknown"]').waitFor()
    }
    expect(takenFor(asked)).toBe(1)
    beforeAnswer = async () => {}
    await end(app)
  })
}

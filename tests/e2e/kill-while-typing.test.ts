import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/node-shop.ts'
import type { ProcessKind } from '../support/processes.ts'
import { answer, endApp, journalOf, killAndReturn, startQuestionServers, type QuestionServers } from '../support/question-servers.ts'
import { localStore, syncState } from '../support/window-look.ts'

let servers: QuestionServers

beforeAll(async () => {
  servers = await startQuestionServers()
})

afterAll(async () => {
  await servers.stop()
})

for (const kind of ['main', 'renderer', 'mailroom', 'gpu'] satisfies ProcessKind[]) {
  test(`kill -9 of the ${kind} process while a reply is typed: what was typed two seconds before is there`, async () => {
    const shop = await servers.ask()
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
    expect(shop.taken()).toBe(0)
    await endApp(app)
  })
}

for (const kind of ['main', 'renderer', 'mailroom'] satisfies ProcessKind[]) {
  test(`kill -9 of the ${kind} process during the undo time: the reply leaves once and is filed once`, async () => {
    const shop = await servers.ask()
    await answer(shop, 'Yes, we do.')
    await until(() => journalOf(shop.app).includes('"state":"held"'))
    const app = await killAndReturn(shop, kind)
    await until(() => shop.taken() > 0, 30_000)
    await until(async () => (await localStore(app))?.outbox.length === 0 && (await syncState(app)) === 'idle', 30_000)
    expect([shop.taken(), shop.filed()]).toEqual([1, 1])
    await until(shop.isAnswered)
    await endApp(app)
  })
}

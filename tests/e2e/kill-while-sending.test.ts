import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/node-shop.ts'
import type { ProcessKind } from '../support/processes.ts'
import {
  answer,
  endApp,
  journalOf,
  killAndReturn,
  withoutUndo,
  startQuestionServers,
  type QuestionServers,
} from '../support/question-servers.ts'
import { localStore, syncState } from '../support/window-look.ts'

let servers: QuestionServers
/** What the SMTP server waits for after it has taken a mail, before it says so. */
let beforeAnswer: () => Promise<void> = async () => {}

beforeAll(async () => {
  servers = await startQuestionServers(() => beforeAnswer())
})

afterAll(async () => {
  await servers.stop()
})

for (const kind of ['main', 'renderer', 'mailroom'] satisfies ProcessKind[]) {
  test(`kill -9 of the ${kind} process before the mail has left: it leaves once`, async () => {
    const shop = await servers.ask()
    await withoutUndo(shop)
    // The server's greeting does not come through: nothing can be sent yet.
    servers.smtpGate.shutAfter(0)
    await answer(shop, 'Yes, we do.')
    await until(() => servers.smtpGate.isHolding())
    const app = await killAndReturn(shop, kind)
    // The second attempt has begun while, of a killed window, the first still waits in the mailroom.
    await until(() => journalOf(app).split('"state":"connecting"').length === 3, 30_000)
    expect(shop.taken()).toBe(0)
    servers.smtpGate.open()
    await until(() => shop.taken() > 0, 30_000)
    await until(async () => (await localStore(app))?.outbox.length === 0 && (await syncState(app)) === 'idle', 30_000)
    expect([shop.taken(), shop.filed()]).toEqual([1, 1])
    await endApp(app)
  })

  test(`kill -9 of the ${kind} process when the server has the mail but has not said so: never sent again, its state is shown`, async () => {
    const shop = await servers.ask()
    await withoutUndo(shop)
    let say: () => void = () => {}
    beforeAnswer = () => new Promise((resolve) => (say = resolve))
    await answer(shop, 'Yes, we do.')
    await until(() => shop.taken() === 1)
    const app = await killAndReturn(shop, kind)
    if (kind === 'renderer') {
      // The mailroom still holds the line: the window that came back learns how it ended.
      await until(async () => (await localStore(app))?.outbox.length === 1 && (await syncState(app)) === 'idle', 30_000)
      say()
      await until(async () => (await localStore(app))?.outbox.length === 0, 30_000)
      expect(shop.filed()).toBe(1)
    } else {
      say()
      await until(async () => (await localStore(app))?.outbox[0]?.state === 'unknown' && (await syncState(app)) === 'idle', 30_000)
      await app.page.getByRole('button', { name: /^Outbox/ }).click()
      await app.page.locator('[data-outbox="unknown"]').waitFor()
    }
    expect(shop.taken()).toBe(1)
    beforeAnswer = async () => {}
    await endApp(app)
  })
}

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startDovecot, type Dovecot } from '../../support/dovecot.ts'
import { until, type NodeShop } from '../../support/node-shop.ts'
import { deliver, expectSame, heldIn, manyUsers, syncScenes } from '../../support/sync-scene.ts'

let dovecot: Dovecot
const { next: scene, end } = syncScenes(() => dovecot)

beforeAll(async () => {
  dovecot = await startDovecot({ users: manyUsers() })
})
afterEach(end)
afterAll(async () => {
  await dovecot.stop()
})

test('an account that is left in the middle of its first sync is left after the window under way, not after the last one', async () => {
  const { mailbox, start } = scene()
  deliver(mailbox, 1_500)
  let shop: NodeShop | null = null
  let windows = 0
  let windowsAtLeave = 0
  const left: Promise<void>[] = []
  shop = await start({
    onCall: (name) => {
      if (name !== 'fetchMail') return
      windows += 1
      if (windows !== 1 || shop === null) return
      windowsAtLeave = windows
      left.push(shop.engine.useAccount(null))
    },
  })
  await until(() => left.length > 0)
  await Promise.all(left)
  expect(windowsAtLeave).toBe(1)
  expect(windows).toBeLessThanOrEqual(2)
})

test('messages held back by the brake that come back under new UIDs are not shown twice meanwhile', async () => {
  const { mailbox, start, phone } = scene()
  deliver(mailbox, 100)
  const shop = await start()
  await expectSame(shop, mailbox)
  await phone('INBOX', 'CREATE Elsewhere', 'UID MOVE 1:60 Elsewhere')
  await until(async () => ((await heldIn(shop))?.count ?? 0) === 60)
  await phone('Elsewhere', 'UID MOVE 1:60 INBOX')
  await until(async () => (await shop.database.folders.get('INBOX'))?.uidNext === 161)
  expect(await shop.database.messageRows.count()).toBe(100)
})

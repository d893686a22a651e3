import { IDBFactory } from 'fake-indexeddb'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { hasDovecot, startDovecot, type Dovecot } from '../../support/dovecot.ts'
import { until, type NodeShop } from '../../support/node-shop.ts'
import { numberedMail } from '../../support/same-mail.ts'
import {
  brakePauseMs,
  deliver,
  expectSame,
  heldIn,
  letPassesGoBy,
  listener,
  manyUsers,
  rowNamed,
  run,
  startAt,
  syncScenes,
} from '../../support/sync-scene.ts'

const reason = 'dovecot is not installed (apt-get install dovecot-imapd)'
if (!hasDovecot()) console.warn(`skipped: ${reason}`)
const serverTest = test.skipIf(!hasDovecot())

let dovecot: Dovecot
const { next: scene, end } = syncScenes(() => dovecot)

beforeAll(async () => {
  if (hasDovecot()) dovecot = await startDovecot({ users: manyUsers() })
})
afterEach(end)
afterAll(async () => {
  if (hasDovecot()) await dovecot.stop()
})

serverTest('what another program deletes is gone here, and nothing else is', async () => {
  const { mailbox, start, phone } = scene()
  deliver(mailbox, 30)
  const shop = await start()
  await expectSame(shop, mailbox)
  await phone('INBOX', 'UID STORE 3,7,30 +FLAGS.SILENT (\\Deleted)', 'EXPUNGE')
  await until(async () => (await shop.database.messageRows.count()) === 27)
  expect(mailbox.files()).toHaveLength(27)
  await expectSame(shop, mailbox)
})

serverTest('what was deleted while we were away is gone at the next start', async () => {
  const { mailbox, start, stop, phone } = scene()
  deliver(mailbox, 30)
  const indexedDb = new IDBFactory()
  const first = await start({ indexedDb })
  await expectSame(first, mailbox)
  await stop()
  await phone('INBOX', 'UID STORE 1:5 +FLAGS.SILENT (\\Deleted)', 'EXPUNGE')
  mailbox.deliver(numberedMail('late', startAt + 9e6))
  const shop = await start({ indexedDb })
  await until(async () => (await shop.database.messageRows.count()) === 26)
  await expectSame(shop, mailbox)
})

serverTest('sixty of a hundred gone at once are held back and still shown; after the pause and a second look they go', async () => {
  const { mailbox, clock, start, phone } = scene()
  deliver(mailbox, 100)
  const { calls, onCall } = listener()
  const shop = await start({ onCall })
  await expectSame(shop, mailbox)
  await phone('INBOX', 'UID STORE 1:60 +FLAGS.SILENT (\\Deleted)', 'EXPUNGE')
  await until(async () => ((await heldIn(shop))?.count ?? 0) === 60)
  await letPassesGoBy(shop, calls)
  expect(await shop.database.messageRows.count()).toBe(100)
  expect(await heldIn(shop)).toMatchObject({ uids: '1:60', count: 60, isAccepted: false })
  const looks = calls.filter((name) => name === 'listUidsAnew').length
  clock.aheadMs += brakePauseMs
  await until(async () => (await shop.database.messageRows.count()) === 40)
  expect(calls.filter((name) => name === 'listUidsAnew').length).toBeGreaterThan(looks)
  expect(await heldIn(shop)).toBeNull()
  await expectSame(shop, mailbox)
})

serverTest('what is held and comes back meanwhile was never gone', async () => {
  const { mailbox, clock, start, phone } = scene()
  deliver(mailbox, 100)
  const shop = await start()
  await expectSame(shop, mailbox)
  const { conversationId } = await rowNamed(shop, 'c5')
  await run(shop, { kind: 'judge', conversationId, lane: 'pitch' })
  await phone('INBOX', 'CREATE Elsewhere', 'UID MOVE 1:60 Elsewhere')
  await until(async () => ((await heldIn(shop))?.count ?? 0) === 60)
  await phone('Elsewhere', 'UID MOVE 1:60 INBOX')
  await until(async () => (await shop.database.folders.get('INBOX'))?.uidNext === 161)
  clock.aheadMs += brakePauseMs
  await until(async () => (await heldIn(shop)) === null)
  await expectSame(shop, mailbox)
  expect(await shop.database.messageRows.count()).toBe(100)
  expect(await shop.database.conversations.get(conversationId)).toMatchObject({ lane: 'pitch', judgedBy: 'helper', messageCount: 1 })
})

serverTest('an inbox that is suddenly empty waits for a person, however long, and goes once a person says so', async () => {
  const { mailbox, clock, start, phone } = scene()
  deliver(mailbox, 20)
  const { calls, onCall } = listener()
  const shop = await start({ onCall })
  await expectSame(shop, mailbox)
  await phone('INBOX', 'UID STORE 1:20 +FLAGS.SILENT (\\Deleted)', 'EXPUNGE')
  await until(async () => ((await heldIn(shop))?.count ?? 0) === 20)
  for (let day = 0; day < 3; day += 1) {
    clock.aheadMs += 10 * brakePauseMs
    await letPassesGoBy(shop, calls, 2)
  }
  expect(await shop.database.messageRows.count()).toBe(20)
  await run(shop, { kind: 'accept-deletion', folder: 'INBOX' })
  await until(async () => (await shop.database.messageRows.count()) === 0)
  await expectSame(shop, mailbox)
})

serverTest('a person who says so while new mail is being fetched is heard', async () => {
  const { mailbox, start, phone } = scene()
  deliver(mailbox, 20)
  let shop: NodeShop | null = null
  let isAsked = false
  shop = await start({
    onCall: (name) => {
      if (!isAsked || name !== 'fetchMail') return
      isAsked = false
      void shop?.run({ kind: 'accept-deletion', folder: 'INBOX' })
    },
  })
  const running = shop
  await expectSame(running, mailbox)
  await phone('INBOX', 'UID STORE 1:20 +FLAGS.SILENT (\\Deleted)', 'EXPUNGE')
  await until(async () => ((await heldIn(running))?.count ?? 0) === 20)
  isAsked = true
  mailbox.deliver(numberedMail('fresh', startAt + 9e6))
  await until(async () => (await running.database.messageRows.count()) === 1)
  await expectSame(running, mailbox)
})

serverTest('new mail still comes while a deletion is held back', async () => {
  const { mailbox, start, phone } = scene()
  deliver(mailbox, 100)
  const shop = await start()
  await expectSame(shop, mailbox)
  await phone('INBOX', 'UID STORE 1:60 +FLAGS.SILENT (\\Deleted)', 'EXPUNGE')
  await until(async () => ((await heldIn(shop))?.count ?? 0) === 60)
  mailbox.deliver(numberedMail('fresh', startAt + 9e6))
  await until(async () => (await shop.database.messageRows.count()) === 101)
  expect(await heldIn(shop)).toMatchObject({ count: 60 })
})

import { IDBFactory } from 'fake-indexeddb'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { hasDovecot, startDovecot, type Dovecot } from '../../support/dovecot.ts'
import { forgetNumbering, restartDovecot } from '../../support/dovecot-user.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { until, type NodeShop } from '../../support/node-shop.ts'
import { numberedMail } from '../../support/same-mail.ts'
import { placedUids } from '../../support/store-check.ts'
import {
  deliver,
  expectSame,
  heldIn,
  letPassesGoBy,
  listener,
  manyUsers,
  rowNamed,
  run,
  startAt,
  syncOf,
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

serverTest('a message that a phone moves to the archive keeps its row, its conversation and what helpers said', async () => {
  const { mailbox, start, phone } = scene()
  deliver(mailbox, 12)
  deliver(mailbox, 2, { folder: 'Archive', prefix: 'old' })
  const shop = await start()
  await expectSame(shop, mailbox)
  const before = await rowNamed(shop, 'c4')
  await run(shop, { kind: 'judge', conversationId: before.conversationId, lane: 'pitch' })
  await phone('INBOX', 'UID MOVE 4 Archive')
  await until(async () => (await rowNamed(shop, 'c4')).places[0]?.folder === 'Archive')
  await expectSame(shop, mailbox)
  const after = await rowNamed(shop, 'c4')
  expect(after).toMatchObject({ id: before.id, conversationId: before.conversationId, key: before.key })
  expect(after.places).toHaveLength(1)
  expect(await shop.database.conversations.get(before.conversationId)).toMatchObject({ lane: 'pitch', judgedBy: 'helper', messageCount: 1 })
  expect(await shop.database.messageRows.count()).toBe(14)
})

serverTest(
  'a whole inbox moved to the archive by a phone is moved here too: nothing waits for a person, nothing is fetched again',
  async () => {
    const { mailbox, start, phone } = scene()
    deliver(mailbox, 70)
    deliver(mailbox, 1, { folder: 'Archive', prefix: 'old' })
    const fetched: number[] = []
    let isMoved = false
    const shop = await start({
      onCall: (name, input) => {
        if (isMoved && name === 'fetchMail') fetched.push(...(input as { uids: number[] }).uids)
      },
    })
    await expectSame(shop, mailbox)
    const ids = new Set(await shop.database.messageRows.toCollection().primaryKeys())
    isMoved = true
    await phone('INBOX', 'UID MOVE 1:70 Archive')
    await until(
      async () => (await shop.database.folders.get('Archive'))?.here === 71 && (await shop.database.folders.get('INBOX'))?.here === 0,
    )
    await expectSame(shop, mailbox)
    expect(await heldIn(shop)).toBeNull()
    expect(new Set(await shop.database.messageRows.toCollection().primaryKeys())).toEqual(ids)
    expect(fetched).toEqual([])
  },
)

serverTest('archived here it lies in the archive there, and taken back it lies in the inbox again, always as one message', async () => {
  const { mailbox, start } = scene()
  deliver(mailbox, 12)
  deliver(mailbox, 1, { folder: 'Archive', prefix: 'old' })
  const shop = await start()
  await expectSame(shop, mailbox)
  const before = await rowNamed(shop, 'c4')
  for (const archived of [true, false]) {
    await run(shop, { kind: 'archive', conversationId: before.conversationId, archived })
    await until(() => mailbox.files('Archive').length === (archived ? 2 : 1) && mailbox.files('INBOX').length === (archived ? 11 : 12))
    await expectSame(shop, mailbox)
    const after = await rowNamed(shop, 'c4')
    expect(after.id).toBe(before.id)
    expect(after.places.map((place) => place.folder)).toEqual([archived ? 'Archive' : 'INBOX'])
  }
  expect(await shop.database.changes.count()).toBe(0)
  expect(await shop.database.messageRows.count()).toBe(13)
})

serverTest('a flag goes both ways, and the last word of a helper wins over what the server said before', async () => {
  const { mailbox, start, phone } = scene()
  deliver(mailbox, 5)
  const shop = await start()
  await expectSame(shop, mailbox)
  const flagsOf = (uid: number): string => mailbox.files().find((file) => file.uid === uid)?.flags ?? 'none'
  const { conversationId } = await rowNamed(shop, 'c2')
  await run(shop, { kind: 'flag', conversationId, flagged: true })
  await until(() => flagsOf(2) === 'F')
  await phone('INBOX', 'UID STORE 3 +FLAGS (\\Flagged \\Seen)', 'UID STORE 2 -FLAGS (\\Flagged)')
  await until(async () => (await rowNamed(shop, 'c3')).flagged && !(await rowNamed(shop, 'c2')).flagged)
  await run(shop, { kind: 'flag', conversationId: (await rowNamed(shop, 'c3')).conversationId, flagged: false })
  await until(() => flagsOf(3) === 'S')
  await expectSame(shop, mailbox)
})

serverTest('a folder numbered anew keeps every row and everything said, without fetching a text again', async () => {
  const { mailbox, start } = scene()
  deliver(mailbox, 80)
  const fetched: number[] = []
  let isRenumbered = false
  const shop = await start({
    onCall: (name, input) => {
      if (isRenumbered && name === 'fetchMail') fetched.push(...(input as { uids: number[] }).uids)
    },
  })
  await expectSame(shop, mailbox)
  const before = (await shop.database.messageRows.toArray()).map(({ id, key, conversationId }) => ({ id, key, conversationId }))
  const { conversationId } = await rowNamed(shop, 'c9')
  await run(shop, { kind: 'judge', conversationId, lane: 'pitch' })
  const numbering = mailbox.uidValidity()
  isRenumbered = true
  await restartDovecot(dovecot, () => {
    forgetNumbering(mailbox)
    // A mail that came while nobody looked: the UIDs of all that follow are others now.
    mailbox.deliver(numberedMail('between', startAt + 90_000), { internalDate: new Date(startAt + 90_000) })
  })
  await until(async () => {
    const folder = await shop.database.folders.get('INBOX')
    return folder?.isComplete === true && folder.uidValidity !== numbering && folder.here === 81
  })
  await expectSame(shop, mailbox)
  expect(mailbox.uidValidity()).not.toBe(numbering)
  const after = (await shop.database.messageRows.toArray()).map(({ id, key, conversationId: conversation }) => ({
    id,
    key,
    conversationId: conversation,
  }))
  expect(after).toEqual(expect.arrayContaining(before))
  expect(after).toHaveLength(81)
  expect(await shop.database.conversations.get(conversationId)).toMatchObject({ lane: 'pitch', judgedBy: 'helper' })
  expect((await shop.database.messageRows.toArray()).every((row) => row.places.length === 1)).toBe(true)
  expect(fetched).toHaveLength(1)
})

serverTest('what lies in the spam folder alone is listed apart and asks for no answer; once a phone takes it out it does', async () => {
  const { mailbox, start, phone } = scene()
  deliver(mailbox, 3)
  deliver(mailbox, 2, { folder: 'Junk', prefix: 'spam' })
  const shop = await start()
  await expectSame(shop, mailbox)
  const listOf = async (name: string) => (await shop.database.conversations.get((await rowNamed(shop, name)).conversationId))?.list
  expect([await listOf('spam1'), await listOf('spam2'), await listOf('c1')]).toEqual(['junk', 'junk', 'customer'])
  const before = await rowNamed(shop, 'spam1')
  await phone('Junk', 'UID MOVE 1 INBOX')
  await until(async () => (await listOf('spam1')) === 'customer')
  expect((await rowNamed(shop, 'spam1')).id).toBe(before.id)
  expect(await shop.database.conversations.get(before.conversationId)).toMatchObject({ shelf: 'open' })
  await expectSame(shop, mailbox)
})

serverTest('paused, older mail waits and new mail comes, also after a restart; let go, it goes on where it stopped', async () => {
  const { mailbox, start } = scene()
  deliver(mailbox, 400)
  const indexedDb = new IDBFactory()
  const before = memoryDatabase(indexedDb)
  await before.values.put({ name: 'pull-paused', value: true })
  before.close()
  const fetched: number[] = []
  const { calls, onCall } = listener()
  const shop = await start({
    indexedDb,
    onCall: (name, input) => {
      onCall(name)
      if (name === 'fetchMail') fetched.push(...(input as { uids: number[] }).uids)
    },
  })
  await until(async () => (await shop.database.messageRows.count()) === 50)
  await letPassesGoBy(shop, calls)
  mailbox.deliver(numberedMail('fresh', startAt + 9e7), { internalDate: new Date(startAt + 9e7) })
  await until(async () => (await shop.database.messageRows.count()) > 50)
  await letPassesGoBy(shop, calls)
  expect(await rowNamed(shop, 'fresh')).toMatchObject({ places: [{ folder: 'INBOX', uid: 401 }] })
  expect(await shop.database.messageRows.count()).toBe(51)
  expect(await shop.database.folders.get('INBOX')).toMatchObject({ isComplete: false })
  expect((await syncOf(shop))?.progress).toMatchObject({ here: 51, exists: 401, isPaused: true })
  await run(shop, { kind: 'pause-pull', paused: false })
  await expectSame(shop, mailbox)
  expect(fetched).toHaveLength(351)
  expect(new Set(fetched).size).toBe(351)
})

serverTest('a first sync that is cut off goes on where it stopped: what is here is never asked for again', async () => {
  const { mailbox, start, stop } = scene()
  deliver(mailbox, 700)
  deliver(mailbox, 60, { folder: 'Sent', prefix: 'out', isSeen: true })
  const indexedDb = new IDBFactory()
  let first: NodeShop | null = null
  let windows = 0
  first = await start({
    indexedDb,
    onCall: (name) => {
      windows += name === 'fetchMail' ? 1 : 0
      // As a kill leaves it: nothing is written from here on.
      if (windows === 3) first?.database.close()
    },
  })
  await until(() => windows >= 3)
  await stop()
  const store = memoryDatabase(indexedDb)
  const here = (await placedUids(store)).map(({ folder, uid }) => `${folder} ${uid}`)
  store.close()
  expect(here.length).toBeGreaterThan(50)
  expect(here.length).toBeLessThan(760)
  const fetched: string[] = []
  const second = await start({
    indexedDb,
    onCall: (name, input) => {
      if (name !== 'fetchMail') return
      const { path, uids } = input as { path: string; uids: number[] }
      fetched.push(...uids.map((uid) => `${path} ${uid}`))
    },
  })
  await expectSame(second, mailbox)
  expect(await second.database.messageRows.count()).toBe(760)
  expect(fetched.filter((name) => here.includes(name))).toEqual([])
  expect(fetched).toHaveLength(760 - here.length)
})

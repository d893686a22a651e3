import { expect, test } from 'vitest'
import type { Failure } from '#contract/failure.ts'
import type { Result } from '#core/model/result.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { forgetGone, lookAgain } from '#engine/pull/forget-gone.ts'
import { emptyLayer } from '#core/pitch/shop-layer.ts'
import type { PullContext } from '#engine/pull/pull-context.ts'
import { engineTimings } from '#engine/timings.ts'
import { memoryPorts } from '../../support/memory-ports.ts'
import { expectWholeStore } from '../../support/store-check.ts'
import { alwaysOpen, folderRow, mailToStore } from '../../support/stored-mail.ts'

const from1To = (top: number): number[] => Array.from({ length: top }, (_, index) => index + 1)

/** A store with an inbox of so many messages, before a server of which a test says what a new connection would list. */
async function inboxOf(count: number) {
  const ports = memoryPorts()
  const { database, clock } = ports
  const mails = from1To(count).map((uid) => mailToStore({ uid }))
  await storeMails(database, folderRow(), mails, alwaysOpen)
  const server = { uids: from1To(count), failure: null as Failure | null, looks: 0 }
  const listUidsAnew = async (): Promise<Result<{ uids: number[] }, Failure>> => {
    server.looks += 1
    return server.failure === null ? { ok: true, value: { uids: server.uids } } : { ok: false, failure: server.failure }
  }
  const context: PullContext = {
    database,
    mail: { ...ports.room.client, listUidsAnew },
    hours: alwaysOpen,
    ownAddresses: new Set(),
    layer: emptyLayer,
    now: ports.now,
    timings: engineTimings,
    statuses: null,
    tidied: new Set(),
    spotChecked: new Set(),
    isOnServer: () => true,
    spotChecksAll: false,
    looksNowSince: null,
    stumbles: new Map(),
    stored: async () => {},
    pace: () => 'go-on',
  }
  const isGone = (uids: readonly number[], isTold: boolean) => forgetGone(context, 'INBOX', { uidValidity: '1', uids, isTold })
  const here = () => database.messageRows.count()
  const held = async () => (await database.folders.get('INBOX'))?.held
  return { context, database, clock, server, isGone, here, held }
}

test('what was merely not listed is asked for once more, and what a second connection lists stays', async () => {
  const { server, isGone, here, database } = await inboxOf(30)
  server.uids = from1To(30).filter((uid) => uid !== 3)
  expect(await isGone([2, 3, 4], false)).toBeNull()
  expect(server.looks).toBe(1)
  expect(await here()).toBe(29)
  await expectWholeStore(database)
})

test('what the server says by itself is believed, where it is little', async () => {
  const { server, isGone, here } = await inboxOf(30)
  expect(await isGone([2, 3, 4], true)).toBeNull()
  expect([server.looks, await here()]).toEqual([0, 27])
})

test('a server that cannot be asked again is no reason to forget', async () => {
  const { server, isGone, here } = await inboxOf(30)
  server.failure = { code: 'connection-lost', detail: '' }
  expect(await isGone([2], false)).toMatchObject({ code: 'connection-lost' })
  expect(await here()).toBe(30)
})

test('held back, it is not looked at before its time', async () => {
  const { context, clock, server, isGone, here, held } = await inboxOf(100)
  server.uids = []
  await isGone(from1To(60), true)
  expect(await held()).toMatchObject({ count: 60, uids: '1:60' })
  clock.now += engineTimings.brakePauseMs - 1
  expect(await lookAgain(context, 'INBOX')).toBeNull()
  expect([server.looks, await here()]).toEqual([0, 100])
  clock.now += 1
  await lookAgain(context, 'INBOX')
  expect([server.looks, await here(), await held()]).toEqual([1, 40, null])
})

test('a person who asks for a look gets it at once; an empty folder still waits for a clear yes', async () => {
  for (const [gone, left] of [
    [60, 40],
    [100, 100],
  ] as const) {
    const { context, clock, server, isGone, here } = await inboxOf(100)
    server.uids = from1To(100).slice(gone)
    await isGone(from1To(gone), true)
    await lookAgain({ ...context, looksNowSince: clock.now + 1 }, 'INBOX')
    expect([server.looks, await here()]).toEqual([1, left])
  }
})

test('a look that was asked for before anything was held back does not lift the pause', async () => {
  const { context, clock, server, isGone, here } = await inboxOf(100)
  server.uids = from1To(100).slice(60)
  await isGone(from1To(60), true)
  await lookAgain({ ...context, looksNowSince: clock.now }, 'INBOX')
  expect([server.looks, await here()]).toEqual([0, 100])
})

test('of what was held back only what the second look does not list either is forgotten', async () => {
  const { context, clock, server, isGone, here, held, database } = await inboxOf(100)
  await isGone(from1To(60), true)
  server.uids = from1To(100).filter((uid) => uid > 2)
  clock.now += engineTimings.brakePauseMs
  await lookAgain(context, 'INBOX')
  expect([await here(), await held()]).toEqual([98, null])
  await expectWholeStore(database)
})

test('a second look that fails leaves everything held', async () => {
  const { context, clock, server, isGone, here, held } = await inboxOf(100)
  await isGone(from1To(60), true)
  clock.now += engineTimings.brakePauseMs
  server.failure = { code: 'too-many-connections', detail: '' }
  expect(await lookAgain(context, 'INBOX')).toMatchObject({ code: 'too-many-connections' })
  expect(await here()).toBe(100)
  expect(await held()).toMatchObject({ count: 60 })
})

test('an empty folder waits for a person at every look, and a person’s word is checked once more', async () => {
  const { context, clock, server, isGone, here, held, database } = await inboxOf(100)
  server.uids = []
  await isGone(from1To(100), true)
  for (let look = 0; look < 3; look += 1) {
    clock.now += engineTimings.brakePauseMs
    await lookAgain(context, 'INBOX')
  }
  expect([server.looks, await here()]).toEqual([3, 100])
  const before = await held()
  if (before == null) throw new Error('nothing is held')
  await database.folders.update('INBOX', { held: { ...before, isAccepted: true } })
  server.uids = [7]
  await lookAgain(context, 'INBOX')
  expect([await here(), await held()]).toEqual([1, null])
})

test('little by little is a lot too: what joins what is held waits with it', async () => {
  const { isGone, here, held } = await inboxOf(200)
  await isGone(from1To(60), true)
  await isGone([100, 101], true)
  expect(await here()).toBe(200)
  expect(await held()).toMatchObject({ count: 62, uids: '1:60,100:101' })
})

test('messages that lie elsewhere too are not counted: a whole folder moved away is no deletion', async () => {
  const { isGone, here, held, database } = await inboxOf(100)
  const archive = folderRow({ path: 'Archive', role: 'archive', uidValidity: '9' })
  await storeMails(
    database,
    archive,
    from1To(100).map((uid) => mailToStore({ uid: uid + 500, name: `m${uid}`, receivedAt: 1_700_000_000_000 + uid * 60_000 })),
    alwaysOpen,
  )
  await isGone(from1To(100), true)
  expect([await here(), await held()]).toEqual([100, null])
  expect(await database.folders.toArray()).toMatchObject([
    { path: 'Archive', here: 100 },
    { path: 'INBOX', here: 0 },
  ])
})

test('a folder that is no longer there holds nothing', async () => {
  const { server, isGone, here } = await inboxOf(30)
  server.failure = { code: 'folder-missing', detail: 'INBOX' }
  await isGone([1], false)
  expect(await here()).toBe(29)
})

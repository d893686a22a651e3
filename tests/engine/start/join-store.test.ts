import { expect, test } from 'vitest'
import type { JournalRecord } from '#contract/journal.ts'
import { defaultSettings } from '#contract/shop.ts'
import { storeNotice } from '#data/read/store-notice.ts'
import type { ShopDatabase } from '#data/database.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { draftRecord } from '#engine/drafts/draft-record.ts'
import { Engine } from '#engine/engine.ts'
import { freezeDraft } from '#engine/outbox/freeze-draft.ts'
import { joinStore } from '#engine/start/join-store.ts'
import { draftRow, memoryDatabase, memoryPorts, type MemoryPorts } from '../../support/memory-ports.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore } from '../../support/stored-mail.ts'

const defaults = defaultSettings('en', 'Europe/Paris')
const settings = { ...defaults, helperName: 'Anna', undoSeconds: 7 }
const file = { name: 'a.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }
const draft = draftRow({ attachments: [file] })

function outboxRow(id: string, state: 'held' | 'queued' = 'queued') {
  const frozen = freezeDraft(draftRow({ id: id as typeof draft.id }), { settings, from: 'hey@shop.example', answered: undefined, now: 0 })
  if (!frozen.ok) throw new Error(frozen.failure.detail)
  return { ...frozen.value, state }
}

function outboxRecord(id: string): JournalRecord {
  const { mail, answersKey, heldUntil, state } = outboxRow(id)
  return {
    kind: 'outbox',
    answersKey,
    heldUntil,
    state,
    mail: { ...mail, to: [...mail.to], cc: [], bcc: [], references: [], attachments: [] },
  }
}

const fact: JournalRecord = { kind: 'fact', key: keyNamed('pitch'), lane: 'pitch', dismissed: false, saidAt: 5 }
const change: JournalRecord = { kind: 'change', id: 77, change: { key: keyNamed('ask'), kind: 'flag', flag: '\\Seen', set: true } }
const everything: JournalRecord[] = [draftRecord(draft), outboxRecord('draft-0002'), fact, change, { kind: 'settings', settings }]
const storeRecord = (opened: number, epoch = 'one'): JournalRecord => ({ kind: 'store', epoch, opened })

async function start(records: readonly JournalRecord[], fill: (database: ShopDatabase) => Promise<unknown> = async () => {}) {
  const ports: MemoryPorts = memoryPorts({ database: memoryDatabase() })
  await fill(ports.database)
  const joined = await joinStore(ports, records)
  const { database } = ports
  return {
    ports,
    database,
    joined,
    notice: await storeNotice(database),
    sentinel: (await database.values.get('sentinel'))?.value,
    journal: [...ports.room.journal.values()],
  }
}

test('a new profile is no damage: it gets a sentinel, the journal the same, and nobody is told anything', async () => {
  const { notice, sentinel, journal } = await start([])
  expect(notice).toBeNull()
  expect(sentinel).toMatchObject({ opened: 1 })
  expect(journal).toEqual([{ kind: 'store', ...(sentinel as object) }])
})

test('an ordinary restart tells nobody anything and counts one more opening', async () => {
  const { notice, sentinel } = await start([storeRecord(4), fact], async (database) => {
    await database.values.put({ name: 'sentinel', value: { epoch: 'one', opened: 4 } })
  })
  expect(notice).toBeNull()
  expect(sentinel).toEqual({ epoch: 'one', opened: 5 })
})

const blankings: Readonly<Record<string, (database: ShopDatabase) => Promise<unknown>>> = {
  'that holds nothing any more': async () => {},
  'that is another one': (database) => database.values.put({ name: 'sentinel', value: { epoch: 'two', opened: 9 } }),
  'that lost its sentinel': (database) => database.folders.put(folderRow()),
}

test.each(Object.keys(blankings))('a store %s gets back all that only people know, and a helper is told', async (name) => {
  const { database, notice, sentinel } = await start([storeRecord(4), ...everything], blankings[name])
  expect(await database.drafts.toArray()).toEqual([draft])
  expect(await database.outbox.toArray()).toMatchObject([{ draftId: 'draft-0002', state: 'queued' }])
  expect(await database.facts.toArray()).toEqual([{ key: keyNamed('pitch'), lane: 'pitch', dismissed: false, saidAt: 5 }])
  expect(await database.changes.toArray()).toEqual([{ id: 77, key: keyNamed('ask'), kind: 'flag', flag: '\\Seen', set: true }])
  expect((await database.values.get('settings'))?.value).toEqual(settings)
  expect(notice).toMatchObject({ kind: 'emptied', drafts: 1, replies: 1, verdicts: 1 })
  expect(sentinel).toMatchObject({ epoch: 'one', opened: name === 'that is another one' ? 10 : 5 })
})

test('a verdict that came back puts its message where it belongs once that is fetched again', async () => {
  const { database } = await start([storeRecord(4), fact])
  await storeMails(database, folderRow(), [mailToStore({ uid: 1, name: 'pitch' })], alwaysOpen)
  expect(await database.conversations.toArray()).toMatchObject([{ lane: 'pitch', judgedBy: 'helper' }])
})

test('the first journal of an older app beside an emptied store counts as damage too', async () => {
  const { database, notice } = await start([draftRecord(draft)])
  expect(await database.drafts.toArray()).toEqual([draft])
  expect(notice).toMatchObject({ kind: 'emptied' })
})

test('the store of an older app gives the journal what it lacks', async () => {
  const { notice, journal } = await start([], async (database) => {
    await database.values.put({ name: 'settings', value: settings })
    await database.drafts.put(draft)
    await database.facts.put({ key: keyNamed('pitch'), lane: 'pitch', dismissed: true, saidAt: 5 })
    await database.changes.add({ key: keyNamed('ask'), kind: 'move', from: 'INBOX', to: 'Archive' })
  })
  expect(notice).toBeNull()
  expect(journal).toMatchObject([
    draftRecord(draft),
    { kind: 'fact', key: keyNamed('pitch'), lane: 'pitch', dismissed: true },
    { kind: 'change', id: 1, change: { kind: 'move', to: 'Archive' } },
    { kind: 'settings', settings: { helperName: 'Anna' } },
    { kind: 'store', opened: 1 },
  ])
})

test('a store set back to last week sends nothing again: what the journal does not know was dealt with since', async () => {
  const { ports, database, notice } = await start(
    [storeRecord(9), outboxRecord('draft-0002'), fact, { kind: 'gone', id: 'draft-0003' }],
    async (old) => {
      await old.values.put({ name: 'sentinel', value: { epoch: 'one', opened: 4 } })
      await old.outbox.bulkPut([outboxRow('draft-0003', 'held'), outboxRow('draft-0004')])
      await old.drafts.put(draft)
      await old.facts.put({ key: keyNamed('pitch'), lane: 'customer', dismissed: false, saidAt: 2 })
      await old.changes.add({ key: keyNamed('ask'), kind: 'flag', flag: '\\Seen', set: false })
    },
  )
  expect((await database.outbox.toArray()).map((row) => row.draftId)).toEqual(['draft-0002'])
  expect(await database.drafts.toArray()).toEqual([])
  expect(await database.facts.toArray()).toMatchObject([{ lane: 'pitch' }])
  expect(await database.changes.toArray()).toEqual([])
  expect(notice).toMatchObject({ kind: 'older' })
  const outbox = new Engine(ports, defaults).outbox
  await outbox.flush()
  expect(ports.room.sent.map((mail) => mail.draftId)).toEqual(['draft-0002'])
})

test('a reply that the journal calls gone does not come back from a store that lost its last writes', async () => {
  const { database } = await start(
    [storeRecord(4), ...['draft-0003', 'draft-0005', draft.id].map((id): JournalRecord => ({ kind: 'gone', id }))],
    async (old) => {
      await old.values.put({ name: 'sentinel', value: { epoch: 'one', opened: 4 } })
      await old.outbox.bulkPut([outboxRow('draft-0003', 'held'), { ...outboxRow('draft-0005'), state: 'dot-sent' }])
      await old.drafts.put(draft)
    },
  )
  expect(await database.outbox.count()).toBe(0)
  expect(await database.drafts.count()).toBe(0)
})

test('where the end of the journal is missing, a reply that may have left is asked about, and one still held leaves', async () => {
  const cut: JournalRecord = { kind: 'cut' }
  const records = [storeRecord(4), cut, outboxRecord('draft-0002'), outboxRecord('draft-0003'), outboxRecord('draft-0004')]
  const { database, journal } = await start(records, async (old) => {
    await old.values.put({ name: 'sentinel', value: { epoch: 'one', opened: 4 } })
    await old.outbox.bulkPut([outboxRow('draft-0003'), { ...outboxRow('draft-0004'), state: 'dot-sent' }])
    await old.drafts.put(draft)
  })
  expect(Object.fromEntries((await database.outbox.toArray()).map((row) => [row.draftId as string, row.state]))).toEqual({
    'draft-0002': 'unknown',
    'draft-0003': 'queued',
    'draft-0004': 'unknown',
  })
  // The draft that fell off the journal's end is in it again.
  expect(journal).toContainEqual(draftRecord(draft))
})

test('settings that came back hold against the first settings of a new profile', async () => {
  const ports = memoryPorts({ database: memoryDatabase() })
  ports.room.journal.set('settings', { kind: 'settings', settings })
  ports.room.journal.set('store', { kind: 'store', epoch: 'one', opened: 2 })
  const engine = new Engine(ports, defaults)
  await engine.start(null, { helperName: 'Somebody else' })
  expect(await engine.settings()).toMatchObject({ helperName: 'Anna', undoSeconds: 7 })
})

test('all that a helper says and sets is in the journal, so that a wiped store has it again', async () => {
  const ports = memoryPorts()
  const engine = new Engine(ports, defaults)
  await engine.start(null, null)
  await storeMails(ports.database, folderRow(), [mailToStore({ uid: 1, name: 'ask' })], alwaysOpen)
  await ports.database.folders.put(folderRow({ path: 'Archive', role: 'archive' }))
  const [conversation] = await ports.database.conversations.toArray()
  const conversationId = conversation?.id ?? ''
  await engine.run({ kind: 'judge', conversationId, lane: 'pitch' })
  await engine.run({ kind: 'dismiss', conversationId, dismissed: true })
  await engine.run({ kind: 'mark-seen', conversationId, seen: true })
  await engine.run({ kind: 'archive', conversationId, archived: true })
  await engine.run({ kind: 'save-settings', settings: { helperName: 'Anna' } })
  const { attachments: _attachments, ...typed } = draft
  await engine.run({ kind: 'save-draft', draft: typed })
  await engine.run({ kind: 'attach', draftId: draft.id, ...file })
  const wiped = memoryPorts({ room: ports.room, database: memoryDatabase() })
  await new Engine(wiped, defaults).start(null, null)
  for (const table of ['facts', 'changes', 'drafts'] as const)
    expect(await wiped.database.table(table).toArray(), table).toEqual(await ports.database.table(table).toArray())
  expect((await wiped.database.facts.toArray())[0]).toMatchObject({ key: keyNamed('ask'), lane: 'pitch', dismissed: true })
  expect(await wiped.database.changes.count()).toBe(2)
  expect((await wiped.database.drafts.get(draft.id))?.attachments).toEqual([file])
  expect((await wiped.database.values.get('settings'))?.value).toMatchObject({ helperName: 'Anna' })
})

test('an archiving that is taken back before it was pushed is gone from the journal too', async () => {
  const ports = memoryPorts()
  const engine = new Engine(ports, defaults)
  await storeMails(ports.database, folderRow(), [mailToStore({ uid: 1, name: 'ask' })], alwaysOpen)
  await ports.database.folders.put(folderRow({ path: 'Archive', role: 'archive' }))
  const [conversation] = await ports.database.conversations.toArray()
  const conversationId = conversation?.id ?? ''
  await engine.run({ kind: 'archive', conversationId, archived: true })
  await engine.run({ kind: 'archive', conversationId, archived: false })
  expect(await ports.database.changes.count()).toBe(0)
  expect([...ports.room.journal.values()].filter((record) => record.kind === 'change')).toEqual([])
})

test('what is said last holds, also after the clock was set back by an hour', async () => {
  const ports = memoryPorts()
  const engine = new Engine(ports, defaults)
  ports.clock.now = 10 * 3_600_000
  await storeMails(ports.database, folderRow(), [mailToStore({ uid: 1, name: 'ask' })], alwaysOpen)
  const only = async () => (await ports.database.conversations.toArray())[0]
  await engine.run({ kind: 'judge', conversationId: (await only())?.id ?? '', lane: 'pitch' })
  await storeMails(ports.database, folderRow(), [mailToStore({ uid: 2, name: 'more', inReplyTo: 'ask@post.example' })], alwaysOpen)
  ports.clock.now -= 3_600_000
  await engine.run({ kind: 'judge', conversationId: (await only())?.id ?? '', lane: 'customer' })
  expect(await only()).toMatchObject({ messageCount: 2, lane: 'customer', judgedBy: 'helper' })
})

import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import type { JournalRecord } from '#contract/journal.ts'
import { defaultSettings } from '#contract/shop.ts'
import type { OutboxRow, OutboxState } from '#data/schema.ts'
import { joinJournal } from '#engine/outbox/join-journal.ts'
import { freezeDraft } from '#engine/outbox/freeze-draft.ts'
import { Outbox } from '#engine/outbox/outbox.ts'
import { draftRow, memoryDatabase, memoryPorts, type MemoryPorts } from '../../support/memory-ports.ts'

const files = [{ name: 'a.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }]
const draft = draftRow({ attachments: files })

function outboxRow(state: OutboxState): OutboxRow {
  const context = { settings: defaultSettings('en', 'Europe/Paris'), from: 'hey@shop.example', answered: undefined, now: 0 }
  const row = freezeDraft(draft, context)
  if (!row.ok) throw new Error(row.failure.detail)
  return { ...row.value, state }
}

function outboxRecord(state: Extract<JournalRecord, { kind: 'outbox' }>['state']): JournalRecord {
  const { mail, answersKey, heldUntil } = outboxRow('held')
  return {
    kind: 'outbox',
    mail: { ...mail, to: [...mail.to], cc: [], bcc: [], references: [], attachments: [...mail.attachments] },
    answersKey,
    state,
    heldUntil,
  }
}

function draftRecord(changes: Partial<Extract<JournalRecord, { kind: 'draft' }>['draft']> = {}): JournalRecord {
  const { attachments: _attachments, ...kept } = draft
  return { kind: 'draft', draft: { ...kept, ...changes } }
}

/** Starts as after a kill: what the database kept, what the journal kept, and everything due. */
async function restart(stored: { outbox?: OutboxRow; draft?: boolean; records: JournalRecord[]; inSent?: boolean }) {
  const ports: MemoryPorts = memoryPorts({ database: memoryDatabase(new IDBFactory()) })
  if (stored.outbox !== undefined) await ports.database.outbox.put(stored.outbox)
  if (stored.draft === true) await ports.database.drafts.put(draft)
  if (stored.inSent === true) ports.room.inSent.push(draft.messageId)
  const outbox = new Outbox(ports, () => {})
  outbox.useSentFolder('Sent')
  await joinJournal(ports.database, stored.records)
  await outbox.begin()
  await outbox.flush()
  const row = await ports.database.outbox.get(draft.id)
  return { ports, state: row?.state ?? 'gone', drafts: await ports.database.drafts.toArray() }
}

// Killed between the database and the journal, or right after both: [database, journal].
test.each([
  ['held', 'held'],
  ['queued', 'queued'],
  ['connecting', 'held'],
  ['connecting', 'queued'],
  ['connecting', 'connecting'],
  ['data', 'connecting'],
] as const)('killed at %s with %s on disk: sent exactly once', async (state, inJournal) => {
  const { ports, state: after } = await restart({ outbox: outboxRow(state), records: [outboxRecord(inJournal)] })
  expect(ports.room.sent).toHaveLength(1)
  expect(after).toBe('gone')
})

test.each(['data', 'dot-sent', 'connecting'] as const)('killed at %s with the dot on disk: unknown, and not sent again', async (state) => {
  const { ports, state: after } = await restart({ outbox: outboxRow(state), records: [outboxRecord('dot-sent')] })
  expect(ports.room.sent).toHaveLength(0)
  expect(after).toBe('unknown')
})

test('killed after the dot, and the server filed it: done without asking', async () => {
  const { ports, state } = await restart({ outbox: outboxRow('dot-sent'), records: [outboxRecord('dot-sent')], inSent: true })
  expect(state).toBe('gone')
  expect(ports.room.sent).toHaveLength(0)
  expect(ports.room.inSent).toHaveLength(1)
})

test.each([
  ['accepted', 'dot-sent'],
  ['accepted', 'accepted'],
] as const)('killed at %s with %s on disk: filed once, not sent again', async (state, inJournal) => {
  const { ports, state: after } = await restart({ outbox: outboxRow(state), records: [outboxRecord(inJournal)] })
  expect(ports.room.sent).toHaveLength(0)
  expect(ports.room.inSent).toHaveLength(1)
  expect(after).toBe('gone')
})

test('killed after the reply was done but before the journal said so: no second copy', async () => {
  const { ports, state } = await restart({ records: [outboxRecord('accepted')], inSent: true })
  expect(state).toBe('gone')
  expect(ports.room.inSent).toHaveLength(1)
  expect(ports.room.sent).toHaveLength(0)
})

test.each(['failed', 'unknown'] as const)('a reply that %s waits for a helper after a restart too', async (state) => {
  const { ports, state: after } = await restart({ outbox: outboxRow(state), records: [outboxRecord(state)] })
  expect(after).toBe(state)
  expect(ports.room.sent).toHaveLength(0)
})

test('killed between the database and the journal while a reply is held: it is a draft again, with its files', async () => {
  const { ports, state, drafts } = await restart({ outbox: outboxRow('held'), records: [draftRecord()] })
  expect(ports.room.sent).toHaveLength(0)
  expect(state).toBe('gone')
  expect(drafts).toEqual([draft])
})

test.each(['held', 'queued', 'connecting', 'data', 'failed'] as const)(
  'a reply left %s that no journal knows becomes a draft again',
  async (state) => {
    const { ports, drafts } = await restart({ outbox: outboxRow(state), records: [] })
    expect(ports.room.sent).toHaveLength(0)
    expect(drafts).toEqual([draft])
  },
)

test.each(['dot-sent', 'unknown'] as const)('a reply left %s that no journal knows stays unknown: it may have left', async (left) => {
  const { ports, state, drafts } = await restart({ outbox: outboxRow(left), records: [] })
  expect(ports.room.sent).toHaveLength(0)
  expect(state).toBe('unknown')
  expect(drafts).toEqual([])
})

test('a store that was lost gets drafts and replies back from the journal', async () => {
  const { ports } = await restart({ records: [outboxRecord('queued')] })
  expect(ports.room.sent.map((mail) => [mail.text, mail.attachments.length])).toEqual([[draft.text, 1]])
  const { drafts } = await restart({ records: [draftRecord({ text: 'half a sent' })] })
  expect(drafts).toMatchObject([{ text: 'half a sent' }])
})

test('of a draft in store and journal the newer text stays', async () => {
  const newer = await restart({ draft: true, records: [draftRecord({ text: 'newer', changedAt: draft.changedAt + 1 })] })
  expect(newer.drafts).toMatchObject([{ text: 'newer', attachments: files }])
  const older = await restart({ draft: true, records: [draftRecord({ text: 'older', changedAt: draft.changedAt - 1 })] })
  expect(older.drafts).toMatchObject([{ text: draft.text, attachments: files }])
})

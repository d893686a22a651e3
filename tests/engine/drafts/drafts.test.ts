import { expect, test } from 'vitest'
import type { Draft } from '#contract/journal.ts'
import { attachFile, detachFile, discardDraft, saveDraft } from '#engine/drafts/drafts.ts'
import { draftRow, memoryPorts } from '../../support/memory-ports.ts'

function draft(changes: Partial<Draft> = {}): Draft {
  const { attachments: _attachments, ...kept } = draftRow()
  return { ...kept, ...changes }
}

test('what was typed is in the store and, before the answer, on disk', async () => {
  const ports = memoryPorts()
  expect(await saveDraft(ports, draft({ text: 'Hello' }))).toEqual({ ok: true, value: null })
  expect(await ports.database.drafts.get('draft-0001')).toMatchObject({ text: 'Hello' })
  expect(ports.room.journal.get('draft-0001')).toMatchObject({ kind: 'draft', draft: { text: 'Hello' } })
})

test('an older save that comes late never wins, neither in the store nor on disk', async () => {
  const ports = memoryPorts()
  await saveDraft(ports, draft({ text: 'newer', changedAt: 9 }))
  await saveDraft(ports, draft({ text: 'older', changedAt: 8 }))
  expect(await ports.database.drafts.get('draft-0001')).toMatchObject({ text: 'newer' })
  expect(ports.room.journal.get('draft-0001')).toMatchObject({ draft: { text: 'newer' } })
})

test('a save that comes after Send brings no draft back, and leaves the reply in the journal', async () => {
  const ports = memoryPorts()
  await ports.database.outbox.put({ draftId: draftRow().id } as never)
  expect(await saveDraft(ports, draft({ text: 'late', changedAt: 99 }))).toEqual({ ok: true, value: null })
  expect(await ports.database.drafts.count()).toBe(0)
  expect(ports.room.journal.size).toBe(0)
})

test('a journal that cannot be written is told, and the text stays on the screen', async () => {
  const ports = memoryPorts()
  ports.room.onJournal = () => ({ code: 'disk-full', detail: 'ENOSPC' })
  expect(await saveDraft(ports, draft({ text: 'kept' }))).toMatchObject({ ok: false, failure: { code: 'disk-full' } })
  expect(await ports.database.drafts.get('draft-0001')).toMatchObject({ text: 'kept' })
})

test('without a mailroom a draft is kept, and said not to be on disk', async () => {
  const ports = memoryPorts()
  expect(await saveDraft({ ...ports, mail: () => null }, draft())).toMatchObject({ ok: false, failure: { code: 'connection-lost' } })
  expect(await ports.database.drafts.count()).toBe(1)
})

test('files stay with a draft while its text changes, and come off one by one', async () => {
  const ports = memoryPorts()
  await saveDraft(ports, draft())
  const file = (name: string) => ({ draftId: 'draft-0001', name, type: '', bytes: new Uint8Array([name.length]) })
  await attachFile(ports, file('a'))
  await attachFile(ports, file('bb'))
  await saveDraft(ports, draft({ text: 'more', changedAt: 50 }))
  expect((await ports.database.drafts.get('draft-0001'))?.attachments.map(({ name }) => name)).toEqual(['a', 'bb'])
  await detachFile(ports, 'draft-0001', 0)
  expect((await ports.database.drafts.get('draft-0001'))?.attachments.map(({ name }) => name)).toEqual(['bb'])
})

test('files over 20 MB together are refused, those before stay', async () => {
  const ports = memoryPorts()
  await saveDraft(ports, draft())
  const big = { draftId: 'draft-0001', name: 'big', type: '', bytes: new Uint8Array(15 * 1024 * 1024) }
  expect(await attachFile(ports, big)).toMatchObject({ ok: true })
  expect(await attachFile(ports, { ...big, name: 'second' })).toMatchObject({ ok: false, failure: { code: 'too-large' } })
  expect((await ports.database.drafts.get('draft-0001'))?.attachments.map(({ name }) => name)).toEqual(['big'])
})

test('a discarded draft is gone from store and journal', async () => {
  const ports = memoryPorts()
  await saveDraft(ports, draft())
  await discardDraft(ports, 'draft-0001')
  expect(await ports.database.drafts.count()).toBe(0)
  expect(ports.room.journal.size).toBe(0)
})

import { expect, test } from 'vitest'
import type { ConversationId, MessageKey } from '#core/model/ids.ts'
import { keepRows } from '#renderer/store/keep-rows.ts'
import type { ConversationRow } from '#renderer/store/types.ts'

function row(id: string, changes: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: id as ConversationId,
    subject: 'Parcel',
    person: { name: 'Claire', address: 'claire@post.example' },
    preview: 'Where is it?',
    lane: 'customer',
    list: 'customer',
    verdict: { lane: 'customer', score: 0, reasons: [] },
    judgedBy: 'evidence',
    clock: { status: 'not-needed', reason: { code: 'clock.nothing-asked', params: {} } },
    due: null,
    shelf: 'rest',
    firstAt: 1,
    lastAt: 2,
    messageCount: 1,
    messageKeys: ['a'.repeat(64) as MessageKey],
    rowIds: [1],
    unread: true,
    flagged: false,
    hasAttachments: false,
    ...changes,
  }
}

test('rows that say the same are the very same objects, and a list of them is the very same list', () => {
  const before = [row('1'), row('2')]
  expect(keepRows([row('1'), row('2')], before)).toBe(before)
})

test.each([
  ['unread', { unread: false }],
  ['flagged', { flagged: true }],
  ['the preview', { preview: 'Never mind' }],
  ['the person', { person: { name: 'Claire M.', address: 'claire@post.example' } }],
  ['a message more', { messageKeys: ['a'.repeat(64) as MessageKey, 'b'.repeat(64) as MessageKey] }],
  ['the clock', { clock: { status: 'not-needed', reason: { code: 'clock.dismissed', params: {} } } }],
] as const)('a row whose %s changed is new, the others stay', (_what, changes) => {
  const before = [row('1'), row('2')]
  const next = keepRows([row('1'), row('2', changes)], before)
  expect(next[0]).toBe(before[0])
  expect(next[1]).not.toBe(before[1])
  expect(next[1]).toMatchObject(changes)
})

test('the order is the new one', () => {
  const before = [row('1'), row('2')]
  const next = keepRows([row('2'), row('1')], before)
  expect(next.map(({ id }) => id)).toEqual(['2', '1'])
  expect(next[0]).toBe(before[1])
})

import { expect, test } from 'vitest'
import { liesWhere, type PlacedMessage } from '#core/conversation/lies-where.ts'

const uses = { INBOX: 'inbox', Sent: 'sent', Archive: 'archive', Junk: 'junk', Trade: 'other' } as const
const useOf = (folder: string) => uses[folder as keyof typeof uses]
const message = (key: string, direction: 'in' | 'out', ...folders: string[]): PlacedMessage => ({
  key,
  direction,
  places: folders.map((folder) => ({ folder })),
})

test('it lies where what came in lies; our answers in Sent do not count', () => {
  expect(liesWhere([message('a', 'in', 'INBOX'), message('b', 'out', 'Sent')], [], useOf)).toEqual({ lies: 'inbox', folders: ['INBOX'] })
  expect(liesWhere([message('a', 'in', 'Archive'), message('b', 'out', 'Sent')], [], useOf).lies).toBe('archive')
  expect(liesWhere([message('b', 'out', 'Sent')], [], useOf).lies).toBe('sent')
})

test('one message left in the inbox keeps it there; spam is where all of it is', () => {
  expect(liesWhere([message('a', 'in', 'Archive'), message('b', 'in', 'INBOX')], [], useOf).lies).toBe('inbox')
  expect(liesWhere([message('a', 'in', 'Junk'), message('b', 'in', 'Archive')], [], useOf).lies).toBe('archive')
  expect(liesWhere([message('a', 'in', 'Junk')], [], useOf).lies).toBe('junk')
})

test('a move that the server has not been told of yet counts as done; taken back it counts no more', () => {
  const inbox = [message('a', 'in', 'INBOX')]
  const there = { key: 'a', from: 'INBOX', to: 'Archive' }
  expect(liesWhere(inbox, [there], useOf)).toEqual({ lies: 'archive', folders: ['Archive'] })
  expect(liesWhere(inbox, [there, { key: 'a', from: 'Archive', to: 'INBOX' }], useOf).lies).toBe('inbox')
  expect(liesWhere(inbox, [{ ...there, key: 'b' }], useOf).lies).toBe('inbox')
})

test('a folder of one’s own is named, and what lies nowhere is said to', () => {
  expect(liesWhere([message('a', 'in', 'Trade')], [], useOf)).toEqual({ lies: 'other', folders: ['Trade'] })
  expect(liesWhere([message('a', 'in')], [], useOf)).toEqual({ lies: 'nowhere', folders: [] })
})

import { expect, test } from 'vitest'
import type { ServerFolder } from '#data/read/sync-details.ts'
import { asksForSent, sentCandidates } from '#renderer/features/settings/sent-candidates.ts'

const inbox: ServerFolder = { path: 'INBOX', role: 'inbox' }
const sent: ServerFolder = { path: 'Sent', role: 'sent' }
const other = (path: string): ServerFolder => ({ path, role: 'other' })

test('where one folder is known to be Sent, nobody is asked', () => {
  expect(asksForSent([inbox, sent, other('Suppliers'), other('Consent forms')], null)).toBe(false)
})

test('where none is, or more than one could be, or somebody chose before, a person decides', () => {
  expect(asksForSent([inbox, other('Suppliers')], null)).toBe(true)
  expect(asksForSent([inbox, sent, other('INBOX.Éléments envoyés')], null)).toBe(true)
  expect(asksForSent([inbox, sent], 'Suppliers')).toBe(true)
})

test('before the server has been asked there is nothing to decide', () => {
  expect(asksForSent([], null)).toBe(false)
})

test('likely folders stand first; those that hold something else for sure are not offered', () => {
  const folders: ServerFolder[] = [
    inbox,
    other('A'),
    other('Messages envoyés'),
    sent,
    { path: 'Trash', role: 'trash' },
    { path: 'Drafts', role: 'drafts' },
    { path: 'Junk', role: 'junk' },
  ]
  expect(sentCandidates(folders)).toEqual(['Sent', 'Messages envoyés', 'A'])
})

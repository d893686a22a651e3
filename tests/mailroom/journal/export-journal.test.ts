import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { JournalRecord } from '#contract/journal.ts'
import { countKept, exportKept } from '#mailroom/journal/export-journal.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-export-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const person = { name: 'Claire', address: 'claire@post.example' }
const draft = {
  id: 'draft-0001',
  answersKey: '',
  messageId: 'a@shop.example',
  to: 'claire@post.example',
  cc: '',
  bcc: '',
  subject: 'Ça va',
}
const records: JournalRecord[] = [
  {
    kind: 'draft',
    draft: { ...draft, text: 'Bonjour,\nà demain', templateId: null, changedAt: 1 },
    files: [{ name: '../../a.png', type: 'image/png', bytes: new Uint8Array([1, 2, 3]) }],
  },
  {
    kind: 'outbox',
    answersKey: '',
    state: 'queued',
    heldUntil: 0,
    mail: {
      draftId: 'draft-0002',
      messageId: 'b@shop.example',
      from: person,
      to: [person],
      cc: [],
      bcc: [],
      subject: 'Re: cup',
      text: 'It left today.',
      inReplyTo: '',
      references: [],
      attachments: [],
      writtenAt: 1,
    },
  },
  { kind: 'fact', key: 'k', lane: 'pitch', dismissed: false, saidAt: 1 },
  { kind: 'gone', id: 'draft-0003' },
]

test('what is kept is counted', () => {
  expect(countKept(records)).toEqual({ drafts: 1, replies: 1, verdicts: 1 })
})

test('drafts become text, replies mail files, the rest JSON, in a folder of our own and nowhere else', async () => {
  mkdirSync(path.join(folder, 'Comptoir'))
  const target = await exportKept(records, folder)
  expect(target).toBe(path.join(folder, 'Comptoir 2'))
  expect(readdirSync(target).sort()).toEqual(['a.png', 'draft-draft-0001.txt', 'reply-queued-draft-0002.eml', 'verdicts-and-settings.json'])
  expect(readFileSync(path.join(target, 'draft-draft-0001.txt'), 'utf8')).toContain('Subject: Ça va\n\nBonjour,\nà demain')
  expect(readFileSync(path.join(target, 'reply-queued-draft-0002.eml'), 'utf8')).toContain('It left today.')
  expect(JSON.parse(readFileSync(path.join(target, 'verdicts-and-settings.json'), 'utf8'))).toEqual([records[2]])
  expect(readdirSync(folder).sort()).toEqual(['Comptoir', 'Comptoir 2'])
})

import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@sqlite.org/sqlite-wasm'
import { parseQuery } from '#core/search/parse-query.ts'
import type { SearchDoc } from '#core/search/search-doc.ts'
import { beginIndex, prepareDatabase } from '#worker/search/index-file.ts'
import { findMessages } from '#worker/search/find-messages.ts'
import { addMessages, removeMessages } from '#worker/search/index-messages.ts'
import { memoryDatabase } from '../../support/memory-index.ts'

const mails: Record<string, Partial<SearchDoc>> = {
  'cracked teapot': {
    subject: 'Théière fêlée',
    sender: 'Hélène Müller helene@post.example',
    text: 'Bonjour, l’anse est cassée. Ma sœur est déçue, aujourd’hui encore.',
    files: ['photo_anse.jpg'],
  },
  'broken handle': {
    subject: 'Teapot',
    sender: 'John O’Neil john.oneil@post.example',
    text: 'The handle is broken, order CB-1042.\nTracking: 1Z999AA10123456784',
  },
  'where is it': {
    subject: 'Order #1042',
    sender: 'helene@post.example',
    text: 'Where is my teapot? I paid 49,90 €.\n> The handle of the old one fell off',
  },
  'your answer': {
    subject: 'Re: Order #1042',
    sender: 'Comptoir hey@shop.example',
    recipients: 'Hélène Müller helene@post.example',
    text: 'It is on its way. Straße 5, see the invoice.',
    files: ['facture 2026-03.pdf'],
  },
  greek: { subject: 'Καλημέρα', text: 'τσαγιέρα' },
}

const ids = Object.keys(mails).map((_, index) => 1_700_000_000_000 * 1024 + index)
let database: Database

async function indexOf(docs: readonly Partial<SearchDoc>[]): Promise<Database> {
  const fresh = await memoryDatabase()
  prepareDatabase(fresh)
  beginIndex(fresh, 'one')
  addMessages(
    fresh,
    docs.map((doc, index) => ({ id: ids[index] ?? 0, subject: '', sender: '', recipients: '', text: '', files: [], ...doc })),
  )
  return fresh
}

function found(query: string, more: { fromId?: number; beforeId?: number; limit?: number } = {}): string[] {
  const { terms, hasAttachment } = parseQuery(query, 'Europe/Paris')
  const answer = findMessages(database, { terms, hasAttachment, fromId: null, beforeId: null, limit: 50, ...more })
  return answer.ids.map((id) => Object.keys(mails)[ids.indexOf(id)] ?? 'unknown')
}

beforeAll(async () => {
  database = await indexOf(Object.values(mails))
})

test.each([
  // Words, several words, case and accents.
  ['teapot ', ['where is it', 'broken handle']],
  ['TEAPOT handle ', ['where is it', 'broken handle']],
  ['theiere ', ['cracked teapot']],
  ['THÉIÈRE felee ', ['cracked teapot']],
  ['the\u0301ie\u0300re ', ['cracked teapot']],
  ['fêlee cassée ', ['cracked teapot']],
  ['sœur ', ['cracked teapot']],
  ['soeur ', ['cracked teapot']],
  ['strasse ', ['your answer']],
  ['STRAẞE ', ['your answer']],
  ['mueller ', []],
  ['muller ', ['your answer', 'cracked teapot']],
  ['l’anse ', ['cracked teapot']],
  ["l'anse ", ['cracked teapot']],
  ['aujourd’hui ', ['cracked teapot']],
  ['ΚΑΛΗΜΈΡΑ ', ['greek']],
  ['teapot nothing ', []],
  // The last word while it is typed, and a star.
  ['t', ['where is it', 'your answer', 'broken handle', 'cracked teapot']],
  ['te', ['where is it', 'broken handle']],
  ['tea', ['where is it', 'broken handle']],
  ['tea ', []],
  ['tea* ', ['where is it', 'broken handle']],
  ['é', ['your answer', 'where is it', 'broken handle', 'cracked teapot']],
  ['handle b', ['broken handle']],
  ['hand brok', []],
  ['hand* brok', ['broken handle']],
  ['καλ', ['greek']],
  ['τ', ['greek']],
  // Phrases.
  ['"the handle is" ', ['broken handle']],
  ['"handle the" ', []],
  ['« ma sœur est » ', ['cracked teapot']],
  // Quoted text is searched as well.
  ['"fell off" ', ['where is it']],
  // Numbers and addresses.
  ['CB-1042 ', ['broken handle']],
  ['cb-10', ['broken handle']],
  ['cb-1', ['broken handle']],
  ['#1042 ', ['your answer', 'where is it', 'broken handle']],
  ['1Z999AA10123456784 ', ['broken handle']],
  ['1z999', ['broken handle']],
  ['49,90 ', ['where is it']],
  ['helene@post.example ', ['your answer', 'where is it', 'cracked teapot']],
  ['helene@po', ['your answer', 'where is it', 'cracked teapot']],
  ['oneil@post.example ', ['broken handle']],
  // Fields.
  ['from:helene ', ['where is it', 'cracked teapot']],
  ['de:"hélène müller" ', ['cracked teapot']],
  ['to:helene ', ['your answer']],
  ['à:helene@post.example ', ['your answer']],
  ['subject:teapot ', ['broken handle']],
  ['objet:tea', ['broken handle']],
  ['objet:t', ['broken handle', 'cracked teapot']],
  ['from:john subject:teapot broken ', ['broken handle']],
  // Files.
  ['has:attachment ', ['your answer', 'cracked teapot']],
  ['avec:pj facture ', ['your answer']],
  ['photo_anse.jpg ', ['cracked teapot']],
  ['attachment ', []],
  ['\u{E000}facture ', ['your answer']],
  // Odd ones.
  ['OR ', []],
  ['teapot OR handle ', []],
  ['teapot AND handle ', []],
  ['"', ['greek', 'your answer', 'where is it', 'broken handle', 'cracked teapot']],
  ['te"apot ', []],
])('%j finds %j, newest first', (query, names) => {
  const newestFirst = [...names].sort((a, b) => Object.keys(mails).indexOf(b) - Object.keys(mails).indexOf(a))
  expect(found(query)).toEqual(newestFirst)
})

test('one page follows another, and the last one says so', () => {
  const { terms, hasAttachment } = parseQuery('helene', 'Europe/Paris')
  const ask = { terms, hasAttachment, fromId: null, beforeId: null, limit: 2 }
  const first = findMessages(database, ask)
  expect(first).toEqual({ ids: [ids[3], ids[2]], isEnd: false })
  expect(findMessages(database, { ...ask, beforeId: first.ids[1] ?? 0 })).toEqual({ ids: [ids[0]], isEnd: true })
})

test('a stretch of time is a stretch of ids', () => {
  expect(found('', { fromId: ids[1] ?? 0, beforeId: ids[3] ?? 0 })).toEqual(['where is it', 'broken handle'])
  expect(found('teapot ', { fromId: ids[2] ?? 0 })).toEqual(['where is it'])
  expect(found('teapot ', { beforeId: ids[2] ?? 0 })).toEqual(['broken handle'])
})

test('a message taken in twice is found once, with what it holds now', async () => {
  database = await indexOf(Object.values(mails))
  const again = { id: ids[1] ?? 0, subject: 'Teapot', sender: '', recipients: '', text: 'the spout is broken', files: [] }
  addMessages(database, [again])
  addMessages(database, [again])
  expect(found('spout ')).toEqual(['broken handle'])
  expect(found('cb-1042 ')).toEqual([])
  expect(found('teapot ')).toEqual(['where is it', 'broken handle'])
})

test('a message that was dropped is not found any more, and dropping it again does no harm', async () => {
  database = await indexOf(Object.values(mails))
  removeMessages(database, [ids[1] ?? 0, 4711])
  removeMessages(database, [ids[1] ?? 0])
  expect(found('teapot ')).toEqual(['where is it'])
  expect(found('')).toEqual(['greek', 'your answer', 'where is it', 'cracked teapot'])
})

test('beginning anew empties the index', async () => {
  database = await indexOf(Object.values(mails))
  beginIndex(database, 'two')
  expect(found('teapot ')).toEqual([])
})

test('no query is a fault to the index, and every word of a message finds it', async () => {
  database = await indexOf(Object.values(mails))
  const odd = fc.constantFrom(
    '"',
    '«',
    ':',
    '*',
    '-',
    '(',
    ')',
    '^',
    '+',
    '{',
    'OR',
    'NOT',
    'NEAR(a b, 2)',
    'from:',
    'text:',
    '\0',
    '\uD800',
    '🫖',
    'é',
    '\u0301',
    'ﬁ',
    ' ',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.oneof(odd, fc.string())).map((bits) => bits.join('')),
      ),
      (query) => {
        found(query)
      },
    ),
    { numRuns: 1500 },
  )
  for (const [name, { subject = '', sender = '', text = '' }] of Object.entries(mails))
    for (const word of `${subject} ${sender} ${text}`.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))) {
      expect(found(word)).toContain(name)
      expect(found(`${word} `)).toContain(name)
    }
})

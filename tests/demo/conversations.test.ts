import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseConversations, readConversations } from '#demo/conversations.ts'

const visitor = { from: { name: 'Zoé', address: 'Zoe@Mail.example' }, subject: 'Bol', at: { days: 3, time: '16:12' }, text: 'Bonjour' }
const reply = { from: 'shop', by: 'Anna', at: { days: 2, time: '09:00' }, text: 'Bonjour Zoé' }
const conversation = { id: 'fr-bol', language: 'fr', place: 'closed', messages: [visitor, reply], onReply: 'Merci' }

test('a conversation is read with its defaults, addresses in lower case', () => {
  expect(parseConversations('fr-a.json', JSON.stringify([conversation]))).toEqual({
    ok: true,
    value: [
      {
        ...conversation,
        messages: [
          { ...visitor, from: { name: 'Zoé', address: 'zoe@mail.example' }, quote: false, attachments: [], headers: {} },
          { ...reply, attachments: [] },
        ],
      },
    ],
  })
})

test.each([
  ['no JSON', '[{', 'fr-a.json: no valid JSON'],
  ['no list', {}, 'the file: expected a list'],
  ['an unknown place', [{ ...conversation, place: 'later' }], '[0].place: expected one of missed'],
  ['an id without its language', [{ ...conversation, id: 'bol' }], '[0].id: expected kebab-case'],
  ['no message', [{ ...conversation, messages: [] }], '[0].messages: expected at least one'],
  ['a shop that writes first', [{ ...conversation, messages: [reply] }], '[0].messages[0].from: expected a customer'],
  [
    'a real domain',
    [{ ...conversation, messages: [{ ...visitor, from: { name: '', address: 'a@b.com' } }] }],
    '[0].messages[0].from.address: expected an address that ends in .example',
  ],
  [
    'a wrong time',
    [{ ...conversation, messages: [{ ...visitor, at: { days: 3, time: '24:10' } }] }],
    '[0].messages[0].at.time: expected HH:MM',
  ],
  [
    'too many days',
    [{ ...conversation, messages: [{ ...visitor, at: { days: 43, time: '10:00' } }] }],
    '[0].messages[0].at.days: expected a whole number from 0 to 42',
  ],
  ['no text', [{ ...conversation, messages: [{ ...visitor, text: ' ' }] }], '[0].messages[0].text: expected'],
  [
    'a reply without a helper',
    [{ ...conversation, messages: [visitor, { ...reply, by: undefined }] }],
    '[0].messages[1].by: expected a text',
  ],
  [
    'a path as attachment',
    [{ ...conversation, messages: [{ ...visitor, attachments: ['../a.png'] }] }],
    '[0].messages[0].attachments[0]: expected a file name',
  ],
  [
    'a header with a line break',
    [{ ...conversation, messages: [{ ...visitor, headers: { 'List-Id': 'a\r\nBcc: b' } }] }],
    '[0].messages[0].headers.List-Id: expected a header on one line',
  ],
  [
    'waiting without a question of ours',
    [{ ...conversation, place: 'waiting', messages: [visitor] }],
    '[0].messages[0].from: expected "shop" last',
  ],
  ['due with our answer last', [{ ...conversation, place: 'due' }], '[0].messages[1].from: expected the customer last'],
])('a file with %s fails naming file and field', (_, content, failure) => {
  const parsed = parseConversations('fr-a.json', typeof content === 'string' ? content : JSON.stringify(content))
  expect(parsed.ok ? '' : parsed.failure).toContain('fr-a.json: ')
  expect(parsed.ok ? '' : parsed.failure).toContain(failure)
})

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-mail-'))
})

afterEach(() => rm(folder, { recursive: true }))

test('an id that comes twice fails naming both files', async () => {
  await writeFile(path.join(folder, 'fr-a.json'), JSON.stringify([conversation]))
  await writeFile(path.join(folder, 'fr-b.json'), JSON.stringify([conversation]))
  await expect(readConversations(folder)).rejects.toThrow('fr-b.json: id "fr-bol" is also in fr-a.json')
})

test('a broken file fails, other files than JSON are left alone', async () => {
  await writeFile(path.join(folder, 'notes.txt'), 'nothing')
  expect(await readConversations(folder)).toEqual([])
  await writeFile(path.join(folder, 'fr-a.json'), '[{}]')
  await expect(readConversations(folder)).rejects.toThrow('fr-a.json: [0].place')
})

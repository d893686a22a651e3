import { expect, test } from 'vitest'
import type { ConversationId, MessageKey } from '#core/model/ids.ts'
import type { Lane } from '#core/model/lane.ts'
import { lowestRowIdAt } from '#core/model/row-id.ts'
import { parseQuery } from '#core/search/parse-query.ts'
import { searchDocOf } from '#core/search/search-doc.ts'
import type { ShopDatabase } from '#data/database.ts'
import { searchMessages } from '#data/read/search-messages.ts'
import { searchProgress } from '#data/read/search-progress.ts'
import type { ConversationRow, MessageRow } from '#data/schema.ts'
import { findMessages } from '#worker/search/find-messages.ts'
import { beginIndex } from '#worker/search/index-file.ts'
import { addMessages } from '#worker/search/index-messages.ts'
import { memoryDatabase as indexDatabase } from '../../support/memory-index.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'

type Sketch = {
  readonly at: string
  readonly in: string
  readonly subject: string
  readonly text?: string
  readonly list?: Lane | 'junk'
  readonly shelf?: 'open' | 'rest'
  readonly file?: string
}

const somebody = { name: 'Claire', address: 'claire@post.example' }

/** A message as the store keeps it; only what a search reads matters here. */
function rowOf(sketch: Sketch, index: number): MessageRow {
  const receivedAt = Date.parse(sketch.at)
  const row: Partial<MessageRow> = {
    id: lowestRowIdAt(receivedAt) + index,
    key: `key${index}` as MessageKey,
    conversationId: sketch.in as ConversationId,
    receivedAt,
    from: somebody,
    author: somebody,
    to: [],
    cc: [],
    subject: sketch.subject,
    attachments:
      sketch.file === undefined ? [] : [{ name: sketch.file, type: 'application/pdf', size: 1, part: '2', contentId: '', inline: false }],
  }
  return row as MessageRow
}

/** A shop that holds these messages, all of them indexed, and the way to search it. */
async function shopWith(sketches: readonly Sketch[]) {
  const shop: ShopDatabase = memoryDatabase()
  const index = await indexDatabase()
  beginIndex(index, 'one')
  const rows = sketches.map(rowOf)
  await shop.messageRows.bulkPut(rows)
  for (const [position, sketch] of sketches.entries()) {
    const known = await shop.conversations.get(sketch.in)
    const row = rows[position]
    if (row === undefined) continue
    const conversation: Partial<ConversationRow> = {
      id: row.conversationId,
      subject: sketch.subject,
      lastAt: row.receivedAt,
      list: sketch.list ?? 'customer',
      shelf: sketch.shelf ?? 'rest',
      messageKeys: [...(known?.messageKeys ?? []), row.key],
      rowIds: [...(known?.rowIds ?? []), row.id],
    }
    await shop.conversations.put(conversation as ConversationRow)
  }
  addMessages(
    index,
    rows.map((row, position) => searchDocOf(row, sketches[position]?.text ?? '')),
  )
  let asks = 0
  const search = async (query: string, limit = 50) => {
    const answer = await searchMessages(
      shop,
      (ask) => {
        asks += 1
        return Promise.resolve({ ok: true, value: findMessages(index, ask) } as const)
      },
      parseQuery(query, 'Europe/Paris'),
      { limit, isLate: (conversation) => conversation.id.startsWith('late') },
    )
    if (!answer.ok) throw new Error('no answer')
    return { subjects: answer.value.found.map(({ row }) => row.subject), ...answer.value }
  }
  return { shop, search, asks: () => asks }
}

const mails: readonly Sketch[] = [
  { at: '2025-12-31T22:30:00Z', in: 'late-a', subject: 'Teapot, last year', shelf: 'open' },
  { at: '2025-12-31T23:30:00Z', in: 'b', subject: 'Teapot, first minutes of the year' },
  { at: '2026-03-10T10:00:00Z', in: 'c', subject: 'Teapots wholesale', text: 'our teapot offer', list: 'pitch' },
  { at: '2026-03-11T10:00:00Z', in: 'late-a', subject: 'Re: Teapot, last year', text: 'still waiting', shelf: 'open' },
  { at: '2026-04-01T10:00:00Z', in: 'd', subject: 'Invoice', text: 'for the teapot', list: 'automated', file: 'facture.pdf' },
  { at: '2026-04-02T10:00:00Z', in: 'e', subject: 'You won', text: 'a teapot', list: 'junk' },
]

test.each([
  [
    'teapot ',
    ['You won', 'Invoice', 'Re: Teapot, last year', 'Teapots wholesale', 'Teapot, first minutes of the year', 'Teapot, last year'],
  ],
  ['teapot after:2026 ', ['You won', 'Invoice', 'Re: Teapot, last year', 'Teapots wholesale', 'Teapot, first minutes of the year']],
  ['teapot before:2026 ', ['Teapot, last year']],
  ['teapot après:2026-03 avant:2026-04 ', ['Re: Teapot, last year', 'Teapots wholesale']],
  ['teapot lane:customers ', ['Re: Teapot, last year', 'Teapot, first minutes of the year', 'Teapot, last year']],
  ['teapot voie:démarchage ', ['Teapots wholesale']],
  ['teapot lane:junk ', ['You won']],
  ['teapot is:late ', ['Re: Teapot, last year', 'Teapot, last year']],
  ['teapot est:retard after:2026 ', ['Re: Teapot, last year']],
  ['has:attachment ', ['Invoice']],
  ['facture.pdf ', ['Invoice']],
  ['is:late ', ['Re: Teapot, last year']],
  ['is:late lane:pitches ', []],
  ['lane:customers ', ['Re: Teapot, last year', 'Teapot, first minutes of the year']],
  ['lane:automated ', ['Invoice']],
  ['after:2026-04 ', ['You won', 'Invoice']],
  ['after:2026-03 before:2026-04 lane:pitches ', ['Teapots wholesale']],
  ['before:2026 ', ['Teapot, last year']],
  ['', []],
  ['!!! ', []],
])('searching %j finds %j, newest first', async (query, subjects) => {
  const { search } = await shopWith(mails)
  expect(await search(query)).toMatchObject({ subjects, isEnd: true })
})

test('a message that is not in the store any more is passed over, and the list is still full', async () => {
  const { shop, search } = await shopWith(mails)
  await shop.messageRows.where('key').anyOf(['key5', 'key4']).delete()
  expect(await search('teapot ', 2)).toMatchObject({ subjects: ['Re: Teapot, last year', 'Teapots wholesale'], isEnd: false })
})

test('a message whose conversation is gone is passed over', async () => {
  const { shop, search } = await shopWith(mails)
  await shop.conversations.delete('e')
  expect((await search('teapot ')).subjects[0]).toBe('Invoice')
})

test('copies of one message in two conversations are told apart', async () => {
  const { shop, search } = await shopWith(mails)
  await shop.messageRows.filter((row) => row.conversationId === 'c').modify({ key: 'same' as MessageKey, subject: 'The pitch' })
  await shop.messageRows.filter((row) => row.conversationId === 'b').modify({ key: 'same' as MessageKey, subject: 'Another' })
  await shop.conversations.update('c', { messageKeys: ['same' as MessageKey] })
  expect((await search('lane:pitches ')).subjects).toEqual(['The pitch'])
})

test('as many as asked for, and a word on whether there are more', async () => {
  const { search } = await shopWith(mails)
  expect(await search('teapot ', 2)).toMatchObject({ subjects: ['You won', 'Invoice'], isEnd: false })
  expect(await search('lane:customers ', 1)).toMatchObject({ subjects: ['Re: Teapot, last year'], isEnd: false })
  expect(await search('lane:customers ', 2)).toMatchObject({ isEnd: true })
  expect(await search('after:2026-03 ', 3)).toMatchObject({ subjects: ['You won', 'Invoice', 'Re: Teapot, last year'], isEnd: false })
})

test('one pitch among a thousand customers is found, and the looking ends', async () => {
  const many = Array.from({ length: 1200 }, (_, index): Sketch => ({
    at: new Date(Date.parse('2026-01-01') + index * 60_000).toISOString(),
    in: `c${index}`,
    subject: `Teapot ${index}`,
    list: index === 0 ? 'pitch' : 'customer',
  }))
  const { search, asks } = await shopWith(many)
  expect(await search('teapot lane:pitches ')).toMatchObject({ subjects: ['Teapot 0'], isEnd: true })
  expect(await search('teapot lane:pitches ', 5)).toMatchObject({ subjects: [], isEnd: false })
  expect(asks()).toBeLessThan(12)
})

test('where the index fails, so does the search, with its reason', async () => {
  const { shop } = await shopWith(mails)
  const failure = { ok: false, failure: 'no index here' } as const
  const ask = { limit: 50, isLate: () => false }
  expect(await searchMessages(shop, () => Promise.resolve(failure), parseQuery('teapot', 'Europe/Paris'), ask)).toEqual(failure)
  // The store alone knows lanes: they work without an index.
  expect(await searchMessages(shop, () => Promise.resolve(failure), parseQuery('lane:junk', 'Europe/Paris'), ask)).toMatchObject({
    ok: true,
  })
})

test('nothing is known to be searchable until the engine says so', async () => {
  const shop = memoryDatabase()
  expect(await searchProgress(shop)).toEqual({ indexed: 0, total: 0 })
  await shop.values.put({ name: 'search', value: { indexed: 5, total: 9 } })
  expect(await searchProgress(shop)).toEqual({ indexed: 5, total: 9 })
})

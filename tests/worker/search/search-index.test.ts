import { expect, test } from 'vitest'
import type { Database } from '@sqlite.org/sqlite-wasm'
import type { SearchDoc } from '#core/search/search-doc.ts'
import { SearchIndex } from '#worker/search/search-index.ts'
import { databaseOf, memoryDatabase, placeOf } from '../../support/memory-index.ts'

const doc: SearchDoc = { id: 7, subject: 'Teapot', sender: '', recipients: '', text: 'broken', files: [] }
const ask = {
  terms: [{ field: 'any', text: 'teapot', isPhrase: false, isPrefix: false } as const],
  hasAttachment: false,
  fromId: null,
  beforeId: null,
  limit: 50,
}

function indexAt(databases: readonly Database[]) {
  const place = placeOf(databases)
  let losses = 0
  const index = new SearchIndex(Promise.resolve(place), () => {
    losses += 1
  })
  return { index, place, losses: () => losses }
}

/** An index that holds one message, over a database whose pages a test may spoil. */
async function filled(next: readonly Database[] = []) {
  const database = await memoryDatabase()
  const set = indexAt([database, ...next])
  await set.index.begin('one')
  await set.index.add([doc])
  return { ...set, database }
}

function spoil(database: Database): void {
  database.exec('delete from found_data')
}

test('a new index has no epoch, and finds nothing', async () => {
  const { index } = indexAt([await memoryDatabase()])
  expect(await index.open()).toEqual({ ok: true, value: { epoch: null, count: 0 } })
  expect(await index.find(ask)).toEqual({ ok: true, value: { ids: [], isEnd: true } })
})

test('what was begun and filled is there when it is opened again', async () => {
  const { index } = await filled()
  expect(await index.open()).toEqual({ ok: true, value: { epoch: 'one', count: 1 } })
  expect(await index.find(ask)).toEqual({ ok: true, value: { ids: [7], isEnd: true } })
})

test('an index of another form counts as new', async () => {
  const { index, database } = await filled()
  database.exec('pragma user_version = 99')
  expect(await index.open()).toEqual({ ok: true, value: { epoch: null, count: 0 } })
  await index.begin('two')
  expect(await index.open()).toEqual({ ok: true, value: { epoch: 'two', count: 0 } })
})

test('a file that is no database is dropped, and the index begins anew', async () => {
  const garbage = await databaseOf(new Uint8Array(16384).map((_, index) => (index * 7919) % 256))
  const { index, place, losses } = indexAt([garbage, await memoryDatabase()])
  expect(await index.open()).toEqual({ ok: true, value: { epoch: null, count: 0 } })
  expect(place.drops()).toBe(1)
  // The engine asked and has its answer: nothing more to tell.
  expect(losses()).toBe(0)
  expect((await index.begin('two')).ok).toBe(true)
  expect((await index.add([doc])).ok).toBe(true)
  expect(await index.find(ask)).toMatchObject({ value: { ids: [7] } })
})

test('an index found damaged by a search is dropped: nothing is found, and the engine is told once', async () => {
  const { index, place, database, losses } = await filled([await memoryDatabase()])
  spoil(database)
  expect(await index.find(ask)).toEqual({ ok: true, value: { ids: [], isEnd: true } })
  expect(await index.find(ask)).toEqual({ ok: true, value: { ids: [], isEnd: true } })
  expect([place.drops(), losses()]).toEqual([1, 1])
  expect(await index.open()).toEqual({ ok: true, value: { epoch: null, count: 0 } })
})

test('an index found damaged while it is filled is dropped: the batch is refused, and the engine is told', async () => {
  const { index, place, database, losses } = await filled([await memoryDatabase()])
  spoil(database)
  expect(await index.add([{ ...doc, id: 8 }])).toMatchObject({ ok: false, failure: { code: 'bug' } })
  expect([place.drops(), losses()]).toEqual([1, 1])
  expect(await index.open()).toEqual({ ok: true, value: { epoch: null, count: 0 } })
})

test('a failed batch leaves nothing of it behind', async () => {
  const { index, database } = await filled()
  database.exec("create trigger stop before insert on found_docsize when new.id = 9 begin select raise(abort, 'no'); end")
  expect(
    await index.add([
      { ...doc, id: 8 },
      { ...doc, id: 9 },
    ]),
  ).toMatchObject({ ok: false, failure: { code: 'bug' } })
  database.exec('drop trigger stop')
  expect(await index.find(ask)).toEqual({ ok: true, value: { ids: [7], isEnd: true } })
})

test('a full disk is called that, and the index is kept', async () => {
  const { index, place, database } = await filled()
  database.exec(`pragma max_page_count = ${Number(database.selectValue('pragma page_count'))}`)
  const long = Array.from({ length: 5000 }, (_, number) => `word${number}`).join(' ')
  expect(await index.add([{ ...doc, id: 8, text: long }])).toMatchObject({ ok: false, failure: { code: 'disk-full' } })
  expect(place.drops()).toBe(0)
  expect(await index.find(ask)).toEqual({ ok: true, value: { ids: [7], isEnd: true } })
})

test('where the index cannot be had at all, every call says why', async () => {
  const index = new SearchIndex(Promise.reject(new Error('no private file system here')), () => {})
  const failure = { ok: false, failure: { code: 'unavailable', detail: 'no private file system here' } }
  expect(await index.open()).toEqual(failure)
  expect(await index.add([doc])).toEqual(failure)
  expect(await index.find(ask)).toEqual(failure)
})

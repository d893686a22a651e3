import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import type { Dexie } from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import { linkHashes } from '#core/conversation/link-hash.ts'
import { threadLinks } from '#core/conversation/thread-links.ts'
import { hasUid, parseUidSet } from '#core/sync/uid-set.ts'
import { readBodies } from '#data/read/bodies.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { expectWholeStore, placedUids } from '../../support/store-check.ts'
import { alwaysOpen, keyNamed, mailToStore } from '../../support/stored-mail.ts'
import { answerCount, askCount, conversationIdOf, fillVersion1, openVersion1, textOf } from '../../support/store-version-1.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

type Rows = Record<string, readonly Record<string, unknown>[]>

async function rowsOf(database: Dexie): Promise<Rows> {
  return Object.fromEntries(await Promise.all(database.tables.map(async (table) => [table.name, await table.toArray()] as const)))
}

/** A store that version 1 left, and what lay in it. */
async function leftByVersion1(): Promise<{ indexedDB: IDBFactory; before: Rows }> {
  const indexedDB = new IDBFactory()
  const first = await openVersion1(indexedDB)
  await fillVersion1(first)
  const before = await rowsOf(first)
  first.close()
  return { indexedDB, before }
}

async function carriedOver(): Promise<{ shop: ShopDatabase; before: Rows }> {
  const { indexedDB, before } = await leftByVersion1()
  const shop = memoryDatabase(indexedDB)
  await shop.open()
  return { shop, before }
}

const nameOf = (row: { messageId: unknown }): string => String(row.messageId).replace('@post.example', '')

test('a store of version 1 opens as the present version, and what it says of itself agrees', async () => {
  const { shop } = await carriedOver()
  expect(shop.verno).toBe(4)
  await expectWholeStore(shop)
})

test('every message is there with its text, its html and all that was known of it', async () => {
  const { shop, before } = await carriedOver()
  const rows = await shop.messageRows.toArray()
  expect(rows).toHaveLength(askCount + answerCount)
  const bodies = await readBodies(shop, rows)
  const old = before['messages'] ?? []
  const htmlOf = new Map((before['bodies'] ?? []).map((body) => [body['messageRow'], body['htmlParts']]))
  const seen = rows.map((row, index) => ({
    key: row.key,
    uids: row.places.map((place) => String(place.uid)).sort(),
    known: [row.messageId, row.references, row.receivedAt, row.direction, row.from, row.to, row.subject, row.preview, row.verdict],
    flags: [row.seen, row.answered, row.flagged],
    attachments: row.attachments,
    body: bodies[index],
  }))
  const meant = old.map((row) => ({
    key: row['key'],
    uids: (before['places'] ?? []).flatMap((place) => (place['messageRow'] === row['id'] ? [String(place['uid'])] : [])).sort(),
    known: ['messageId', 'references', 'receivedAt', 'direction', 'from', 'to', 'subject', 'preview', 'verdict'].map((name) => row[name]),
    flags: [row['seen'], row['answered'], row['flagged']],
    attachments: row['attachments'],
    body: { text: textOf(nameOf(row as { messageId: unknown })), htmlParts: htmlOf.get(row['id']) },
  }))
  const byUid = (a: { uids: unknown[] }, b: { uids: unknown[] }): number => JSON.stringify(a.uids).localeCompare(JSON.stringify(b.uids))
  expect(seen.sort(byUid)).toEqual(meant.sort(byUid))
})

test('rows stand in order of arrival, and each is found by its ids and its subject', async () => {
  const { shop } = await carriedOver()
  const rows = await shop.messageRows.toArray()
  const arrivals = rows.map((row) => row.receivedAt)
  expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b))
  for (const row of rows) expect(row.links).toEqual(linkHashes(threadLinks(row)))
})

test('every place is where it was, under its own numbering, also of a folder that was renumbered', async () => {
  const { shop, before } = await carriedOver()
  const oldKeys = new Map((before['messages'] ?? []).map((row) => [row['id'], row['key']]))
  const newKeys = new Map((await shop.messageRows.toArray()).map((row) => [row.id, row.key]))
  const meant = (before['places'] ?? []).map((place) => [
    place['folder'],
    place['uidValidity'],
    place['uid'],
    oldKeys.get(place['messageRow']),
  ])
  const there = (await placedUids(shop)).map(({ folder, uidValidity, uid, row }) => [folder, uidValidity, uid, newKeys.get(row)])
  expect(there.map((place) => place.join(' ')).sort()).toEqual(meant.map((place) => place.join(' ')).sort())
})

test('a folder that was read whole is not read again; one that was half read asks for the rest alone', async () => {
  const { shop } = await carriedOver()
  const inbox = await shop.folders.get('INBOX')
  expect(inbox).toMatchObject({
    uidNext: 1_300,
    highestModseq: '55',
    isComplete: true,
    settled: '1:1299',
    owed: [],
    held: null,
    here: askCount,
  })
  const sent = await shop.folders.get('Sent')
  expect(sent).toMatchObject({ isComplete: false, here: answerCount + 1, owed: [] })
  const settled = parseUidSet(sent?.settled ?? '')
  expect([899, 900, 901, 1_000, 1_001, 1_005, 1_006].map((uid) => hasUid(settled, uid))).toEqual([
    false,
    true,
    false,
    false,
    true,
    true,
    false,
  ])
})

test('conversations keep ids, verdicts and shelves; lists are counted', async () => {
  const { shop, before } = await carriedOver()
  const strip = ({ verdict: _verdict, rowIds: _rowIds, ...row }: Record<string, unknown>): Record<string, unknown> => row
  const rows = (await shop.conversations.toArray()) as unknown as Record<string, unknown>[]
  expect(rows.map(strip)).toEqual((before['conversations'] ?? []).map((row) => ({ ...strip(row), list: row['lane'] })))
  expect((await shop.counters.get('list pitch'))?.count).toBe(1)
  expect((await shop.counters.get('messages'))?.count).toBe(askCount + answerCount)
})

test('whether we asked something back is known of what we wrote', async () => {
  const { shop } = await carriedOver()
  const asking = (await shop.messageRows.toArray()).filter((row) => row.asksBack && row.direction === 'out')
  expect(asking.map(nameOf)).toEqual(['answer-1'])
})

test('what helpers said, wrote and queued is what it was, to the byte', async () => {
  const { shop, before } = await carriedOver()
  const after = await rowsOf(shop)
  for (const name of ['facts', 'drafts', 'outbox', 'values']) expect(after[name], name).toEqual(before[name])
  expect(after['changes']).toMatchObject([
    { key: keyNamed('ask-6'), kind: 'flag', flag: '\\Seen', set: true },
    { key: keyNamed('ask-7'), kind: 'flag', flag: '\\Flagged', set: true },
  ])
})

test('a fetched attachment still belongs to its message', async () => {
  const { shop } = await carriedOver()
  const [file, ...more] = await shop.files.toArray()
  expect(more).toEqual([])
  expect(nameOf((await shop.messageRows.get(file?.messageRow ?? -1)) ?? { messageId: '' })).toBe('ask-8')
  expect(file?.bytes).toEqual(new Uint8Array([1, 2, 3]))
})

test('what version 1 could not read is still told as odd', async () => {
  const { shop } = await carriedOver()
  expect((await shop.messageRows.toArray()).filter((row) => row.odd !== null).map(nameOf)).toEqual(['ask-9'])
})

test('every message waits for the search index, once', async () => {
  const { shop } = await carriedOver()
  const waiting = (await shop.indexJobs.toArray()).flatMap((job) => job.add).sort((a, b) => a - b)
  expect(waiting).toEqual(await shop.messageRows.toCollection().primaryKeys())
})

test('mail that comes after the upgrade joins what was there before, and a copy that moved is no second message', async () => {
  const { shop } = await carriedOver()
  const archive = { ...(await shop.folders.get('INBOX')), path: 'Archive', role: 'archive' as const, uidValidity: '3' } as never
  const more = mailToStore({
    uid: 1,
    name: 'more',
    inReplyTo: 'ask-20@post.example',
    from: 'claire@post.example',
    receivedAt: 1_800_000_000_000,
  })
  const moved = mailToStore({ uid: 2, name: 'ask-21', text: 'whatever its parts hash to' })
  await storeMails(shop, archive, [more, moved], alwaysOpen)
  expect(await shop.messageRows.count()).toBe(askCount + answerCount + 1)
  const ids = ['ask-20', 'more'].map(conversationIdOf).sort()
  expect(await shop.conversations.get(ids[0] ?? '')).toMatchObject({ messageCount: 2 })
  await expectWholeStore(shop)
})

test.each([1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16])(
  'killed at write %i0 of the upgrade, the store is what version 1 left, and the next start opens it',
  async (killedAt) => {
    const { indexedDB, before } = await leftByVersion1()
    let writes = 0
    for (const method of ['put', 'add', 'clear'] as const) {
      const write = IDBObjectStore.prototype[method] as (this: IDBObjectStore, ...args: unknown[]) => unknown
      vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (this: IDBObjectStore, ...args: unknown[]) {
        writes += 1
        if (writes === killedAt * 10) this.transaction.abort()
        return write.apply(this, args)
      } as never)
    }
    const killed = memoryDatabase(indexedDB)
    await expect(killed.open()).rejects.toThrow()
    killed.close()
    expect(writes).toBeGreaterThanOrEqual(killedAt * 10)
    vi.restoreAllMocks()
    const still = await openVersion1(indexedDB)
    expect(await rowsOf(still)).toEqual(before)
    still.close()
    const shop = memoryDatabase(indexedDB)
    await shop.open()
    expect(await shop.messageRows.count()).toBe(askCount + answerCount)
    await expectWholeStore(shop)
  },
)

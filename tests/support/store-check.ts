import { expect } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import { readBodies } from '#data/read/bodies.ts'

/** One entry of the place blocks: which row a UID is. */
export type PlacedUid = { readonly folder: string; readonly uidValidity: string; readonly uid: number; readonly row: number }

/** Every UID that the place blocks name, in their order. */
export async function placedUids(database: ShopDatabase): Promise<PlacedUid[]> {
  const blocks = await database.placeBlocks.toArray()
  return blocks.flatMap(({ folder, uidValidity, uids, rows }) =>
    uids.map((uid, index) => ({ folder, uidValidity, uid, row: rows[index] ?? -1 })),
  )
}

/** The plain text of every message, in the order of the rows. */
export async function storedTexts(database: ShopDatabase): Promise<string[]> {
  const rows = await database.messageRows.toArray()
  return (await readBodies(database, rows)).map((body) => body.text)
}

/** The kept counts that are not nought. */
export async function keptCounts(database: ShopDatabase): Promise<Record<string, number>> {
  const rows = await database.counters.toArray()
  return Object.fromEntries(rows.filter(({ count }) => count !== 0).map(({ name, count }) => [name, count]))
}

/** The same, counted anew from the rows themselves. */
async function countedAnew(database: ShopDatabase): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  const messages = await database.messageRows.count()
  if (messages > 0) counts['messages'] = messages
  for (const { list } of await database.conversations.toArray()) counts[`list ${list}`] = (counts[`list ${list}`] ?? 0) + 1
  return counts
}

/** Fails where two things of a store that say the same differ: counts, places by row and by UID, conversations and their messages. */
export async function expectWholeStore(database: ShopDatabase): Promise<void> {
  expect(await keptCounts(database), 'kept counts').toEqual(await countedAnew(database))
  const rows = await database.messageRows.toArray()
  const byRow = rows.flatMap(({ id, places }) => places.map(({ folder, uidValidity, uid }) => ({ folder, uidValidity, uid, row: id })))
  const byUid = await placedUids(database)
  const inOrder = (places: readonly PlacedUid[]): string[] =>
    places.map((place) => JSON.stringify(place, ['folder', 'uidValidity', 'uid', 'row'])).sort()
  expect(inOrder(byUid), 'places').toEqual(inOrder(byRow))
  for (const { path, uidValidity, here } of await database.folders.toArray())
    expect(here, `messages in ${path}`).toBe(byUid.filter((place) => place.folder === path && place.uidValidity === uidValidity).length)
  const members: Record<string, number[]> = {}
  for (const { id, conversationId } of rows) members[conversationId] = [...(members[conversationId] ?? []), id]
  const conversations = await database.conversations.toArray()
  const named = conversations.map(({ id, rowIds }) => [id, [...rowIds].sort((a, b) => a - b)])
  expect(Object.fromEntries(named), 'rows of conversations').toEqual(members)
  for (const { messageCount, rowIds } of conversations) expect(rowIds, 'messages counted').toHaveLength(messageCount)
  const linked = (await database.linkBlocks.toArray()).flatMap(({ hashes, rows: ids }) =>
    Array.from(hashes, (hash, at) => `${hash} ${ids[at]}`),
  )
  expect(linked.sort(), 'links').toEqual(rows.flatMap(({ id, links }) => links.map((hash) => `${hash} ${id}`)).sort())
}

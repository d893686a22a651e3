import type { ConversationId } from '#core/model/ids.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import type { ShopDatabase } from '../database.ts'
import type { FolderRow, MessageRow } from '../schema.ts'
import { countMessages } from './keep-counters.ts'
import { emptySlot } from './empty-slot.ts'
import { dropLinks } from './link-blocks.ts'
import { PlaceBlocks } from './place-blocks.ts'
import { shelveConversations } from './shelve-conversations.ts'

type View = { readonly folder: string; readonly uidValidity: string }

/** How many of these UIDs are messages here, and which of those lie nowhere else: they would be forgotten. */
export async function findOrphans(
  database: ShopDatabase,
  view: View,
  uids: readonly number[],
): Promise<{ here: number; orphans: readonly number[] }> {
  const rows = await rowsAt(database, view, uids)
  return { here: rows.length, orphans: rows.filter(({ row, uid }) => placesLeft(row, view, uid).length === 0).map(({ uid }) => uid) }
}

/**
 * Takes places away that the server has said are gone, and forgets messages that lie nowhere any more: row, text, files and
 * search entry. What helpers said of them stays; it hangs on their keys. The cursor is written with it.
 */
export async function forgetPlaces(
  database: ShopDatabase,
  folder: FolderRow,
  view: View,
  uids: readonly number[],
  hours: ShopHours,
): Promise<void> {
  await database.transaction('rw', [...database.mailTables, database.files], async () => {
    const found = await rowsAt(database, view, uids)
    const places = await PlaceBlocks.around(database, view, uids)
    for (const { uid } of found) places.set(uid, null)
    await places.write()
    const left = found.map(({ row, uid }) => ({ ...row, places: placesLeft(row, view, uid) }))
    await database.messageRows.bulkPut(left.filter((row) => row.places.length > 0))
    const gone = left.filter((row) => row.places.length === 0)
    await forgetRows(database, gone)
    const before = await database.folders.get(folder.path)
    const here = before?.uidValidity === view.uidValidity ? before.here - found.length : (before?.here ?? 0)
    await database.folders.put({ ...folder, here })
    await shelveConversations(database, new Set<ConversationId>(left.map((row) => row.conversationId)), hours)
  })
}

async function forgetRows(database: ShopDatabase, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return
  const ids = rows.map((row) => row.id)
  await database.messageRows.bulkDelete(ids)
  await countMessages(database, -ids.length)
  for (const id of ids) await database.files.where('[messageRow+name]').between([id, ''], [id, '\uffff']).delete()
  const blocks = new Map(
    (await database.bodyBlocks.bulkGet([...new Set(rows.map((row) => row.block))])).flatMap((block) =>
      block === undefined ? [] : [[block.id, block]],
    ),
  )
  for (const row of rows) {
    const block = blocks.get(row.block)
    if (block !== undefined) blocks.set(block.id, { id: block.id, ...emptySlot(block, row.slot) })
  }
  await database.bodyBlocks.bulkPut([...blocks.values()])
  await dropLinks(database, ids)
  await database.indexJobs.add({ add: [], remove: ids })
}

async function rowsAt(database: ShopDatabase, view: View, uids: readonly number[]): Promise<{ row: MessageRow; uid: number }[]> {
  const places = await PlaceBlocks.around(database, view, uids)
  const placed = [...new Set(uids)].filter((uid) => places.rowOf(uid) !== undefined)
  const rows = await database.messageRows.bulkGet(placed.map((uid) => places.rowOf(uid) ?? -1))
  return placed.flatMap((uid, index) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, uid }]
  })
}

function placesLeft(row: MessageRow, view: View, uid: number): MessageRow['places'] {
  return row.places.filter((place) => place.folder !== view.folder || place.uidValidity !== view.uidValidity || place.uid !== uid)
}

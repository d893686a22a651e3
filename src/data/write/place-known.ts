import type { MessageKey } from '#core/model/ids.ts'
import type { ConversationId } from '#core/model/ids.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import type { ShopDatabase } from '../database.ts'
import type { FolderRow, MessageRow } from '../schema.ts'
import { PlaceBlocks } from './place-blocks.ts'
import { shelveConversations } from './shelve-conversations.ts'
import { withServerFlags } from './store-flags.ts'
import { heldNow, heldUids, liesIn } from './held-places.ts'

/**
 * Gives messages that are here already, by their keys, their place in a folder (moved there, or renumbered); the UIDs of
 * the others, which have to be fetched. `folder` is not written as the cursor but for the count of what is here.
 */
export async function placeKnown(
  database: ShopDatabase,
  folder: FolderRow,
  heard: readonly { readonly uid: number; readonly key: MessageKey; readonly flags: readonly string[] }[],
  hours: ShopHours,
): Promise<number[]> {
  return await database.transaction('rw', database.mailTables, async () => {
    const view = { folder: folder.path, uidValidity: folder.uidValidity }
    const places = await PlaceBlocks.around(
      database,
      view,
      heard.map(({ uid }) => uid),
    )
    const unplaced = heard.filter(({ uid }) => places.rowOf(uid) === undefined)
    const candidates = await Promise.all(unplaced.map(({ key }) => database.messageRows.where('key').equals(key).toArray()))
    const before = await database.folders.get(folder.path)
    const held = heldUids(before)
    const taken = new Set<number>()
    const unknown: number[] = []
    const known: { row: MessageRow; flags: readonly string[] }[] = []
    for (const [index, { uid, flags }] of unplaced.entries()) {
      const row = candidates[index]?.find((each) => !taken.has(each.id) && !liesIn(each, view, held))
      if (row === undefined) {
        unknown.push(uid)
        continue
      }
      taken.add(row.id)
      places.set(uid, row.id)
      known.push({ row: { ...row, places: [...row.places, { ...view, uid }] }, flags })
    }
    await places.write()
    const rows = await withServerFlags(database, known)
    await database.messageRows.bulkPut(rows)
    const here = before?.uidValidity === folder.uidValidity ? before.here : 0
    await database.folders.put({ ...folder, held: heldNow(folder, before), here: here + known.length })
    await shelveConversations(database, new Set<ConversationId>(rows.map((row) => row.conversationId)), hours)
    return unknown
  })
}

import type { ShopDatabase } from '../database.ts'
import type { Place } from '../schema.ts'
import { PlaceBlocks } from './place-blocks.ts'

/**
 * Notes that a message went from one place to another, as the server has just said. Where it is there already, only the old
 * place goes; so it does where another copy of it lies in that folder, which is a message of its own and comes by the pull.
 */
export async function movePlace(database: ShopDatabase, rowId: number, from: Place, to: Place): Promise<void> {
  const { messageRows, placeBlocks, folders } = database
  await database.transaction('rw', [messageRows, placeBlocks, folders], async () => {
    const [row, source, target] = await Promise.all([messageRows.get(rowId), folders.get(from.folder), folders.get(to.folder)])
    // A folder that is not kept here, or under another numbering by now: the pull finds it there if anybody wants it.
    if (row === undefined || target?.uidValidity !== to.uidValidity) return
    const after = await PlaceBlocks.around(database, to, [to.uid])
    const there = after.rowOf(to.uid)
    // The pull came first and took it for another message; it also finds that the old place is gone.
    if (there !== undefined && there !== rowId) return
    const left = row.places.filter((place) => !isSame(place, from))
    const staysAway = left.some((place) => place.folder === to.folder && place.uidValidity === to.uidValidity)
    await messageRows.put({ ...row, places: staysAway ? left : [...left, to] })
    const before = await PlaceBlocks.around(database, from, [from.uid])
    if (before.rowOf(from.uid) === rowId) {
      before.set(from.uid, null)
      await before.write()
      if (source?.uidValidity === from.uidValidity) await folders.update(from.folder, { here: source.here - 1 })
    }
    if (staysAway) return
    after.set(to.uid, rowId)
    await after.write()
    await folders.update(to.folder, { here: target.here + 1 })
  })
}

function isSame(a: Place, b: Place): boolean {
  return a.folder === b.folder && a.uidValidity === b.uidValidity && a.uid === b.uid
}

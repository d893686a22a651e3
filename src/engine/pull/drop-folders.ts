import type { Failure } from '#contract/failure.ts'
import { forgetPlaces } from '#data/write/forget-places.ts'
import { otherNumberings, placesOf } from '#data/write/place-blocks.ts'
import { forgetGone } from './forget-gone.ts'
import type { PullContext, WantedFolder } from './pull-context.ts'

/**
 * Lets go of folders that are no longer kept here. One that a helper took off the list goes at once: its mail is on the
 * server. One that is no longer on the server (deleted, or renamed and read anew under its new name) goes the careful way.
 */
export async function dropFolders(context: PullContext, wanted: readonly WantedFolder[]): Promise<Failure | null> {
  const { database, hours, isOnServer } = context
  for (const folder of await database.folders.toArray()) {
    if (wanted.some(({ path }) => path === folder.path)) continue
    const numberings = [folder.uidValidity, ...(await otherNumberings(database, { folder: folder.path, uidValidity: folder.uidValidity }))]
    let left = 0
    for (const uidValidity of numberings) {
      const view = { folder: folder.path, uidValidity }
      const uids = [...(await placesOf(database, view)).keys()]
      if (isOnServer(folder.path)) await forgetPlaces(database, folder, view, uids, hours)
      else if (uids.length > 0) {
        const failure = await forgetGone(context, folder.path, { uidValidity, uids, isTold: false })
        if (failure !== null) return failure
        left += (await placesOf(database, view)).size
      }
    }
    if (left === 0) await database.folders.delete(folder.path)
  }
  return null
}

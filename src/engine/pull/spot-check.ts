import { placesOf } from '#data/write/place-blocks.ts'
import type { FolderRow } from '#data/schema.ts'
import type { PullContext } from './pull-context.ts'

/** The newest and the oldest of them tell most. */
const looks = 4

/**
 * Whether UIDs still name the messages they named: a few keys are compared. A server that gives a folder made anew an old
 * UIDVALIDITY (modern-email/defects issue 37) is caught here. Where the server does not answer, nothing speaks against it.
 */
export async function isSpotSame({ database, mail, spotChecked }: PullContext, folder: FolderRow): Promise<boolean> {
  if (spotChecked.has(folder.path)) return true
  const view = { folder: folder.path, uidValidity: folder.uidValidity }
  const places = [...(await placesOf(database, view))].sort(([a], [b]) => b - a)
  if (places.length === 0) return true
  const probes = new Map([...places.slice(0, looks / 2), ...places.slice(-looks / 2)])
  const rows = await database.messageRows.bulkGet([...probes.values()])
  const keys = new Map([...probes.keys()].map((uid, index) => [uid, rows[index]]))
  const heard = await mail.fetchKeys({ path: folder.path, uidValidity: folder.uidValidity, uids: [...probes.keys()] })
  if (!heard.ok) return true
  spotChecked.add(folder.path)
  return heard.value.keys.every(({ uid, key }) => {
    const row = keys.get(uid)
    return row === undefined || row.odd === 'not-sent' || row.odd === 'unreadable' || row.key === key
  })
}

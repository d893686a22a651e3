import type { ConversationId } from '#core/model/ids.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import type { ShopDatabase } from '../database.ts'
import type { MessageRow } from '../schema.ts'
import { PlaceBlocks } from './place-blocks.ts'
import { shelveConversations } from './shelve-conversations.ts'

/** Takes over the server's flags for messages of a folder, except where a change of ours still waits to be pushed. */
export async function storeFlags(
  database: ShopDatabase,
  folder: { path: string; uidValidity: string },
  heard: readonly { uid: number; flags: readonly string[] }[],
  hours: ShopHours,
): Promise<void> {
  if (heard.length === 0) return
  await database.transaction('rw', database.mailTables, async () => {
    const view = { folder: folder.path, uidValidity: folder.uidValidity }
    const uids = heard.map(({ uid }) => uid)
    const places = await PlaceBlocks.around(database, view, uids)
    const rows = await database.messageRows.bulkGet(uids.map((uid) => places.rowOf(uid) ?? -1))
    const before = new Map(rows.flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
    const next = await withServerFlags(
      database,
      rows.flatMap((row, index) => (row === undefined ? [] : [{ row, flags: heard[index]?.flags ?? [] }])),
    )
    const changed = next.filter((row) => !isSame(row, before.get(row.id)))
    await database.messageRows.bulkPut(changed)
    await shelveConversations(database, new Set<ConversationId>(changed.map((row) => row.conversationId)), hours)
  })
}

/** The rows with the server's flags, or with ours where a change still waits. Runs inside the caller's transaction. */
export async function withServerFlags(
  database: ShopDatabase,
  heard: readonly { readonly row: MessageRow; readonly flags: readonly string[] }[],
): Promise<MessageRow[]> {
  if (heard.length === 0) return []
  const pending = (await database.changes.toArray()).filter((change) => change.kind === 'flag')
  return heard.map(({ row, flags }) => {
    const has = (flag: string): boolean =>
      pending.findLast((change) => change.key === row.key && change.flag === flag)?.set ?? flags.includes(flag)
    return { ...row, seen: has('\\Seen'), answered: has('\\Answered'), flagged: has('\\Flagged') }
  })
}

function isSame(row: MessageRow, before: MessageRow | undefined): boolean {
  return row.seen === before?.seen && row.answered === before.answered && row.flagged === before.flagged
}

import type { ShopDatabase } from '#data/database.ts'
import { isDiskFull } from './disk-full.ts'

/** Files dropped in one go. */
const filesAtOnce = 200

/**
 * Runs a write of mail; where there is no room for it, cached files go and it runs once more.
 *
 * Only what the server still has is dropped: attachments and pictures that were fetched. Drafts and replies never.
 *
 * @throws what the write threw, where nothing could be dropped or it did not help.
 */
export async function withRoom<Value>(database: ShopDatabase, write: () => Promise<Value>): Promise<Value> {
  try {
    return await write()
  } catch (error) {
    if (!isDiskFull(error) || (await dropCachedFiles(database)) === 0) throw error
    return await write()
  }
}

/** Drops cached files, attachments before pictures and the oldest messages' first; how many went. */
async function dropCachedFiles(database: ShopDatabase): Promise<number> {
  try {
    const keys = await database.files.toCollection().primaryKeys()
    // Row ids stand in order of arrival; a picture goes by its address.
    const isPicture = ([, name]: [number, string]): number => (/^https?:/i.test(name) ? 1 : 0)
    keys.sort((a, b) => isPicture(a) - isPicture(b) || a[0] - b[0])
    const dropped = keys.slice(0, filesAtOnce)
    await database.files.bulkDelete(dropped)
    return dropped.length
  } catch {
    return 0
  }
}

import type { ShopDatabase } from '#data/database.ts'

/**
 * Whether the store has lost part of the mailbox behind our back: rows, texts or places that kept counts speak of.
 *
 * A store that lost one of its files opens without a word and lacks whatever lay in it.
 */
export async function hasLostMail(database: ShopDatabase): Promise<boolean> {
  const { messageRows, bodyBlocks, placeBlocks, folders, counters } = database
  return await database.transaction('r', [messageRows, bodyBlocks, placeBlocks, folders, counters], async () => {
    const [rows, counter, kept, blocks] = await Promise.all([
      messageRows.count(),
      counters.get('messages'),
      folders.toArray(),
      placeBlocks.toArray(),
    ])
    if (rows !== (counter?.count ?? 0)) return true
    const here = new Map<string, number>()
    for (const block of blocks) {
      const name = `${block.folder}\n${block.uidValidity}`
      here.set(name, (here.get(name) ?? 0) + block.uids.length)
    }
    if (kept.some((folder) => (here.get(`${folder.path}\n${folder.uidValidity}`) ?? 0) < folder.here)) return true
    if (rows > 0 && (await bodyBlocks.count()) === 0) return true
    return rows > 0 && kept.length === 0
  })
}

import type { ShopDatabase } from '../database.ts'
import type { MessageRow } from '../schema.ts'
import { placesOf } from './place-blocks.ts'

/**
 * Puts the places of a folder under another name of numbering: its UIDs were found to mean something else though its
 * UIDVALIDITY is what it was. From then on the folder is one that was renumbered.
 */
export async function relabelPlaces(database: ShopDatabase, folder: string, uidValidity: string, label: string): Promise<void> {
  const { messageRows, placeBlocks, folders } = database
  await database.transaction('rw', [messageRows, placeBlocks, folders], async () => {
    const places = await placesOf(database, { folder, uidValidity })
    const blocks = await placeBlocks
      .where('[folder+uidValidity+stretch]')
      .between([folder, uidValidity, 0], [folder, uidValidity, Infinity])
      .toArray()
    await placeBlocks.bulkDelete(blocks.map((block): [string, string, number] => [folder, uidValidity, block.stretch]))
    await placeBlocks.bulkPut(blocks.map((block) => ({ ...block, uidValidity: label })))
    const rows = (await messageRows.bulkGet([...new Set(places.values())])).filter((row): row is MessageRow => row !== undefined)
    await messageRows.bulkPut(
      rows.map((row) => ({
        ...row,
        places: row.places.map((place) =>
          place.folder === folder && place.uidValidity === uidValidity ? { ...place, uidValidity: label } : place,
        ),
      })),
    )
    const before = await folders.get(folder)
    if (before !== undefined) await folders.put({ ...before, uidValidity: label })
  })
}

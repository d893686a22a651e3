import type { ShopDatabase } from '../database.ts'

/**
 * Notes which mailbox the store is a copy of. When it becomes another one, the copy of the first goes: its mail is on its
 * server. Drafts, unsent replies and what helpers said stay.
 */
export async function changeMailbox(database: ShopDatabase, address: string): Promise<void> {
  const { values, facts, files, mailTables } = database
  const copies = [...mailTables.filter((table) => table !== facts), files]
  await database.transaction('rw', [values, ...copies], async () => {
    const before = (await values.get('mailbox'))?.value
    if (before !== undefined && before !== address) {
      for (const table of copies) await table.clear()
      // The index holds the first mailbox's words: without its name it is built anew.
      await values.delete('search-epoch')
    }
    await values.put({ name: 'mailbox', value: address })
  })
}

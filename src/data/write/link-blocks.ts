import type { ShopDatabase } from '../database.ts'
import type { LinkBlockRow } from '../schema.ts'

/** A block that holds so many links is left alone; smaller ones are joined once there are this many of them. */
const fullLinks = 20_000
const mostSmall = 24

/** The links of one stored message. */
export type RowLinks = { readonly id: number; readonly links: readonly number[] }

/**
 * Writes down the links of new messages. In blocks, since an index entry of the database for each of them would cost more
 * than all the rest of storing a message: 16 bytes a link, read as a whole. Runs inside the caller's transaction.
 */
export async function addLinks(database: ShopDatabase, messages: readonly RowLinks[]): Promise<void> {
  const block = blockOf(messages.flatMap(({ id, links }) => links.map((hash) => [hash, id] as const)))
  if (block.hashes.length === 0) return
  await database.linkBlocks.add(block)
  if ((await database.linkBlocks.count()) % mostSmall !== 0) return
  const small = (await database.linkBlocks.toArray()).filter(({ hashes }) => hashes.length < fullLinks)
  if (small.length < mostSmall) return
  await database.linkBlocks.bulkDelete(small.map(({ id }) => id))
  await database.linkBlocks.add(blockOf(small.flatMap(linksIn)))
}

/** Rows of messages that have one of these links. Reads every block: about 10 ms for 50,000 messages. */
export async function rowsLinkedBy(database: ShopDatabase, hashes: ReadonlySet<number>): Promise<number[]> {
  if (hashes.size === 0) return []
  const found = new Set<number>()
  for (const block of await database.linkBlocks.toArray())
    for (const [index, hash] of block.hashes.entries()) if (hashes.has(hash)) found.add(block.rows[index] ?? -1)
  return [...found]
}

/** Takes the links of forgotten messages away. Runs inside the caller's transaction. */
export async function dropLinks(database: ShopDatabase, rowIds: readonly number[]): Promise<void> {
  const gone = new Set(rowIds)
  for (const block of await database.linkBlocks.toArray()) {
    const left = linksIn(block).filter(([, row]) => !gone.has(row))
    if (left.length === block.rows.length) continue
    if (left.length === 0) await database.linkBlocks.delete(block.id)
    else await database.linkBlocks.put({ id: block.id, ...blockOf(left) })
  }
}

function linksIn({ hashes, rows }: LinkBlockRow): (readonly [hash: number, row: number])[] {
  return Array.from(hashes, (hash, index) => [hash, rows[index] ?? -1] as const)
}

function blockOf(links: readonly (readonly [hash: number, row: number])[]): Omit<LinkBlockRow, 'id'> {
  return { hashes: Float64Array.from(links, ([hash]) => hash), rows: Float64Array.from(links, ([, row]) => row) }
}

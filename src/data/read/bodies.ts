import type { Body } from '#core/model/body-block.ts'
import type { MessageRow } from '../schema.ts'
import { bodyIn, bytesOf } from './body-in.ts'
import type { Shop } from './shop.ts'

const noBody: Body = { text: '', htmlParts: [] }

/** The texts of some messages, in their order; empty where a block is missing. */
export async function readBodies(shop: Shop, rows: readonly Pick<MessageRow, 'block' | 'slot'>[]): Promise<Body[]> {
  const wanted = [...new Set(rows.map((row) => row.block))]
  const found = await shop.bodyBlocks.bulkGet(wanted)
  const blocks = new Map(
    wanted.flatMap((id, index) => {
      const block = found[index]
      return block === undefined ? [] : [[id, { block, bytes: bytesOf(block) }]]
    }),
  )
  return rows.map((row) => {
    const found = blocks.get(row.block)
    return found === undefined ? noBody : bodyIn(found.block, found.bytes, row.slot)
  })
}

import type { Body, BodyBlockRow, MessageRow } from '../schema.ts'
import type { Shop } from './shop.ts'

// A mark of byte order at the head of a part belongs to its text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const noBody: Body = { text: '', htmlParts: [] }

/** The texts of some messages, in their order; empty where a block is missing. */
export async function readBodies(shop: Shop, rows: readonly Pick<MessageRow, 'block' | 'slot'>[]): Promise<Body[]> {
  const wanted = [...new Set(rows.map((row) => row.block))]
  const found = await shop.bodyBlocks.bulkGet(wanted)
  const blocks = new Map(wanted.map((id, index) => [id, found[index]]))
  return rows.map((row) => {
    const block = blocks.get(row.block)
    return block === undefined ? noBody : bodyIn(block, row.slot)
  })
}

function bodyIn(block: BodyBlockRow, slot: number): Body {
  const first = block.firsts[slot] ?? 0
  const parts = block.ends
    .slice(first, block.firsts[slot + 1] ?? first)
    .map((end, index) => decoder.decode(block.bytes.subarray(first + index === 0 ? 0 : block.ends[first + index - 1], end)))
  return { text: parts[0] ?? '', htmlParts: parts.slice(1) }
}

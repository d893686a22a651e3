import type { Body, BodyBlockRow } from '../schema.ts'

/** A block holds this many messages at most, and is closed once it holds this much text. */
const mostSlots = 50
const fullBytes = 256 * 1024

const encoder = new TextEncoder()

/** Texts packed into blocks, in order, and in which block and slot each one lies. */
export type PackedBodies = {
  readonly blocks: readonly Omit<BodyBlockRow, 'id'>[]
  readonly spots: readonly { readonly block: number; readonly slot: number }[]
}

/** Packs texts into blocks; the block of a spot is an index into `blocks`. */
export function packBodies(bodies: readonly Body[]): PackedBodies {
  const blocks: Omit<BodyBlockRow, 'id'>[] = []
  const spots: { block: number; slot: number }[] = []
  let slots: Uint8Array[][] = []
  let size = 0
  for (const body of bodies) {
    const parts = [body.text, ...body.htmlParts].map((part) => encoder.encode(part))
    if (slots.length >= mostSlots || size >= fullBytes) {
      blocks.push(blockOf(slots))
      slots = []
      size = 0
    }
    spots.push({ block: blocks.length, slot: slots.length })
    slots.push(parts)
    size += parts.reduce((sum, part) => sum + part.length, 0)
  }
  if (slots.length > 0) blocks.push(blockOf(slots))
  return { blocks, spots }
}

/** The block without the text of one slot, which keeps its number. */
export function emptySlot(block: BodyBlockRow, slot: number): BodyBlockRow {
  const slots = block.firsts.slice(0, -1).map((first, index) => {
    const parts: Uint8Array[] = []
    for (let part = first; part < (block.firsts[index + 1] ?? 0); part += 1)
      parts.push(block.bytes.subarray(part === 0 ? 0 : block.ends[part - 1], block.ends[part]))
    return index === slot ? [] : parts
  })
  return { id: block.id, ...blockOf(slots) }
}

function blockOf(slots: readonly (readonly Uint8Array[])[]): Omit<BodyBlockRow, 'id'> {
  const parts = slots.flat()
  const ends: number[] = []
  let length = 0
  for (const part of parts) {
    length += part.length
    ends.push(length)
  }
  const bytes = new Uint8Array(length)
  for (const [index, part] of parts.entries()) bytes.set(part, index === 0 ? 0 : (ends[index - 1] ?? 0))
  const firsts = [0]
  for (const slot of slots) firsts.push((firsts.at(-1) ?? 0) + slot.length)
  return { bytes, ends, firsts }
}

import { deflateSync } from 'node:zlib'
import type { Body, BodyBlock } from '#core/model/body-block.ts'

/** A block holds this many messages at most, and is closed once it holds this much text. */
const mostSlots = 50
const fullBytes = 256 * 1024

/** The quickest level: mail says the same again and again, and shrinks to a fifth all the same. */
const level = 1

/** Texts packed into blocks, in order, and in which block and slot each one lies. */
export type PackedBodies = {
  readonly blocks: readonly BodyBlock[]
  /** `block` is an index into `blocks`. */
  readonly spots: readonly { readonly block: number; readonly slot: number }[]
}

/** Packs texts into blocks. */
export function packBodies(bodies: readonly Body[]): PackedBodies {
  const blocks: BodyBlock[] = []
  const spots: { block: number; slot: number }[] = []
  let parts: Buffer[] = []
  let firsts = [0]
  let size = 0
  const close = (): void => {
    let length = 0
    const ends = parts.map((part) => (length += part.length))
    blocks.push({ bytes: deflateSync(Buffer.concat(parts), { level }), packing: 'deflate', ends, firsts })
    parts = []
    firsts = [0]
    size = 0
  }
  for (const body of bodies) {
    if (firsts.length > mostSlots || size >= fullBytes) close()
    spots.push({ block: blocks.length, slot: firsts.length - 1 })
    for (const text of [body.text, ...body.htmlParts]) {
      const part = Buffer.from(text, 'utf8')
      parts.push(part)
      size += part.length
    }
    firsts.push(parts.length)
  }
  if (firsts.length > 1) close()
  return { blocks, spots }
}

import { unzlibSync } from 'fflate'
import type { Body, BodyBlock } from '#core/model/body-block.ts'

// A mark of byte order at the head of a part belongs to its text.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The unpacked bytes of a block; 256 KiB take about a millisecond. */
export function bytesOf({ bytes, packing, ends }: BodyBlock): Uint8Array {
  return packing === 'deflate' ? unzlibSync(bytes, { out: new Uint8Array(ends.at(-1) ?? 0) }) : bytes
}

/** The text in one slot of a block whose bytes are unpacked. */
export function bodyIn({ ends, firsts }: BodyBlock, bytes: Uint8Array, slot: number): Body {
  const first = firsts[slot] ?? 0
  const parts = ends
    .slice(first, firsts[slot + 1] ?? first)
    .map((end, index) => decoder.decode(bytes.subarray(first + index === 0 ? 0 : ends[first + index - 1], end)))
  return { text: parts[0] ?? '', htmlParts: parts.slice(1) }
}

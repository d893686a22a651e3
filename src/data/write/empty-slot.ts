import type { BodyBlock } from '#core/model/body-block.ts'
import { bytesOf } from '../read/body-in.ts'

/** The block without the text of one slot, which keeps its number. */
export function emptySlot(block: BodyBlock, slot: number): BodyBlock {
  const { ends, firsts } = block
  const bytes = bytesOf(block)
  const [first = 0, next = 0] = [firsts[slot], firsts[slot + 1]]
  const from = first === 0 ? 0 : (ends[first - 1] ?? 0)
  const to = next === 0 ? 0 : (ends[next - 1] ?? 0)
  const left = new Uint8Array(bytes.length - (to - from))
  left.set(bytes.subarray(0, from))
  left.set(bytes.subarray(to), from)
  return {
    bytes: left,
    ends: [...ends.slice(0, first), ...ends.slice(next).map((end) => end - (to - from))],
    firsts: firsts.map((each, index) => (index <= slot ? each : each - (next - first))),
  }
}

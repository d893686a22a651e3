import { domainOf, isFreeProvider } from '../message/sender-address.ts'

/** What a helper said of a message, with what of the message it was said about: a better model can learn from it anew. */
export type Lesson = {
  readonly lane: 'customer' | 'pitch'
  /** Buckets of its words (word-features.ts). */
  readonly buckets: readonly number[]
  /** Who wrote it, in lower case. */
  readonly address: string
}

/** What this shop has taught, on top of the model that it came with. */
export type ShopLayer = {
  readonly words: ReadonlyMap<number, number>
  readonly senders: ReadonlyMap<string, number>
}

export const emptyLayer: ShopLayer = { words: new Map(), senders: new Map() }

/** One lesson moves a message that is the same to the letter by so much, in logits; a dozen of them no more than `mostByWords`. */
const byOneLesson = 1.2
const mostByWords = 3
/** One lesson moves further mail from the same address or the same firm by so much. */
const bySender = 1
const mostBySender = 2

/**
 * Learns from lessons, in any order: a pure sum, so that the same lessons always give the same layer and one that is taken
 * back leaves no trace. One mistake cannot turn it: what a single lesson moves is less than what doubt is worth.
 */
export function learnLessons(lessons: readonly Lesson[]): ShopLayer {
  const words = new Map<number, number>()
  const senders = new Map<string, number>()
  for (const { lane, buckets, address } of lessons) {
    const sign = lane === 'pitch' ? 1 : -1
    const share = byOneLesson / Math.sqrt(Math.max(1, buckets.length))
    for (const bucket of buckets) words.set(bucket, (words.get(bucket) ?? 0) + sign * share)
    const sender = senderOf(address)
    if (sender !== '') senders.set(sender, (senders.get(sender) ?? 0) + sign * bySender)
  }
  return { words, senders }
}

/** What the lessons say of a message, in logits; positive speaks for a pitch. */
export function lessonWeight({ words, senders }: ShopLayer, buckets: readonly number[], address: string): number {
  if (words.size === 0 && senders.size === 0) return 0
  let sum = 0
  for (const bucket of buckets) sum += words.get(bucket) ?? 0
  const byWords = clamp(sum / Math.sqrt(Math.max(1, buckets.length)), mostByWords)
  return byWords + clamp(senders.get(senderOf(address)) ?? 0, mostBySender)
}

/** A firm is its domain; at a provider where everybody has an address, one person is one address. */
function senderOf(address: string): string {
  const domain = domainOf(address)
  return domain === '' || isFreeProvider(domain) ? address : domain
}

function clamp(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value))
}

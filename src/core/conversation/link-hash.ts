import type { ThreadLinks } from './thread-links.ts'

const fnvBasis = 0x811c9dc5
const fnvPrime = 0x01000193

/**
 * A string as a whole number of 53 bits: short enough to index by, and two different strings of one mailbox hardly ever
 * meet (250,000 of them: one chance in 300,000). Not cryptographic: what it joins a forged header can join too.
 *
 * FNV-1a (Fowler, Noll, Vo; www.isthe.com/chongo/tech/comp/fnv) over UTF-16 units, forwards and backwards.
 */
export function hash53(text: string): number {
  let forwards = fnvBasis
  let backwards = fnvBasis
  for (let index = 0, end = text.length - 1; index <= end; index += 1) {
    forwards = Math.imul(forwards ^ text.charCodeAt(index), fnvPrime)
    backwards = Math.imul(backwards ^ text.charCodeAt(end - index), fnvPrime)
  }
  return (backwards & 0x1fffff) * 0x1_0000_0000 + (forwards >>> 0)
}

/** What a message is found by when another may belong to it: its ids and its subject, as numbers. */
export function linkHashes(links: ThreadLinks): number[] {
  const hashes = links.threadIds.map((id) => hash53(`id ${id}`))
  if (links.subjectKey !== '') hashes.push(hash53(`subject ${links.subjectKey}`))
  return hashes
}

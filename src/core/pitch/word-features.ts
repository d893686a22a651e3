/** Buckets that words and pairs of words are hashed into. */
export const wordBuckets = 32_768

/** So many words are looked at, from the start: nobody hides an offer behind more. */
const mostWords = 300

const fnvBasis = 0x811c9dc5
const fnvPrime = 0x01000193

/** A word or a pair of neighbours: its bucket, and where it stands in the text. */
export type WordFeature = { readonly bucket: number; readonly from: number; readonly to: number }

/**
 * The words of a text in the form of plainWords, and pairs of neighbours, as buckets; each bucket once.
 *
 * Digits all count as 0, addresses and links are passed over: numbers, names of domains and of people are not what tells a
 * pitch. Linear in the text's length.
 */
export function wordFeatures(words: string): readonly WordFeature[] {
  const found = new Map<number, WordFeature>()
  let before = 0
  let beforeFrom = 0
  let count = 0
  let at = 0
  while (at < words.length && count < mostWords) {
    if (!isWordCode(words.charCodeAt(at))) {
      // A pair does not reach over the end of a sentence.
      if (isStop(words.charCodeAt(at))) before = 0
      at += 1
      continue
    }
    const from = at
    let hash = fnvBasis
    while (at < words.length && isWordCode(words.charCodeAt(at))) {
      const code = words.charCodeAt(at)
      hash = Math.imul(hash ^ (code >= 48 && code <= 57 ? 48 : code), fnvPrime)
      at += 1
    }
    const next = words.charCodeAt(at)
    if (next === 64 || words.startsWith('://', at) || (from > 0 && words.charCodeAt(from - 1) === 64)) {
      while (at < words.length && words.charCodeAt(at) !== 32) at += 1
      before = 0
      continue
    }
    count += 1
    note(found, hash, from, at)
    if (before !== 0) note(found, Math.imul(before ^ (hash >>> 3), fnvPrime) ^ hash, beforeFrom, at)
    before = hash
    beforeFrom = from
  }
  return [...found.values()]
}

function note(found: Map<number, WordFeature>, hash: number, from: number, to: number): void {
  const bucket = ((hash >>> 0) ^ (hash >>> 15)) & (wordBuckets - 1)
  if (!found.has(bucket)) found.set(bucket, { bucket, from, to })
}

/** Letters, digits, the apostrophe, and everything outside ASCII that is no space. */
function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 39 || (code > 191 && code !== 0x2019)
}

function isStop(code: number): boolean {
  return code === 46 || code === 33 || code === 63
}

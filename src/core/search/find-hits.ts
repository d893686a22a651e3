import { fold } from '../message/fold.ts'
import { indexedText } from './indexed-text.ts'
import type { SearchField, SearchTerm } from './parsed-query.ts'

/** Where a hit stands in a text, in UTF-16 units, end excluded. */
export type Hit = { readonly start: number; readonly end: number }

/** A stretch of a text, and whether it is a hit. */
export type MarkedPart = { readonly text: string; readonly isHit: boolean }

/** Reading on costs time and nobody looks there. */
const mostCharacters = 300_000
const mostHits = 500

/** Characters whose folding moves what follows: ligatures and accents of their own. */
const shifting = /[œŒæÆßẞ\p{M}]/u

/** Characters of a snippet before its first hit: narrow lists show no more than twice that. */
const leadIn = 28

/** Texts that shift are folded letter by letter, which is slow: only so much of them. */
const mostShifting = 50_000

const patterns = new WeakMap<readonly SearchTerm[], Map<string, RegExp | null>>()

/** Where the terms meant for one of `fields` stand in a text, in order; words are told apart as the index does. */
export function findHits(text: string, terms: readonly SearchTerm[], fields: readonly SearchField[]): Hit[] {
  const pattern = patternOf(terms, fields)
  if (pattern === null) return []
  const { folded, spotOf } = foldWithSpots(text.slice(0, mostCharacters))
  const hits: Hit[] = []
  for (const match of folded.matchAll(pattern)) {
    hits.push({ start: spotOf(match.index), end: spotOf(match.index + match[0].length) })
    if (hits.length === mostHits) break
  }
  return hits
}

/** A text cut into what is a hit and what is not. */
export function markHits(text: string, terms: readonly SearchTerm[], fields: readonly SearchField[]): MarkedPart[] {
  return cut(text, findHits(text, terms, fields), 0, text.length)
}

/**
 * A line of about `length` characters around the first hit of a text; its beginning where there is none. Line breaks and
 * quote marks become spaces.
 */
export function snippetOf(text: string, terms: readonly SearchTerm[], length: number): MarkedPart[] {
  const hits = findHits(text, terms, ['any'])
  const first = hits[0]?.start ?? 0
  const from = first <= leadIn ? 0 : nextWord(text, first - leadIn, first)
  const parts = cut(text, hits, from, Math.min(text.length, from + length)).map(({ text: stretch, isHit }) => ({
    text: stretch.replace(/\s*\n[>\s]*|\s+/g, ' '),
    isHit,
  }))
  const [head] = parts
  if (head !== undefined && !head.isHit) parts[0] = { ...head, text: head.text.replace(/^[>\s]+/, '') }
  return from === 0 ? parts : [{ text: '… ', isHit: false }, ...parts]
}

function cut(text: string, hits: readonly Hit[], from: number, to: number): MarkedPart[] {
  const parts: MarkedPart[] = []
  let at = from
  for (const { start, end } of hits) {
    if (start < at || start >= to) continue
    if (start > at) parts.push({ text: text.slice(at, start), isHit: false })
    at = Math.min(end, to)
    parts.push({ text: text.slice(start, at), isHit: true })
  }
  if (at < to) parts.push({ text: text.slice(at, to), isHit: false })
  return parts
}

/** The first start of a word from `from` on, not beyond `limit`. */
function nextWord(text: string, from: number, limit: number): number {
  const space = text.slice(from, limit).search(/\s/)
  return space === -1 ? limit : from + space + 1
}

function patternOf(terms: readonly SearchTerm[], fields: readonly SearchField[]): RegExp | null {
  const known = patterns.get(terms) ?? new Map<string, RegExp | null>()
  patterns.set(terms, known)
  const name = fields.join()
  const before = known.get(name)
  if (before !== undefined) return before
  const words = terms
    .filter((term) => fields.includes(term.field))
    .map(({ text, isPrefix }) => {
      const tokens = fold(indexedText(text)).match(/[\p{L}\p{N}]+/gu) ?? []
      return tokens.length === 0 ? '' : tokens.join('[^\\p{L}\\p{N}]+') + (isPrefix ? '[\\p{L}\\p{N}]*' : '')
    })
    .filter((word) => word !== '')
  const made = words.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  known.set(name, made)
  return made
}

/** A text folded, and how a place in it is found in the text itself. */
function foldWithSpots(text: string): { folded: string; spotOf: (index: number) => number } {
  const folded = fold(text)
  if (folded.length === text.length && !shifting.test(text)) return { folded, spotOf: (index) => index }
  const spots: number[] = []
  let slowly = ''
  let at = 0
  for (const letter of text.slice(0, mostShifting)) {
    const plain = fold(letter)
    for (let unit = 0; unit < plain.length; unit += 1) spots.push(at)
    slowly += plain
    at += letter.length
  }
  // A mark that folds away belongs to the letter before it: a hit that ends there ends after the mark.
  return { folded: slowly, spotOf: (index) => spots[index] ?? at }
}

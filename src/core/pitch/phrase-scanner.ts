import { firstLetters } from './first-letters.ts'

/** Different phrases of one family that are told at most. */
const mostPhrases = 6

/** What can begin with one letter: all of it, to pass on quickly, and each family apart. */
type Slot = { readonly all: RegExp; readonly families: readonly { readonly family: number; readonly pattern: RegExp }[] }

/**
 * Looks for many families of phrases in one pass over a text.
 *
 * Sources are regular expressions over plainWords text (lower case, no accents), with bounded repeats only. At the head of
 * each word only what can begin with its letter is tried: ten times as fast as one search after another.
 */
export class PhraseScanner {
  readonly #slots: readonly (Slot | undefined)[]
  readonly #others: Slot | undefined

  constructor(families: readonly (readonly string[])[]) {
    const sources = families.flatMap((list, family) =>
      list.flatMap((source) => alternativesOf(source).map((each) => ({ family, source: each, first: firstLetters(each) }))),
    )
    const slotFor = (letter: string | null): Slot | undefined => {
      const fitting = sources.filter(({ first }) => first === 'any' || (letter !== null && first.has(letter)))
      return fitting.length === 0 ? undefined : slotOf(fitting)
    }
    this.#slots = Array.from({ length: 128 }, (_, code) => slotFor(String.fromCharCode(code)))
    this.#others = slotFor(null)
  }

  /** The different phrases found of each family, in the order of the text; undefined where there are none. */
  scan(text: string): readonly (readonly string[] | undefined)[] {
    const found: (string[] | undefined)[] = []
    const ends: number[] = []
    let isInWord = false
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      const isHead = !isInWord
      isInWord = (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
      if (!isHead || code === 32) continue
      const slot = code < 128 ? this.#slots[code] : this.#others
      if (slot === undefined) continue
      slot.all.lastIndex = at
      if (!slot.all.test(text)) continue
      for (const { family, pattern } of slot.families) {
        if (at < (ends[family] ?? 0)) continue
        const phrases = (found[family] ??= [])
        if (phrases.length >= mostPhrases) continue
        pattern.lastIndex = at
        const match = pattern.exec(text)
        if (match === null) continue
        ends[family] = at + match[0].length
        const phrase = match[0].trim()
        if (!phrases.includes(phrase)) phrases.push(phrase)
      }
    }
    return found
  }
}

function slotOf(sources: readonly { readonly family: number; readonly source: string }[]): Slot {
  const byFamily = new Map<number, string[]>()
  for (const { family, source } of sources) byFamily.set(family, [...(byFamily.get(family) ?? []), source])
  return {
    all: patternOf(sources.map(({ source }) => source)),
    families: [...byFamily].map(([family, list]) => ({ family, pattern: patternOf(list) })),
  }
}

function patternOf(sources: readonly string[]): RegExp {
  return new RegExp(`(?:${sources.join('|')})(?![a-z])`, 'uy')
}

/** A pattern as its alternatives; "(?:a|b) c" becomes "a c" and "b c", which are tried at their own letters only. */
function alternativesOf(source: string): string[] {
  const parts = splitAtTop(source)
  if (parts.length > 1) return parts.flatMap(alternativesOf)
  const end = source.startsWith('(?:') ? endOfGroup(source) : -1
  if (end < 0 || /^[?*+{]/u.test(source.slice(end + 1))) return [source]
  return splitAtTop(source.slice(3, end)).flatMap((each) => alternativesOf(`${each}${source.slice(end + 1)}`))
}

/** The parts of a pattern between the bars that stand in no group. */
function splitAtTop(source: string): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at <= source.length; at += 1) {
    const letter = source[at]
    if (letter === '\\') at += 1
    else if (letter === '[') at = source.indexOf(']', at + 2)
    else if (letter === '(') at += endOfGroup(source.slice(at))
    else if (letter === undefined || letter === '|') {
      parts.push(source.slice(start, at))
      start = at + 1
    }
  }
  return parts
}

/** Where the group ends that a pattern begins with. */
function endOfGroup(source: string): number {
  let depth = 0
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at]
    if (letter === '\\') at += 1
    else if (letter === '[') at = source.indexOf(']', at + 2)
    else if (letter === '(') depth += 1
    else if (letter === ')') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return -1
}

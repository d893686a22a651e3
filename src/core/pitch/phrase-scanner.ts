import { firstLetters } from './first-letters.ts'

/** Different phrases of one family that are told at most. */
const mostPhrases = 6

/** One alternative of a family's patterns. */
type Alternative = { readonly family: number; readonly source: string }

/** What can begin with one letter: all of it, to pass on quickly, and the families that it is of. */
type Slot = { readonly all: RegExp; readonly families: readonly number[] }

/**
 * Looks for many families of phrases in one pass over a text.
 *
 * Sources are regular expressions over plainWords text (lower case, no accents), with bounded repeats only. At the head of
 * each word only what can begin with its letter is tried: ten times as fast as one search after another. What is tried for a
 * letter is put together when the letter first occurs.
 */
export class PhraseScanner {
  readonly #byLetter = new Map<string, Alternative[]>()
  readonly #anywhere: Alternative[] = []
  readonly #slots = new Map<number, Slot | null>()
  readonly #patterns: readonly RegExp[]

  constructor(families: readonly (readonly string[])[]) {
    this.#patterns = families.map(patternOf)
    for (const [family, list] of families.entries()) {
      for (const source of list.flatMap(alternativesOf)) {
        // Nearly all begin with a letter of their own: those need no reading.
        const first = /^[a-z](?![?*{|])/u.test(source) ? source.slice(0, 1) : firstLetters(source)
        if (first === 'any') this.#anywhere.push({ family, source })
        else for (const letter of first) this.#add(letter, { family, source })
      }
    }
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
      const slot = this.#slotAt(code)
      if (slot === null) continue
      slot.all.lastIndex = at
      if (!slot.all.test(text)) continue
      for (const family of slot.families) {
        const pattern = this.#patterns[family]
        if (pattern === undefined || at < (ends[family] ?? 0)) continue
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

  #add(letter: string, alternative: Alternative): void {
    const others = this.#byLetter.get(letter)
    if (others === undefined) this.#byLetter.set(letter, [alternative])
    else others.push(alternative)
  }

  #slotAt(code: number): Slot | null {
    const known = this.#slots.get(code)
    if (known !== undefined) return known
    const fitting = [...(this.#byLetter.get(String.fromCharCode(code)) ?? []), ...this.#anywhere]
    const slot = fitting.length === 0 ? null : slotOf(fitting)
    this.#slots.set(code, slot)
    return slot
  }
}

function slotOf(sources: readonly Alternative[]): Slot {
  return { all: patternOf(sources.map(({ source }) => source)), families: [...new Set(sources.map(({ family }) => family))] }
}

function patternOf(sources: readonly string[]): RegExp {
  return new RegExp(`(?:${sources.join('|')})(?![a-z])`, 'uy')
}

/** A pattern as its alternatives; "(?:a|b) c" becomes "a c" and "b c", which are tried at their own letters only. */
function alternativesOf(source: string): string[] {
  const parts = splitAtTop(source)
  if (parts.length > 1) return parts.flatMap(alternativesOf)
  const end = source.startsWith('(?:') ? endOfGroup(source, 0) : -1
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
    else if (letter === '(') at = endOfGroup(source, at)
    else if (letter === undefined || letter === '|') {
      parts.push(source.slice(start, at))
      start = at + 1
    }
  }
  return parts
}

/** Where the group that begins at `from` ends. */
function endOfGroup(source: string, from: number): number {
  let depth = 0
  for (let at = from; at < source.length; at += 1) {
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

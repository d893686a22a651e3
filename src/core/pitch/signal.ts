import type { Reading } from './reading.ts'

/** What a signal found: how much it weighs (positive speaks for a pitch), and the words it saw, where it saw words. */
type Finding = { readonly weight: number; readonly quote?: string }

/** One kind of evidence. Its words are in the locale files under `pitch.<name>`. */
export type Signal = { readonly name: string; readonly read: (reading: Reading) => Finding | undefined }

/** A family of phrases: the first counts `weight`, each further different one `more`, up to `most` in all. */
type PhraseRule = { readonly weight: number; readonly more?: number; readonly most?: number; readonly within?: 'words' | 'subject' }

/**
 * Makes a signal that looks for phrases. Sources are regular expressions over plainWords text (lower case, no accents), with
 * bounded repeats only, joined into one.
 */
export function phraseSignal(name: string, rule: PhraseRule, sources: readonly string[]): Signal {
  const pattern = new RegExp(`(?<![a-z0-9])(?:${sources.join('|')})(?![a-z])`, 'gu')
  return {
    name,
    read: (reading) => {
      const found = phrasesIn(reading[rule.within ?? 'words'], pattern)
      const [first] = found
      if (first === undefined) return undefined
      const extra = Math.min((found.length - 1) * (rule.more ?? 0), rule.most ?? 2)
      return { weight: Math.round((rule.weight + (rule.weight < 0 ? -extra : extra)) * 100) / 100, quote: first.slice(0, 60) }
    },
  }
}

/** Different phrases that a pattern finds, six at most. */
function phrasesIn(text: string, pattern: RegExp): readonly string[] {
  const found = new Set<string>()
  for (const match of text.matchAll(pattern)) {
    found.add(match[0].trim())
    if (found.size >= 6) break
  }
  return [...found]
}

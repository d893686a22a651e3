import type { Reading } from './reading.ts'

/** What a signal found: how much of it there is (positive speaks for a pitch), and the words it saw, where it saw words. */
export type Finding = { readonly weight: number; readonly quote?: string }

/** A family of phrases: the first counts `weight`, each further different one `more`, up to `most` in all. */
export type PhraseRule = { readonly weight: number; readonly more?: number; readonly most?: number }

/** Evidence that is seen in the mail itself. */
export type SeenSignal = { readonly name: string; readonly read: (reading: Reading) => Finding | undefined }

/** Evidence in phrases; all families are looked for in one pass (phrase-scanner.ts). `needs` of the named families must be there too. */
export type PhraseSignal = {
  readonly name: string
  readonly rule: PhraseRule
  readonly sources: readonly string[]
  readonly needs?: { readonly among: readonly string[]; readonly atLeast: number }
}

/** One kind of evidence. Its words are in the locale files under `pitch.<name>`. */
export type Signal = SeenSignal | PhraseSignal

/** Makes a signal that looks for phrases (see PhraseScanner for how they are written). */
export function phraseSignal(name: string, rule: PhraseRule, sources: readonly string[]): PhraseSignal {
  return { name, rule, sources }
}

/** What phrases that were found come to; undefined where there are none. */
export function findingOf({ rule }: PhraseSignal, phrases: readonly string[] | undefined): Finding | undefined {
  const first = phrases?.[0]
  if (phrases === undefined || first === undefined) return undefined
  const extra = Math.min((phrases.length - 1) * (rule.more ?? 0), rule.most ?? 2)
  return { weight: Math.round((rule.weight + (rule.weight < 0 ? -extra : extra)) * 100) / 100, quote: first.slice(0, 60) }
}

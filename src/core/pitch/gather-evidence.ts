import { PhraseScanner } from './phrase-scanner.ts'
import type { Reading } from './reading.ts'
import { findingOf, type Finding, type PhraseSignal } from './signal.ts'
import { signals } from './signals.ts'

/** A signal and what it found. */
export type Gathered = Finding & { readonly name: string }

const families: readonly PhraseSignal[] = signals.filter((signal) => 'sources' in signal)

let scanner: PhraseScanner | null = null

/** What the signals find in a message, in their order; the same for the same message, whoever wrote it. */
export function gatherEvidence(reading: Reading): readonly Gathered[] {
  // Made on first use: a dozen milliseconds that a window which only shows mail need not spend.
  scanner ??= new PhraseScanner(families.map(({ sources }) => sources))
  const found = scanner.scan(reading.words)
  const phrases = new Map(families.map(({ name }, index) => [name, found[index] ?? []]))
  return signals.flatMap((signal) => {
    const finding = 'sources' in signal ? phraseFinding(signal, phrases) : signal.read(reading)
    return finding === undefined ? [] : [{ name: signal.name, ...finding }]
  })
}

function phraseFinding(signal: PhraseSignal, phrases: ReadonlyMap<string, readonly string[]>): Finding | undefined {
  const finding = findingOf(signal, phrases.get(signal.name))
  if (finding === undefined || signal.needs === undefined) return finding
  const there = signal.needs.among.filter((name) => (phrases.get(name)?.length ?? 0) > 0)
  return there.length >= signal.needs.atLeast ? finding : undefined
}

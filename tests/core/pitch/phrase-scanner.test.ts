import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstLetters } from '#core/pitch/first-letters.ts'
import { PhraseScanner } from '#core/pitch/phrase-scanner.ts'
import { signals } from '#core/pitch/signals.ts'

const families = signals.flatMap((signal) => ('sources' in signal ? [signal.sources] : []))

/** The slow way: one search a family over the whole text. */
function searched(sources: readonly string[], text: string): string[] {
  const pattern = new RegExp(`(?<![a-z0-9])(?:${sources.join('|')})(?![a-z])`, 'gu')
  return [...new Set([...text.matchAll(pattern)].map((match) => match[0].trim()))].slice(0, 6)
}

const bits = fc.constantFrom(
  'we offer', 'seo', 'backlinks', 'my order', '#1042', 'a partir de 99 €', 'quick call', '15 min call', 'notre agence vous', 'just following up', "n'hesitez pas a me contacter", 'free audit',
  'thank you for your help', 'l', 'mon colis', 'commande 1042', 'unsubscribe', '$99 per month', 'page 1 of google', 'hello', 'bonjour', '. ', ', ', '-', "j'ai", 'x', '12', 'wholesale price', 'je vous propose', '100% free',
) // prettier-ignore

test('one pass finds in which families a text has phrases, as a search for each of them would', () => {
  const scanner = new PhraseScanner(families)
  fc.assert(
    fc.property(fc.array(bits, { maxLength: 30 }), (words) => {
      const text = words.join(' ')
      const found = scanner.scan(text)
      for (const [index, sources] of families.entries())
        expect((found[index] ?? []).length > 0, `family ${index} in "${text}"`).toBe(searched(sources, text).length > 0)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['we offer', 'w'],
  ['(?:a|b) c', 'ab'],
  ['(?:a )?b', 'ab'],
  ['\\d{2} ?%', '0123456789'],
  ['[#k-m]', '#klm'],
  ['(?:re)?x', 'rx'],
  ["j'(?:ai|avais)", 'j'],
  ['(?!a)b', 'b'],
])('a match of %s begins with one of %s', (source, letters) => {
  expect(firstLetters(source)).toEqual(new Set(letters))
})

test.each(['.{0,9}x', 'a?', '(?:a|)', '[^a]b'])('where that cannot be told, anything may begin it: %s', (source) => {
  expect(firstLetters(source)).toBe('any')
})

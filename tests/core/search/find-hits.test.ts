import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findHits, markHits, snippetOf } from '#core/search/find-hits.ts'
import { parseQuery } from '#core/search/parse-query.ts'
import type { MarkedPart } from '#core/search/find-hits.ts'

function terms(query: string) {
  return parseQuery(query, 'Europe/Paris').terms
}

/** Hits between square brackets. */
function said(parts: readonly MarkedPart[]): string {
  return parts.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join('')
}

test.each([
  ['teapot ', 'My Teapot, the teapots', 'My [Teapot], the teapots'],
  ['tea', 'My Teapot, the teapots', 'My [Teapot], the [teapots]'],
  ['theiere ', 'la Théière fêlée', 'la [Théière] fêlée'],
  ['theiere ', 'la the\u0301ie\u0300re', 'la [the\u0301ie\u0300re]'],
  ['soeur ', 'ma sœur est là', 'ma [sœur] est là'],
  ['là ', 'ma sœur est là', 'ma sœur est [là]'],
  ['strasse ', 'Straße 5', '[Straße] 5'],
  ['"the handle" ', 'the\n> handle and the lid', '[the\n> handle] and the lid'],
  ['CB-1042 ', 'order cb 1042, not CB-10421', 'order [cb 1042], not CB-10421'],
  ['helene@post.example ', 'Write to Helene@post.example.', 'Write to [Helene@post.example].'],
  ['broken teapot', 'a teapot, broken', 'a [teapot], [broken]'],
  ['subject:teapot ', 'a teapot', 'a teapot'],
  ['a.*b(', 'a.*b( aab', '[a.*b]( aab'],
  ['🫖', 'a 🫖', 'a 🫖'],
])('searching %j marks %j as %j', (query, text, marked) => {
  expect(said(markHits(text, terms(query), ['any']))).toBe(marked)
})

test('a subject shows what was asked of subjects too', () => {
  expect(said(markHits('A teapot', terms('subject:teapot a'), ['any', 'subject']))).toBe('[A] [teapot]')
})

test('a snippet stands around the first hit, on one line', () => {
  const text = `${'Some words before it. '.repeat(20)}\n\n> the handle\n> broke ${'and more after it. '.repeat(20)}`
  const snippet = said(snippetOf(text, terms('handle '), 120))
  expect(snippet).toMatch(/^… .*the \[handle\] broke /)
  expect(snippet).not.toMatch(/\n|>/)
  expect(snippet.length).toBeLessThan(140)
})

test('a text without a hit shows its beginning', () => {
  expect(said(snippetOf('Hello\nthere', terms('invoice '), 120))).toBe('Hello there')
})

test('parts are the whole text again, whatever is looked for', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
      const parts = markHits(text, terms(query), ['any'])
      expect(parts.map((part) => part.text).join('')).toBe(text)
    }),
    { numRuns: 500 },
  )
})

test('every word of a text is found in it where it stands', () => {
  const words = fc.constantFrom('Théière', 'sœur', 'e\u0301te\u0301', 'Straße', 'tea', '42', 'İstanbul', 'ŒUF', '한국어', '🫖')
  fc.assert(
    fc.property(fc.array(words, { minLength: 1 }), fc.nat(), (list, at) => {
      const text = list.join(' ')
      const index = at % list.length
      const word = list[index] ?? ''
      if (word === '🫖') return
      const start = list.slice(0, index).join(' ').length + (index === 0 ? 0 : 1)
      expect(findHits(text, terms(`${word} `), ['any'])).toContainEqual({ start, end: start + word.length })
    }),
  )
})

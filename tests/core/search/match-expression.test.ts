import { expect, test } from 'vitest'
import { matchExpression } from '#core/search/match-expression.ts'
import type { SearchTerm } from '#core/search/parsed-query.ts'

function expressionOf(term: Partial<SearchTerm>): string | null {
  return matchExpression({ terms: [{ field: 'any', text: '', isPhrase: false, isPrefix: false, ...term }], hasAttachment: false })
}

test('a term is one string, whatever it holds', () => {
  expect(expressionOf({ text: 'CB-1042' })).toBe('"CB-1042"')
  expect(expressionOf({ text: 'a" OR b' })).toBe('"a"" OR b"')
  expect(expressionOf({ text: 'NEAR(a b)' })).toBe('"NEAR(a b)"')
})

test('fields are columns, and all terms must hold', () => {
  const claire: SearchTerm = { field: 'from', text: 'claire', isPhrase: false, isPrefix: false }
  const mug: SearchTerm = { field: 'any', text: 'mug', isPhrase: false, isPrefix: true }
  expect(matchExpression({ terms: [claire, mug], hasAttachment: true })).toBe('sender : "claire" AND "mug" * AND marks : "\u{E000}"')
})

test('no term asks for nothing', () => {
  expect(matchExpression({ terms: [], hasAttachment: false })).toBe(null)
})

test.each(['t', 'CB-1', 'é', 'e\u0301'])('%j is asked for by the beginnings of two letters that the index keeps', (text) => {
  const parts = expressionOf({ text, isPrefix: true })?.split(' OR ') ?? []
  expect(parts).toHaveLength(37)
  expect(parts).toContain(`"${text}a" *`)
  expect(parts[0]).toBe(`("${text}"`)
})

test('a longer beginning is asked for as it is', () => {
  expect(expressionOf({ text: 'te', isPrefix: true })).toBe('"te" *')
})

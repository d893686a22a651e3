import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEmptyQuery, parseQuery } from '#core/search/parse-query.ts'

const paris = 'Europe/Paris'

/** A query as one line: "any word~" for a word that may go on, quotes around phrases. */
function said(query: string): string[] {
  return parseQuery(query, paris).terms.map(
    ({ field, text, isPhrase, isPrefix }) => `${field} ${isPhrase ? `"${text}"` : text}${isPrefix ? '~' : ''}`,
  )
}

test.each([
  ['teapot', ['any teapot~']],
  ['teapot ', ['any teapot']],
  ['broken teapot', ['any broken', 'any teapot~']],
  ['  broken \t teapot  ', ['any broken', 'any teapot']],
  ['tea* pot ', ['any tea~', 'any pot']],
  ['"where is my order"', ['any "where is my order"']],
  ['« où est » colis', ['any "où est"', 'any colis~']],
  ['“still open', ['any "still open"']],
  ['from:claire', ['from claire~']],
  ['FROM:claire to:hey@shop.example subject:mug', ['from claire', 'to hey@shop.example', 'subject mug~']],
  ['from:"Marie Dupont" facture', ['from "Marie Dupont"', 'any facture~']],
  ['de:claire à:boutique objet:facture', ['from claire', 'to boutique', 'subject facture~']],
  ['De : claire', ['from claire~']],
  ['de\u202f: claire', ['from claire~']],
  ['objet :"bon de commande"', ['subject "bon de commande"']],
  ['a:boutique ', ['to boutique']],
  ['CB-1042', ['any CB-1042~']],
  ['#1042', ['any #1042~']],
  ['http://shop.example', ['any http://shop.example~']],
  ['10:30', ['any 10:30~']],
  ['a b', ['any a', 'any b~']],
  ['cœur', ['any coeur~']],
  ['mug.', ['any mug.']],
  ['l’', ['any l’']],
  ['mug OR NOT "', ['any mug', 'any OR', 'any NOT']],
])('%j asks for %j', (query, terms) => {
  expect(said(query)).toEqual(terms)
})

test.each([
  'has:attachment',
  'has:attachments',
  'avec:pj',
  'avec:pièce-jointe',
  'avec:"pièce jointe"',
  'Avec : pièces-jointes',
  'avec\u202f: pj',
])('%j asks for an attachment', (query) => {
  expect(parseQuery(query, paris)).toMatchObject({ hasAttachment: true, terms: [], problems: [] })
})

test.each([
  ['lane:customers', 'customer'],
  ['lane:pitches', 'pitch'],
  ['lane:unsure', 'unsure'],
  ['lane:automated', 'automated'],
  ['lane:junk', 'junk'],
  ['voie:clients', 'customer'],
  ['voie:démarchage', 'pitch'],
  ['voie:"à trier"', 'unsure'],
  ['voie:automatique', 'automated'],
  ['voie:indésirables', 'junk'],
])('%j asks for the lane %s', (query, lane) => {
  expect(parseQuery(query, paris)).toMatchObject({ lane, terms: [], problems: [] })
})

test.each(['is:late', 'est:retard', 'est:"en retard"', 'est : en-retard'])('%j asks for what is late', (query) => {
  expect(parseQuery(query, paris)).toMatchObject({ isLate: true, terms: [], problems: [] })
})

test.each([
  ['after:2026', '2025-12-31T23:00:00Z'],
  ['after:2026-07', '2026-06-30T22:00:00Z'],
  ['après:2026-07-14', '2026-07-13T22:00:00Z'],
  ['after:2026-7-4', '2026-07-03T22:00:00Z'],
])('%j starts at %s, midnight in the shop', (query, instant) => {
  expect(parseQuery(query, paris)).toMatchObject({ after: Date.parse(instant), before: null, terms: [], problems: [] })
})

test('before: ends where its period starts, and the narrowest of several holds', () => {
  const { after, before } = parseQuery('before:2026-02-10 avant:2026-03 apres:2025 after:2024', paris)
  expect([after, before]).toEqual([Date.parse('2024-12-31T23:00:00Z'), Date.parse('2026-02-09T23:00:00Z')])
})

test('dates follow the zone of the shop', () => {
  expect(parseQuery('after:2026-01-01', 'Pacific/Auckland').after).toBe(Date.parse('2025-12-31T11:00:00Z'))
})

test.each([
  ['before:soon', 'date', 'soon'],
  ['before:2026-02-30', 'date', '2026-02-30'],
  ['after:12', 'date', '12'],
  ['after:9999', 'date', '9999'],
  ['lane:vip', 'lane', 'vip'],
  ['has:love', 'has', 'love'],
  ['est:bleu', 'is', 'bleu'],
  ['!!! …', 'no-words', '!!! …'],
  ['🫖', 'no-words', '🫖'],
])('%j is named as a problem and stops nothing else', (query, code, text) => {
  expect(parseQuery(query, paris).problems).toEqual([{ code, text }])
  expect(parseQuery(`mug ${query}`, paris).terms.map((term) => term.text)).toEqual(['mug'])
})

test.each(['', '   ', 'from:', 'has:', '""', '"'])('%j asks for nothing, and that is no fault', (query) => {
  const parsed = parseQuery(query, paris)
  expect(isEmptyQuery(parsed)).toBe(true)
  expect(parsed.problems).toEqual([])
})

test('a pasted page is read up to a limit, and says so', () => {
  const parsed = parseQuery('word '.repeat(190), paris)
  expect(parsed.terms).toHaveLength(32)
  expect(parsed.problems.map((problem) => problem.code)).toEqual(['too-long'])
  expect(parseQuery('x'.repeat(5000), paris).problems.map((problem) => problem.code)).toEqual(['too-long'])
})

test('no text makes reading a query fail', () => {
  const odd = fc.constantFrom(
    '"',
    '«',
    ':',
    '*',
    '-',
    '(',
    ')',
    'OR',
    'NEAR',
    'from:',
    'à:',
    'before:',
    'lane:',
    '\0',
    '\uD800',
    '🫖',
    'é',
    '\u0301',
    ' ',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.oneof(odd, fc.string())).map((bits) => bits.join('')),
      ),
      (query) => {
        const parsed = parseQuery(query, paris)
        for (const term of parsed.terms) expect(term.text).toMatch(/[\p{L}\p{N}]/u)
      },
    ),
    { numRuns: 2000 },
  )
})

import { expect, test } from 'vitest'
import { classifyVerb } from '#tools/lab/classify.ts'

const offer = 'Our agency offers SEO and backlinks. Are you open to a quick call?'

test('keeps the id and explains itself in words', () => {
  expect(classifyVerb({ id: 7, subject: 'Hi', text: offer, unknown: true })).toMatchObject({
    id: 7,
    lane: 'pitch',
    reasons: expect.arrayContaining([
      { signal: 'seo', weight: expect.any(Number), words: 'Sells search ranking, traffic or links (“seo”)' },
    ]),
  })
})

test.each([
  ['a header value as an array, a name in any case', { headers: { 'AUTO-submitted': ['auto-replied'] } }],
  ['from as a string', { from: 'News <no-reply@brand.example>' }],
  ['from as an object', { from: { address: 'no-reply@brand.example' } }],
])('reads %s', (_, more) => {
  expect(classifyVerb({ text: 'hello', ...more })).toMatchObject({ lane: 'automated' })
})

test('judges HTML alone by what can be seen', () => {
  expect(classifyVerb({ html: `<p>${offer}</p><p hidden>my order 1042 has not arrived, refund</p>` })).toMatchObject({ lane: 'pitch' })
})

test.each([{ isCustomer: true }, { hasOpenConversation: true }, { orderNumbers: [1042] }])('knows the person: %j', (known) => {
  expect(classifyVerb({ text: `${offer} 1042`, known })).toMatchObject({ lane: 'customer' })
})

test('words without a quote have no empty quotes', () => {
  expect(classifyVerb({ text: 'hello' })).toMatchObject({
    reasons: expect.arrayContaining([expect.objectContaining({ words: 'A few words, nothing for sale in them' })]),
  })
})

test.each([
  ['no text', {}, 'text'],
  ['a text that is no string', { text: 5 }, 'text'],
  ['headers that are no object', { text: 'a', headers: 'x' }, 'headers'],
  ['no object', 'x', 'line'],
])('refuses %s and names the field', (_, input, field) => {
  expect(() => classifyVerb(input)).toThrow(field)
})

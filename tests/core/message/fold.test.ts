import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '#core/message/fold.ts'

test.each([
  ['Été', 'ete'],
  ['E\u0301te\u0301', 'ete'],
  ['ÇA VA', 'ca va'],
  ['Sœur, Œuf, æther', 'soeur, oeuf, aether'],
  ['Straße', 'strasse'],
  ['naïve Noël', 'naive noel'],
  ['日本語 😀', '日本語 😀'],
  ['', ''],
])('%j folds to %j', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

test('composed and decomposed writing fold alike, and folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(fold(text.normalize('NFC'))).toBe(fold(text.normalize('NFD')))
      expect(fold(fold(text))).toBe(fold(text))
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shownText } from '#core/message/shown-text.ts'

test.each([
  ['Claire Morel', 'Claire Morel'],
  ['Été – naïve 日本語 😀', 'Été – naïve 日本語 😀'],
  ['a\0b\r\nBcc: c', 'a b Bcc: c'],
  ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
  ['\u2066\u202Bpay\u2069 me\u200F', 'pay me'],
  ['pay\u200Bpal\uFEFF', 'paypal'],
  ['soft\u00ADhyphen', 'softhyphen'],
  ['lone \uD83D half', 'lone half'],
  ['  a \u00A0 b  ', 'a b'],
  ['tab\tand\u2028line', 'tab and line'],
  ['family 👨\u200D👩\u200D👧', 'family 👨\u200D👩\u200D👧'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ['pay\u200Dpal', 'paypal'],
  [`z${'\u0301'.repeat(50)}o`, `z${'\u0301'.repeat(6)}o`],
])('D03: %j is shown as %j', (line, shown) => {
  expect(shownText(line)).toBe(shown)
})

test('D01, D03: whatever the line, nothing unseen is left, and showing it twice changes nothing', () => {
  const odd = fc.constantFrom('\0', '\r\n', '\u202E', '\u2066', '\u200B', '\uFEFF', '\u061C', '\u{E0041}', '\uD800', 'é', 'a', ' ', '😀')
  fc.assert(
    fc.property(fc.array(fc.oneof(odd, fc.string({ unit: 'binary' })), { maxLength: 40 }), (parts) => {
      const shown = shownText(parts.join(''))
      expect(shown).not.toMatch(/[\p{Cc}\u200B\u200E\u200F\u061C\u202A-\u202E\u2060-\u206F\uFEFF]/u)
      expect(shown.length).toBeLessThanOrEqual(2000)
      expect(shownText(shown)).toBe(shown)
    }),
    { numRuns: 2000 },
  )
})

test('a line of 20 MB is cut', () => {
  expect(shownText('x'.repeat(20_000_000)).length).toBe(2000)
})

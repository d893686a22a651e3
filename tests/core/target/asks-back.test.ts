import { expect, test } from 'vitest'
import { asksBack } from '#core/target/asks-back.ts'

test.each([
  ['a question', 'Which size do you need?', true],
  ['a French question with its space', 'Quelle taille vous faut-il\u202f?\nMerci', true],
  ['a question in a bracket', 'The blue one (or the green one?) leaves today.', true],
  ['a full-width question mark', '青いのですか？', true],
  ['a question after a url', 'See https://shop.example/vase?id=4 — is it this one?', true],
  ['a url closes the question', 'Did you mean https://shop.example/vase?', true],
  ['no question', 'Your parcel leaves today.', false],
  ['a url with a query', 'Follow it at https://carrier.example/track?id=42', false],
  ['a url in brackets', 'Your parcel (https://carrier.example/track?id=42) is on its way.', false],
  ['a url without a path', 'Follow it at https://carrier.example?id=42 today.', false],
  ['a url without a scheme', 'Follow it at carrier.example/track?id=42 today.', false],
  ['a www url', 'Follow it at www.carrier.example?id=42 today.', false],
  ['a mail link', 'Write to mailto:hey@shop.example?subject=Vase please.', false],
  ['nothing', '', false],
])('%s', (_title, text, expected) => {
  expect(asksBack(text)).toBe(expected)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordBuckets, wordFeatures } from '#core/pitch/word-features.ts'

const bucketsOf = (text: string): number[] => wordFeatures(text).map(({ bucket }) => bucket)

test('numbers count alike, and addresses and links say nothing', () => {
  expect(bucketsOf('order 1042')).toEqual(bucketsOf('order 9377'))
  expect(bucketsOf('write to paul@seo.example now')).toEqual(bucketsOf('write to x@y.example now'))
  expect(bucketsOf('see https://seo.example/a now')).toEqual(bucketsOf('see https://b.example now'))
})

test('a pair of words is known where both stand together, not across a full stop', () => {
  const pair = (text: string): number => bucketsOf(text).length
  expect(pair('we offer')).toBe(3)
  expect(pair('we. offer')).toBe(2)
})

test('any text gives distinct buckets within range, in time that does not grow with its length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      const found = bucketsOf(text)
      expect(new Set(found).size).toBe(found.length)
      expect(found.every((bucket) => bucket >= 0 && bucket < wordBuckets)).toBe(true)
    }),
  )
  expect(wordFeatures('word '.repeat(200_000)).length).toBeLessThan(10)
})

test('a feature tells where in the text its words stand', () => {
  const text = 'hello we offer links'
  const found = wordFeatures(text).map(({ from, to }) => text.slice(from, to))
  expect(found).toEqual(['hello', 'we', 'hello we', 'offer', 'we offer', 'links', 'offer links'])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyLayer, learnLessons, lessonWeight, type Lesson } from '#core/pitch/shop-layer.ts'
import { wordFeatures } from '#core/pitch/word-features.ts'

const bucketsOf = (text: string): number[] => wordFeatures(text).map(({ bucket }) => bucket)
const lesson = (lane: Lesson['lane'], text: string, address = 'paul@web.example'): Lesson => ({ lane, buckets: bucketsOf(text), address })
const lessons = fc.array(
  fc.record({
    lane: fc.constantFrom('customer' as const, 'pitch' as const),
    buckets: fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 12 }),
    address: fc.constantFrom('a@one.example', 'b@two.example', 'c@gmail.com', ''),
  }),
  { maxLength: 30 },
)

test('the same lessons give the same layer in any order, and one that is taken back leaves no trace', () => {
  fc.assert(
    fc.property(lessons, lessons, (some, others) => {
      const both = learnLessons([...some, ...others])
      const turned = learnLessons([...others, ...some])
      const probe = Array.from({ length: 20 }, (_, index) => index * 2)
      expect(lessonWeight(turned, probe, 'a@one.example')).toBeCloseTo(lessonWeight(both, probe, 'a@one.example'), 9)
    }),
  )
  expect(learnLessons([])).toEqual(emptyLayer)
})

test('no number of lessons moves a message without bound, and one alone less than doubt is worth', () => {
  const text = 'our handmade lids for your jars are cheaper than what you have'
  const once = lessonWeight(learnLessons([lesson('pitch', text)]), bucketsOf(text), 'else@other.example')
  expect(once).toBeGreaterThan(0.5)
  expect(once).toBeLessThan(1.21)
  const often = learnLessons(Array.from({ length: 500 }, () => lesson('pitch', text)))
  expect(lessonWeight(often, bucketsOf(text), 'paul@web.example')).toBeLessThanOrEqual(5)
})

test('a verdict speaks for further mail of the same firm, and at a free provider of that one person alone', () => {
  const layer = learnLessons([lesson('pitch', '', 'a@agency.example'), lesson('customer', '', 'claire@gmail.com')])
  expect(lessonWeight(layer, [], 'other@agency.example')).toBeGreaterThan(0)
  expect(lessonWeight(layer, [], 'claire@gmail.com')).toBeLessThan(0)
  expect(lessonWeight(layer, [], 'john@gmail.com')).toBe(0)
})

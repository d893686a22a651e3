import { expect, test } from 'vitest'
import { targetReasons as english } from '#locale/en/target-reasons.ts'
import { targetReasons as french } from '#locale/fr/target-reasons.ts'

const holes = (words: string): string[] => [...words.matchAll(/\{\{\w+\}\}/g)].map(([hole]) => hole).sort()

test('French and English have words for the same reasons, with the same holes', () => {
  const shape = (words: Record<string, string>): object =>
    Object.fromEntries(Object.entries(words).map(([code, text]) => [code, holes(text)]))
  expect(shape(french)).toEqual(shape(english))
})

test('French high punctuation stands behind a narrow no-break space', () => {
  expect(Object.values(french).filter((words) => /[^\u202f][;:!?»]/.test(words))).toEqual([])
})

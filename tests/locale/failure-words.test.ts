import { expect, test } from 'vitest'
import { failureCodes } from '#contract/failure.ts'
import { failureWords as english } from '#locale/en/failure-words.ts'
import { settingsWords as englishSettings } from '#locale/en/settings-words.ts'
import { welcomeWords as englishWelcome } from '#locale/en/welcome-words.ts'
import { failureWords as french } from '#locale/fr/failure-words.ts'
import { settingsWords as frenchSettings } from '#locale/fr/settings-words.ts'
import { welcomeWords as frenchWelcome } from '#locale/fr/welcome-words.ts'

const pairs = Object.entries({ ...english, ...englishSettings, ...englishWelcome }).map(
  ([key, words]) => [key, words, ({ ...french, ...frenchSettings, ...frenchWelcome } as Record<string, string>)[key] ?? ''] as const,
)

test('every failure code says what happened and what comes next, and no words are left over', () => {
  const expected = failureCodes.flatMap((code) => [`failure.${code}.title`, `failure.${code}.next`])
  expect(Object.keys(english).sort()).toEqual(expected.sort())
})

test('both languages have the same holes', () => {
  const holes = (words: string): string[] => (words.match(/\{\{\w+\}\}/g) ?? []).sort()
  expect(pairs.filter(([, en, fr]) => holes(en).join() !== holes(fr).join()).map(([key]) => key)).toEqual([])
})

test('French has its no-break spaces, its guillemets and its apostrophe', () => {
  const wrong = /[^\u202f][;!?]|[^\u00a0]:(?!\d)|'|"|«[^\u00a0]|[^\u00a0]»/
  expect(pairs.filter(([, , fr]) => wrong.test(fr)).map(([key, , fr]) => `${key}: ${fr}`)).toEqual([])
})

test('English has its curly apostrophe', () => {
  expect(pairs.filter(([, en]) => /['"]/.test(en)).map(([key]) => key)).toEqual([])
})

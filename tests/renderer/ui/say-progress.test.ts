import { expect, test } from 'vitest'
import { translator } from '#locale/translate.ts'
import { sayProgress } from '#renderer/ui/say-progress.ts'

const progress = { here: 12_400, exists: 50_000, msLeft: 180_000, isPaused: false }
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

test('how much is here of how much, and how long the rest will take', () => {
  expect(sayProgress(progress, 'en', translator('en'))).toBe('12,400 of 50,000 · about 3 minutes left')
  expect(plain(sayProgress(progress, 'fr', translator('fr')))).toBe('12 400 sur 50 000 · encore 3 minutes environ')
})

test.each([
  [20_000, 'less than a minute left', 'encore moins d’une minute'],
  [60_000, 'about a minute left', 'encore une minute environ'],
  [89 * 60_000, 'about 89 minutes left', 'encore 89 minutes environ'],
  [100 * 60_000, 'about 2 hours left', 'encore 2 heures environ'],
])('%i ms are %s', (msLeft, english, french) => {
  expect(sayProgress({ ...progress, msLeft }, 'en', translator('en'))).toContain(` · ${english}`)
  expect(plain(sayProgress({ ...progress, msLeft }, 'fr', translator('fr')))).toContain(` · ${french}`)
})

test('no time is promised before it is known, nor while it is paused', () => {
  expect(sayProgress({ ...progress, msLeft: null }, 'en', translator('en'))).toBe('12,400 of 50,000')
  expect(sayProgress({ ...progress, isPaused: true }, 'en', translator('en'))).toBe('12,400 of 50,000')
})

test('more here than the server counts never reads as more than all', () => {
  expect(sayProgress({ here: 12, exists: 10, msLeft: null, isPaused: false }, 'en', translator('en'))).toBe('12 of 12')
})

import { expect, test } from 'vitest'
import { en } from '#locale/en/words.ts'
import { fr } from '#locale/fr/words.ts'

const english: Readonly<Record<string, string>> = en
const french: Readonly<Record<string, string>> = fr
const keys = Object.keys(english)

const holes = (words: string): string =>
  [...words.matchAll(/\{\{\s*([\w.]+)\s*\}\}/g)]
    .map(([, name = '']) => name)
    .sort((a, b) => a.localeCompare(b))
    .join()

/** What is wrong with one French text, in words; empty where it is right. */
function frenchFaults(text: string): string {
  const words = text.replace(/\{\{[^}]*\}\}/g, '0')
  return [
    / [;:!?»]|« /.test(words) ? 'plain space' : '',
    /[^\s\u00a0\u202f][;!?](?!\w)|[^\s\u00a0\u202f\d]:(?![\d/])/.test(words.replace(/[!?](?=[!?])/g, '')) ? 'no space' : '',
    /['"]/.test(words) ? 'straight quote' : '',
    /\.\.\./.test(words) ? 'three dots' : '',
  ]
    .filter((fault) => fault !== '')
    .join(', ')
}

test('both languages have the same keys, each with words', () => {
  expect(keys.length).toBeGreaterThan(300)
  expect(Object.keys(french).toSorted()).toEqual(keys.toSorted())
  expect(keys.filter((key) => english[key]?.trim() === '' || french[key]?.trim() === '')).toEqual([])
})

test('both languages have the same placeholders at every key', () => {
  expect(keys.filter((key) => holes(english[key] ?? '') !== holes(french[key] ?? ''))).toEqual([])
})

test('each word that counts has both its forms', () => {
  const bases = new Set(keys.flatMap((key) => /^(.*)_(?:one|other)$/.exec(key)?.[1] ?? []))
  expect(bases.size).toBeGreaterThan(3)
  expect([...bases].filter((base) => !(`${base}_one` in english) || !(`${base}_other` in english))).toEqual([])
})

test('French stands as French is set', () => {
  expect(keys.flatMap((key) => (frenchFaults(french[key] ?? '') === '' ? [] : [`${key}: ${frenchFaults(french[key] ?? '')}`]))).toEqual([])
})

test.each(['Client ?', 'À trier : client', '« oui »', 'Oui!', "C'est", 'Attendez...', 'Nom:'])('the check itself sees %j', (text) => {
  expect(frenchFaults(text)).not.toBe('')
})

test('no catalogue holds markup', () => {
  expect(keys.filter((key) => /<\/?[a-z]/i.test(`${english[key]}${french[key]}`))).toEqual([])
})

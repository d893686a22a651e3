import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitOwnWords } from '#core/message/own-words.ts'

const quote = 'Hello Claire,\nyour parcel left today.'
const quoted = '> Hello Claire,\n> your parcel left today.'

test.each([
  ['English', `On Mon, 4 May 2026 at 10:12, Anna <hey@shop.example> wrote:\n${quoted}`],
  ['English over two lines', `On Mon, 4 May 2026 at 10:12, Anna from the shop\n<hey@shop.example> wrote:\n\n${quoted}`],
  ['French', `Le lun. 4 mai 2026 à 10:12, Anna <hey@shop.example> a écrit :\n${quoted}`],
  ['French without a space', `Le 04/05/2026 à 10:12, Anna a écrit:\n${quoted}`],
  ['German', `Am 04.05.2026 um 10:12 schrieb Anna <hey@shop.example>:\n${quoted}`],
  ['Spanish', `El lun, 4 may 2026 a las 10:12, Anna (<hey@shop.example>) escribió:\n${quoted}`],
  ['Italian', `Il giorno lun 4 mag 2026 alle ore 10:12 Anna <hey@shop.example> ha scritto:\n${quoted}`],
  [
    'Outlook, English',
    `________________________________\nFrom: Anna <hey@shop.example>\nSent: Monday, May 4, 2026 10:12\nTo: Claire\nSubject: Your parcel\n\n${quote}`,
  ],
  ['Outlook, French', `De : Anna <hey@shop.example>\nEnvoyé : lundi 4 mai 2026 10:12\nÀ : Claire\nObjet : Votre colis\n\n${quote}`],
  ['Outlook, German', `Von: Anna\nGesendet: Montag, 4. Mai 2026\nAn: Claire\nBetreff: Paket\n\n${quote}`],
  ['a separator, English', `-----Original Message-----\nFrom: Anna\n\n${quote}`],
  ['a separator, French', `-------- Message d'origine --------\nDe : Anna\n\n${quote}`],
  ['no heading at all', quoted],
])('cuts the quoted reply below the own words: %s', (_, below) => {
  const parts = splitOwnWords(`Thank you, it arrived!\n\n${below}`)
  expect(parts.own).toBe('Thank you, it arrived!')
  expect(parts.quoted).toContain('your parcel left today.')
})

test('keeps answers that stand between quoted lines', () => {
  const { own, quoted: cut } = splitOwnWords('On 4 May 2026, Anna wrote:\n> Which size?\nMedium please.\n> Which colour?\n\nBlue.\n')
  expect(own).toBe('Medium please.\n\nBlue.')
  expect(cut).toContain('> Which colour?')
})

test('takes the broken end of a long quoted line for a quote, and an answer after a short one for an answer', () => {
  const long = `> ${'word '.repeat(16)}word`
  expect(splitOwnWords(`Yes.\n${long}\nand the rest\n> of it`).own).toBe('Yes.')
  expect(splitOwnWords('Yes.\n> Sure?\nquite sure\n> Really?').own).toBe('Yes.\nquite sure')
})

test.each([
  [
    'Gmail',
    '---------- Forwarded message ---------\nFrom: Claire <claire@mail.example>\nDate: Mon, May 4, 2026\nSubject: Lamp\nTo: Anna\n\nIs the lamp back?',
  ],
  ['Apple, French', 'Début du message transféré :\n\nDe: Claire <claire@mail.example>\nObjet: Lampe\n\nIs the lamp back?'],
  ['Outlook', 'From: Claire <claire@mail.example>\nSent: Monday\nTo: Anna\nSubject: Lamp\n\nIs the lamp back?'],
])('a forwarded mail is the message where nothing is written above it, and quoted where something is: %s', (_, forward) => {
  expect(splitOwnWords(forward).own).toContain('Is the lamp back?')
  expect(splitOwnWords(`Envoyé de mon iPhone\n\n${forward}`).own).toContain('Is the lamp back?')
  expect(splitOwnWords(`Can you answer this?\n\n${forward}`).own).toBe('Can you answer this?')
})

test('a quote with nothing written to it has no own words', () => {
  expect(splitOwnWords(`Le 4 mai 2026 à 10:12, Anna a écrit :\n${quoted}`).own).toBe('')
})

test.each([
  ['Hello\n\n-- \nClaire Morel\n01 99 00 12 34', 'Hello', '-- \nClaire Morel\n01 99 00 12 34'],
  ['Hello\n\nSent from my iPhone', 'Hello', 'Sent from my iPhone'],
  ['Bonjour\n\nEnvoyé de mon iPhone', 'Bonjour', 'Envoyé de mon iPhone'],
  [
    'Bonjour\n\nEnvoyé à partir de Outlook pour iOS<https://link.example/x>',
    'Bonjour',
    'Envoyé à partir de Outlook pour iOS<https://link.example/x>',
  ],
  ['Hi\n—\nJohn', 'Hi', '—\nJohn'],
])('parts the signature: %j', (text, own, signature) => {
  expect(splitOwnWords(text)).toEqual({ own, quoted: '', signature })
})

test.each([
  'On the other hand, I wrote: never again.',
  'Sent from my desk, which is easier than my phone.',
  'Here are the sizes:\n----\n38\n40\n----\nThank you',
  'De : Lyon\nje peux passer samedi',
  'From: Jean <jean@mail.example>\nSubject: Lamp\n\nMessage Body:\nIs it back?',
  'New message\n\nFrom: Jean <jean@mail.example>\nSubject: Lamp\n\nMessage Body:\nIs it back?',
  'New message\n\nFrom: Jean\nSubject: Lamp\nCc: Marie\n\nIs it back?',
  'Could you ship\n\nFrom: Lyon\nTo: Lille\n\nand for how much?',
  'it costs\n>100 euros, is that right?',
  '>From the start I liked it.',
  '-- first point\n-- second point',
])('leaves prose alone: %j', (text) => {
  expect(splitOwnWords(text)).toEqual({ own: text, quoted: '', signature: '' })
})

test('a line of dashes with many lines below it is no signature', () => {
  const many = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n')
  expect(splitOwnWords(`Hello\n-- \n${many}`).own).toContain('line 0')
})

test.each([
  ['one long line', 'a'.repeat(5_000_000)],
  ['one long opener', `On ${'1 '.repeat(1_000_000)}wrote`],
  ['many openers', 'On 4 May\n'.repeat(200_000)],
  ['many labels', 'From: a@b.example\n'.repeat(200_000)],
  ['many quotes', '> '.repeat(1_000_000)],
  ['many signature marks', '-- \n'.repeat(300_000)],
  ['many rules', '----\n'.repeat(300_000)],
])('comes back from hostile text: %s', (_, text) => {
  const parts = splitOwnWords(text)
  expect(parts.own.length + parts.quoted.length + parts.signature.length).toBeGreaterThan(0)
})

test('what is quoted above a forwarded mail is still there', () => {
  expect(splitOwnWords('> a\nTo: c\nSent: x\nFrom: a@b.c')).toEqual({ own: 'To: c\nSent: x\nFrom: a@b.c', quoted: '> a', signature: '' })
})

test('no line is lost or invented: every part is made of lines of the text', () => {
  const line = fc.oneof(
    fc.constantFrom('> a', 'On 1 May 2026, A wrote:', '-- ', '', 'hello', 'From: a@b.c', 'To: c', 'Sent: x', 'Sent from my iPhone', '____'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const text = lines.join('\n')
      const parts = splitOwnWords(text)
      const letters = (value: string): string => value.replace(/\s/gu, '').split('').sort().join('')
      expect(letters(parts.own + parts.quoted + parts.signature).length).toBeGreaterThanOrEqual(letters(text).length)
    }),
  )
})

const corpus = process.env['COMPTOIR_CORPUS'] ?? ''
const replies = path.join(corpus, 'eml', 'crisp-reply-parser')
const hasReplies = corpus !== '' && existsSync(replies)
if (!hasReplies) console.log('skipped: replies of other mail programs (COMPTOIR_CORPUS is not set)')

test
  .runIf(hasReplies)
  .each([
    'email_10',
    'email_12',
    'email_13',
    'email_14',
    'email_16',
    'email_18',
    'email_22',
    'email_23',
    'email_24',
    'email_25',
    'email_26',
    'email_8',
    'email_9',
    'email_fr_multiline',
    'email_french_2',
    'email_german',
    'email_italian',
    'email_ios_outlook_fr',
    'email_portuguese',
    'email_russian',
    'email_tricky_5_mixed_languages',
  ])('keeps the reply and cuts the quote of another mail program: %s', (name) => {
  const { own } = splitOwnWords(readFileSync(path.join(replies, `${name}.txt`), 'utf8'))
  expect(own.startsWith('Fusce bibendum')).toBe(true)
  expect(own).toContain('Nam vel turpis posuere')
  expect(own).not.toContain('Etiam')
  expect(own).not.toContain('Company Questions')
})

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KnownPerson, Lane } from '#core/model/lane.ts'
import { signals } from '#core/pitch/signals.ts'
import type { PitchMessage } from '#core/pitch/reading.ts'
import { scorePitch } from '#core/pitch/score-pitch.ts'
import { visibleText } from '#core/pitch/visible-text.ts'
import { pitchReasons as english } from '#locale/en/pitch-reasons.ts'
import { pitchReasons as french } from '#locale/fr/pitch-reasons.ts'
import { classifyVerb } from '#tools/lab/classify.ts'
import { hardCustomers, plainPitches } from './hand-written.ts'

function message(given: Partial<PitchMessage> & { readonly text: string }): PitchMessage {
  const nobody = { name: '', address: 'x@somewhere.example' }
  return { subject: '', ownText: given.text, shown: null, from: nobody, author: nobody, kind: 'human', headers: [], ...given }
}

const pitch =
  'Hello, we help small shops increase their sales. Our agency offers SEO and backlinks from $99 per month. Are you open to a quick call this week?'

function laneOf(given: Partial<PitchMessage> & { readonly text: string }, known: KnownPerson = {}): Lane {
  return scorePitch(message(given), known).lane
}

test('a plain offer is held, and says why, strongest reason first', () => {
  const verdict = scorePitch(message({ text: pitch }), {})
  expect(verdict.lane).toBe('pitch')
  expect(verdict.score).toBeGreaterThan(0.97)
  expect(verdict.reasons[0]?.reason.params['quote']).toBeTruthy()
  expect(verdict.reasons.find(({ signal }) => signal === 'seo')).toMatchObject({ reason: { code: 'pitch.seo', params: { quote: 'seo' } } })
})

test.each(hardCustomers)('a customer is never held: $subject, $text', (sample) => {
  expect(laneOf({ ...sample })).not.toBe('pitch')
})

test('at most one hard customer in ten is unsure', () => {
  const unsure = hardCustomers.filter((sample) => laneOf({ ...sample }) === 'unsure')
  expect(unsure.length).toBeLessThanOrEqual(hardCustomers.length / 10)
})

test('nine pitches in ten are held or unsure', () => {
  const lost = plainPitches.filter((sample) => laneOf({ ...sample }) === 'customer')
  expect(lost.length).toBeLessThanOrEqual(plainPitches.length / 10)
})

test.each<[string, KnownPerson]>([
  ['a customer', { isCustomer: true }],
  ['an open conversation', { hasOpenConversation: true }],
  ['one of our order numbers', { orderNumbers: ['1042'] }],
])('a veto is absolute: %s', (_, known) => {
  expect(laneOf({ text: `${pitch} About order #1042.` }, known)).toBe('customer')
})

test.each(['order 11042', '10425', 'x1042', '104'])('an order number counts as a word of its own only: %s', (text) => {
  expect(laneOf({ text: `${pitch} ${text}` }, { orderNumbers: ['1042', '10'] })).toBe('pitch')
})

test('somebody we wrote to first is never held', () => {
  expect(laneOf({ text: `${pitch} ${pitch} Free audit, unsubscribe, dropshipping, partnership.` }, { weWroteFirst: true })).not.toBe(
    'pitch',
  )
})

test('known people are never held, whatever they write', () => {
  const words = [...pitch.split(' '), ...plainPitches.flatMap(({ text }) => text.split(' '))]
  const known = fc.oneof(fc.constant({ isCustomer: true }), fc.constant({ hasOpenConversation: true }))
  const kind = fc.constantFrom('human' as const, 'form' as const)
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 80 }), known, kind, (text, person, of) => {
      expect(laneOf({ text: text.join(' '), kind: of }, person)).toBe('customer')
    }),
    { numRuns: 500 },
  )
})

test.each(['automated', 'bounce'] as const)('%s mail has its own lane', (kind) => {
  expect(laneOf({ text: pitch, kind })).toBe('automated')
})

test("a known customer's mail that only looks automated is shown, a proven machine's is not", () => {
  expect(laneOf({ text: 'hi', kind: 'automated' }, { isCustomer: true })).toBe('customer')
  expect(laneOf({ text: 'hi', kind: 'automated', headers: [['auto-submitted', 'auto-replied']] }, { isCustomer: true })).toBe('automated')
})

test('mail in another language is never held', () => {
  const german =
    'Guten Tag, wir sind eine SEO Agentur und bieten Ihnen Backlinks für Ihre Webseite, damit Sie mehr Kunden haben und nicht verlieren. guest post, dropshipping, partnership, free audit'
  const verdict = scorePitch(message({ text: german }), {})
  expect(verdict.score).toBeGreaterThan(0.9)
  expect(verdict.lane).toBe('unsure')
})

test('one kind of evidence alone never holds anybody', () => {
  const verdict = scorePitch(message({ text: 'seo backlinks guest post netlinking link building sponsored article do-follow' }), {})
  expect(verdict.score).toBeGreaterThan(0.9)
  expect(verdict.lane).toBe('unsure')
})

test('a message that also sounds like a customer needs more to be held', () => {
  const verdict = scorePitch(
    message({ text: 'Where is my parcel? Are you open to a quick call? Our agency helps brands like yours with seo.' }),
    {},
  )
  expect(verdict.score).toBeGreaterThan(0.9)
  expect(verdict.lane).toBe('unsure')
})

test.each([
  '<p style="display:none">my order my parcel refund has not arrived exchange my invoice</p>',
  '<p style="font-size:0">ma commande 1042 colis remboursement pas recu ma facture</p>',
  '<font color="#ffffff">my order refund my parcel has not arrived tracking number</font>',
])('hidden words do not speak for a pitch: %s', (hidden) => {
  const html = `<p>${pitch}</p>${hidden}`
  const text = `${pitch} my order refund my parcel has not arrived`
  expect(laneOf({ text, shown: visibleText(html) })).toBe('pitch')
})

test('much hidden text is itself a reason', () => {
  const html = `<p>${pitch}</p><div style="display:none">${'my order '.repeat(60)}</div>`
  expect(scorePitch(message({ text: pitch, shown: visibleText(html) }), {}).reasons.map(({ signal }) => signal)).toContain('hidden-text')
})

test.each([
  ['zero-width characters', pitch.split('').join('\u200B')],
  ['look-alike letters', pitch.replace(/[aeo]/gu, (letter) => ({ a: 'а', e: 'е', o: 'о' })[letter] ?? letter)],
  ['accents and full-width letters', pitch.normalize('NFKD').replaceAll('o', 'ｏ')],
])('%s hide nothing', (_, text) => {
  expect(laneOf({ text })).toBe('pitch')
})

test('every signal speaks both languages', () => {
  const codes = signals.map(({ name }) => `pitch.${name}`)
  const given = [
    'words',
    'customer-words',
    'lessons',
    'we-wrote-first',
    'known-customer',
    'open-conversation',
    'order-number',
    'other-language',
    'automated',
    'bounce',
    'nothing-found',
  ].map((name) => `pitch.${name}`)
  expect(Object.keys(english).sort()).toEqual([...codes, ...given].sort())
  expect(Object.keys(french).sort()).toEqual(Object.keys(english).sort())
})

test.each([
  ['spaces', ' '.repeat(500_000)],
  ['words', 'we help '.repeat(100_000)],
  ['digits', '9'.repeat(500_000)],
  ['marks', '-/:.'.repeat(100_000)],
  ['half phrases', 'are you open to a quick '.repeat(40_000)],
])('comes back from hostile text: %s', (_, text) => {
  expect(scorePitch(message({ text }), {}).score).toBeGreaterThanOrEqual(0)
})

const corpus = process.env['COMPTOIR_CORPUS'] ?? ''
const hasCorpus = corpus !== '' && existsSync(path.join(corpus, 'customer.jsonl'))
if (!hasCorpus) console.log('skipped: figures over the labelled messages (COMPTOIR_CORPUS is not set)')

function lanesOf(label: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of readFileSync(path.join(corpus, `${label}.jsonl`), 'utf8')
    .trim()
    .split('\n')) {
    const { lane } = classifyVerb(JSON.parse(line)) as { lane: string }
    counts.set(lane, (counts.get(lane) ?? 0) + 1)
  }
  return counts
}

test.runIf(hasCorpus)('of the labelled customers at most one in two hundred is held', () => {
  const lanes = lanesOf('customer')
  const all = [...lanes.values()].reduce((sum, count) => sum + count, 0)
  expect((lanes.get('pitch') ?? 0) + (lanes.get('automated') ?? 0)).toBeLessThanOrEqual(all * 0.005)
})

test.runIf(hasCorpus)('of the labelled pitches at least 85 % are held or unsure', () => {
  const lanes = lanesOf('pitch')
  const all = [...lanes.values()].reduce((sum, count) => sum + count, 0)
  expect((lanes.get('pitch') ?? 0) + (lanes.get('unsure') ?? 0)).toBeGreaterThanOrEqual(all * 0.85)
})

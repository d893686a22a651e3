import { expect, test } from 'vitest'
import { readForPitch, type PitchMessage } from '#core/pitch/reading.ts'
import { scorePitch } from '#core/pitch/score-pitch.ts'
import { emptyLayer, learnLessons, type Lesson, type ShopLayer } from '#core/pitch/shop-layer.ts'
import { wordFeatures } from '#core/pitch/word-features.ts'
import { writtenExamples } from '#tools/pitch/examples.ts'
import { hardCustomers } from './hand-written.ts'

/** What this shop alone is pestered with: clubs that sell room on their jerseys and boards. No such word is in any list. */
const bits = {
  opening: ['Hello', 'Good morning', 'Hi there', 'Dear shop', 'Dear neighbours', 'Hi'],
  who: [
    'our rowing club',
    'the under-fifteens',
    'our cycling team',
    'the village choir',
    'our chess club',
    'the fencing school',
    'our sailing crew',
  ],
  what: [
    'has a free panel on the boathouse',
    'still has the left sleeve open',
    'keeps a square on the programme',
    'has one banner place by the pool',
    'has the back of the jersey left',
  ],
  price: [
    'for the season, four hundred',
    'two hundred and fifty a year',
    'three hundred until June',
    'a hundred and eighty for the spring',
    'five hundred with the dinner',
  ],
  close: [
    'The printer wants the logo on Friday.',
    'Your logo would look good there.',
    'Last year the baker had it.',
    'We print on Monday.',
    'Tell us which colour your logo is.',
  ],
}

function pitches(count: number): PitchMessage[] {
  let seed = 7
  const pick = (list: readonly string[]): string => {
    seed = (seed * 48_271) % 2_147_483_647
    return list[seed % list.length] ?? ''
  }
  return Array.from({ length: count }, (_, index) =>
    messageOf(
      'A place for you',
      `${pick(bits.opening)}, ${pick(bits.who)} ${pick(bits.what)}, ${pick(bits.price)}. ${pick(bits.close)}`,
      `club${index}@post${index}.example`,
    ),
  )
}

function messageOf(subject: string, text: string, address: string): PitchMessage {
  const from = { name: '', address }
  return { subject, ownText: text, text, shown: null, from, author: from, kind: 'human', headers: [] }
}

const lessonOf = (message: PitchMessage, lane: Lesson['lane']): Lesson => ({
  lane,
  buckets: wordFeatures(readForPitch(message).words).map(({ bucket }) => bucket),
  address: message.author.address,
})

const held = (messages: readonly PitchMessage[], layer: ShopLayer): number =>
  messages.filter((message) => scorePitch(message, {}, { layer }).lane === 'pitch').length / messages.length

const customers = [
  ...hardCustomers.map(({ subject, text }) => messageOf(subject, text, 'someone@post.example')),
  ...writtenExamples()
    .filter(({ label }) => label === 'customer' || label === 'other')
    .map(({ message }) => message),
]
const heldCustomers = (layer: ShopLayer): number =>
  customers.filter((message) => scorePitch(message, {}, { layer }).lane === 'pitch').length

test('thirty verdicts on what pesters one shop alone hold more of the next two hundred, and no customer more', () => {
  const [taught, next] = [pitches(230).slice(0, 30), pitches(230).slice(30)]
  const curve = [0, 5, 10, 20, 30].map((count) =>
    held(next, learnLessons(taught.slice(0, count).map((message) => lessonOf(message, 'pitch')))),
  )
  console.log(`held of the next 200 after 0, 5, 10, 20, 30 verdicts: ${curve.map((share) => `${Math.round(share * 100)} %`).join(', ')}`)
  expect(curve[4]).toBeGreaterThan((curve[0] ?? 1) + 0.2)
  const layer = learnLessons(taught.map((message) => lessonOf(message, 'pitch')))
  expect(heldCustomers(layer)).toBeLessThanOrEqual(heldCustomers(emptyLayer))
})

test('one wrong verdict on a customer turns no other customer into a pitch', () => {
  const before = heldCustomers(emptyLayer)
  for (const wrong of customers.slice(0, 12)) expect(heldCustomers(learnLessons([lessonOf(wrong, 'pitch')]))).toBeLessThanOrEqual(before)
}, 120_000)

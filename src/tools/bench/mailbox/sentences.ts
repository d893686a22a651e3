import { Dice } from './dice.ts'
import type { ShopWords } from './words.ts'

const syllables =
  'ba be ca co da di fa fo ga gu ha ho ka ko la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se so ta te ti to va ve vo za zo'.split(
    ' ',
  )

/** Words that mean nothing, as names, brands, typing errors and places make them in real mail: the long tail an index has to hold. */
const tail = ((): readonly string[] => {
  const dice = new Dice(424_242)
  return Array.from({ length: 30_000 }, () =>
    Array.from({ length: dice.between(2, 4) }, () => syllables[Math.floor(dice.roll() * syllables.length)] ?? '').join(''),
  )
})()

/** So many sentences of 5 to 18 words: seven in eight words are common ones, the rest from the long tail; some name an order or a parcel. */
export function sentences(dice: Dice, { common }: ShopWords, count: number): string {
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: dice.between(5, 18) }, () =>
      dice.roll() < 0.88 ? likely(dice, common, 2.2) : likely(dice, tail, 3),
    )
    if (dice.roll() < 0.06) words.push(`#${dice.between(10_000, 99_999)}`)
    if (dice.roll() < 0.02) words.push(`${dice.pick(['1Z', 'JD', 'LP', '6A', 'RR'])}${dice.between(1e8, 1e9)}`)
    const sentence = words.join(' ')
    return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`
  }).join(' ')
}

/** One of the words, the front ones more often. */
function likely(dice: Dice, words: readonly string[], steepness: number): string {
  return words[Math.floor(dice.roll() ** steepness * words.length)] ?? ''
}

/** Lines of at most 76 signs, as mail programs break them. */
export function wrap(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replaceAll(/(.{1,76})(?: |$)/g, '$1\n').trimEnd())
    .join('\n')
}

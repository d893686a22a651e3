/** Cyrillic and Greek letters that look like Latin ones. */
const lookAlikes = new Map<string, string>(
  [
    'аa',
    'еe',
    'оo',
    'рp',
    'сc',
    'уy',
    'хx',
    'іi',
    'јj',
    'ѕs',
    'һh',
    'ԁd',
    'ԛq',
    'ԝw',
    'οo',
    'αa',
    'ιi',
    'νv',
    'ρp',
    'кk',
    'мm',
    'тt',
    'вb',
    'нh',
  ].map((pair) => [pair.charAt(0), pair.charAt(1)]),
)

/** Judging reads this much of a text, from its start; nobody hides a question behind more. */
const longestRead = 20_000

/**
 * A text in the form that signals match: lower case, without accents, invisible characters or look-alike letters, one
 * space between words.
 */
export function plainWords(text: string): string {
  const folded = text
    .slice(0, longestRead)
    .normalize('NFKD')
    .replace(/\p{M}|\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´ʼ′]/gu, "'")
    .replace(/œ/gu, 'oe')
    .replace(/\s+/gu, ' ')
    .trim()
  return /[a-z][а-яα-ω]|[а-яα-ω][a-z]/u.test(folded)
    ? folded.replace(/[\u0370-\u052F]/gu, (letter) => lookAlikes.get(letter) ?? letter)
    : folded
}

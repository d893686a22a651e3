import { operatorNamed, type QueryOperator } from './query-words.ts'

/** One part of a query as typed: a bare word, a phrase in quotes, or an operator with its value. */
export type QueryPart = {
  readonly operator: QueryOperator | null
  readonly value: string
  readonly isQuoted: boolean
  /** Nothing follows it, not even a space: it may still be typed. */
  readonly isLast: boolean
}

/** Splits a query into parts; never fails. A quote that is not closed reaches to the end. */
export function queryParts(query: string): QueryPart[] {
  const text = query
    // Quotes of every kind mean the same, also those that a phone or a French keyboard puts in; control characters are spaces.
    .replace(/[“”„‟«»＂]/g, '"')
    .replace(/\p{Cc}/gu, ' ')
    // French puts a space before a colon: "de : claire".
    .replace(/(?<!\S)(\p{L}+)\s+:/gu, (typed, word: string) => (operatorNamed(word) === undefined ? typed : `${word}:`))
  const parts: QueryPart[] = []
  let at = 0
  let operator: QueryOperator | null = null
  const isSpace = (index: number): boolean => /\s/.test(text[index] ?? '')
  while (at < text.length) {
    if (isSpace(at)) {
      at += 1
    } else if (text[at] === '"') {
      const end = text.indexOf('"', at + 1)
      parts.push({ operator, value: text.slice(at + 1, end === -1 ? undefined : end).trim(), isQuoted: true, isLast: end === -1 })
      at = end === -1 ? text.length : end + 1
      operator = null
    } else {
      let end = at
      while (end < text.length && !isSpace(end) && text[end] !== '"') end += 1
      const word = text.slice(at, end)
      const colon: number = operator === null ? word.indexOf(':') : -1
      const named: QueryOperator | undefined = colon > 0 ? operatorNamed(word.slice(0, colon)) : undefined
      const value = named === undefined ? word : word.slice(colon + 1)
      at = end
      if (named !== undefined && value === '') {
        // "from: claire": the next part is meant.
        operator = named
      } else {
        parts.push({ operator: named ?? operator, value, isQuoted: false, isLast: end === text.length })
        operator = null
      }
    }
  }
  return parts
}

import { isLocalDate, startOfDay } from '../calendar/zone.ts'
import type { EpochMs } from '../model/ids.ts'
import type { Lane } from '../model/lane.ts'
import { indexedText } from './indexed-text.ts'
import type { ParsedQuery, QueryProblem, SearchTerm } from './parsed-query.ts'
import { queryParts, type QueryPart } from './query-parts.ts'
import { asksForAttachment, asksForLate, laneNamed } from './query-words.ts'

/** What is read of a query; the rest is named as a problem. */
const mostCharacters = 1000
const mostTerms = 32

const anyLetterOrDigit = /[\p{L}\p{N}]/u
const endsInLetterOrDigit = /[\p{L}\p{N}]\p{M}*$/u

/**
 * Reads a query: words (the last one as far as it is typed), "phrases", and operators in English and French.
 *
 * `from:` `to:` `subject:` (each with a word or a "phrase"), `has:attachment`, `lane:`, `is:late`, `after:` and `before:`
 * with a year, a month or a day in the zone of the shop. `after:2026-03` starts with that month, `before:2026-03` ends
 * where it starts. It never fails: what says nothing to us becomes a problem to be shown, and the rest still holds.
 */
export function parseQuery(query: string, timeZone: string): ParsedQuery {
  const terms: SearchTerm[] = []
  const problems: QueryProblem[] = []
  let hasAttachment = false
  let isLate = false
  let lane: Lane | 'junk' | null = null
  let after: EpochMs | null = null
  let before: EpochMs | null = null
  const wordless: string[] = []
  const parts = queryParts(query.slice(0, mostCharacters))
  for (const part of parts) {
    const { operator, value } = part
    if (operator === 'has') {
      if (asksForAttachment(value)) hasAttachment = true
      else problems.push({ code: 'has', text: value })
    } else if (operator === 'is') {
      if (asksForLate(value)) isLate = true
      else problems.push({ code: 'is', text: value })
    } else if (operator === 'lane') {
      const named = laneNamed(value)
      if (named === undefined) problems.push({ code: 'lane', text: value })
      else lane = named
    } else if (operator === 'after' || operator === 'before') {
      const start = startOfPeriod(value, timeZone)
      if (start === null) problems.push({ code: 'date', text: value })
      else if (operator === 'after') after = Math.max(start, after ?? start)
      else before = Math.min(start, before ?? start)
    } else {
      const term = termOf(part)
      if (term !== null) terms.push(term)
      else if (value !== '') wordless.push(value)
    }
  }
  if (query.length > mostCharacters || terms.length > mostTerms) problems.push({ code: 'too-long', text: '' })
  if (wordless.length > 0 && terms.length === 0) problems.push({ code: 'no-words', text: wordless.join(' ') })
  return { terms: terms.slice(0, mostTerms), hasAttachment, lane, isLate, after, before, problems }
}

/** Whether a query asks for nothing at all. */
export function isEmptyQuery({ terms, hasAttachment, lane, isLate, after, before }: ParsedQuery): boolean {
  return terms.length === 0 && !hasAttachment && lane === null && !isLate && after === null && before === null
}

function termOf({ operator, value, isQuoted, isLast }: QueryPart): SearchTerm | null {
  // Letters of the private-use area are ours: the index marks messages with them.
  const plain = indexedText(value.replace(/\p{Co}/gu, ' ')).trim()
  const isStarred = !isQuoted && plain.endsWith('*')
  const text = isStarred ? plain.replace(/\*+$/, '') : plain
  if (!anyLetterOrDigit.test(text)) return null
  return {
    field: operator === 'from' || operator === 'to' || operator === 'subject' ? operator : 'any',
    text,
    isPhrase: isQuoted,
    isPrefix: !isQuoted && (isStarred || isLast) && endsInLetterOrDigit.test(text),
  }
}

/** The first instant of a year, a month or a day of the calendar; null where it is none between 1970 and 2199. */
function startOfPeriod(value: string, timeZone: string): EpochMs | null {
  const match = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(value)
  if (match === null) return null
  const [, year = '', month = '1', day = '1'] = match
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return Number(year) >= 1970 && Number(year) < 2200 && isLocalDate(date) ? startOfDay(date, timeZone) : null
}

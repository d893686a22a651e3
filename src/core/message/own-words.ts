import { isDeviceFoot, isRule, isSignatureMark, quoteHeadingAt } from './quote-marks.ts'

/** A mail's text, parted: what its author wrote, what is quoted from earlier mails, and the signature. */
export type OwnWords = { readonly own: string; readonly quoted: string; readonly signature: string }

type Part = 'own' | 'quoted' | 'signature'

/** A signature longer than this is no signature: somebody drew a line between two paragraphs. */
const longestSignature = 12

/** Nobody writes more lines; a text that has them is hostile. */
const mostLines = 20_000

/**
 * Parts the author's own words from quoted mail and from the signature.
 *
 * Answers between quoted lines stay own. A forwarded mail stays own where nothing is written above it: then it is the
 * message. Works line by line in linear time, whatever the text.
 */
export function splitOwnWords(text: string): OwnWords {
  const lines = linesOf(text)
  const parts = markQuotes(lines)
  markSignatures(lines, parts.marks)
  const own = gather(lines, parts.marks, 'own')
  if (own === '' && parts.forwardAt >= 0) {
    const forwarded = lines.slice(parts.forwardAt).join('\n').trim()
    const above = lines.slice(0, parts.forwardAt)
    return { own: forwarded, quoted: gather(above, parts.marks, 'quoted'), signature: gather(lines, parts.marks, 'signature') }
  }
  return { own, quoted: gather(lines, parts.marks, 'quoted'), signature: gather(lines, parts.marks, 'signature') }
}

/** The lines of a text; what comes after the most that are read is one last line. */
function linesOf(text: string): readonly string[] {
  const lines: string[] = []
  let from = 0
  while (lines.length < mostLines) {
    const end = text.indexOf('\n', from)
    if (end < 0) break
    lines.push(text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end))
    from = end + 1
  }
  lines.push(text.slice(from))
  return lines
}

function markQuotes(lines: readonly string[]): { marks: Part[]; forwardAt: number } {
  const marks: Part[] = lines.map(() => 'own')
  let index = 0
  while (index < lines.length) {
    const line = lines[index] ?? ''
    if (isQuotedLine(lines, index) || isWrappedQuote(lines, index, marks)) {
      marks[index] = 'quoted'
      index += 1
      continue
    }
    const heading = quoteHeadingAt(lines, index)
    if (heading === undefined) {
      index += 1
      continue
    }
    const next = nextFilled(lines, index + heading.lines)
    const start = ruleAbove(lines, index, marks)
    if (heading.kind === 'reply' && (lines[next] ?? '').startsWith('>')) {
      marks.fill('quoted', start, next)
      index = next
      continue
    }
    const lead = line
    marks.fill('quoted', start)
    return { marks, forwardAt: heading.kind === 'forward' || startsBlock(lead) ? start : -1 }
  }
  return { marks, forwardAt: -1 }
}

/** A bare From/Sent/To block is how Outlook forwards: with nothing above it, it is the message. */
function startsBlock(line: string): boolean {
  return /^[\s>*_]{0,8}\p{L}{1,14}(?: \p{L}{1,4})?\s?:/u.test(line.slice(0, 40))
}

/** A line quoted by ">": not ">100 euros", and not the ">From" that mailbox files write before a line of prose. */
function isQuotedLine(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? ''
  const at = line.startsWith(' >') ? 1 : 0
  if (line[at] !== '>') return false
  const after = line.charCodeAt(at + 1)
  if (after >= 48 && after <= 57) return (lines[index - 1] ?? '').startsWith('>') || (lines[index + 1] ?? '').startsWith('>')
  return !(line.startsWith('>From ') && !(lines[index - 1] ?? '').startsWith('>'))
}

/** The rest of a long quoted line that a mail program broke in two. */
function isWrappedQuote(lines: readonly string[], index: number, marks: readonly Part[]): boolean {
  const before = lines[index - 1] ?? ''
  const line = lines[index] ?? ''
  if (marks[index - 1] !== 'quoted' || !before.startsWith('>') || before.length < 70 || line.length > 80) return false
  return /^\p{Ll}/u.test(line) && !/[.?!:;]\s?$/u.test(before.slice(-3)) && (lines[index + 1] ?? '').startsWith('>')
}

function nextFilled(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && (lines[at] ?? '').trim() === '') at += 1
  return at
}

/** Takes the rule and the blank lines that a mail program puts above a heading; eight lines at most. */
function ruleAbove(lines: readonly string[], index: number, marks: readonly Part[]): number {
  let start = index
  for (let at = index - 1; at >= Math.max(0, index - 8) && marks[at] === 'own'; at -= 1) {
    const line = lines[at] ?? ''
    if (isRule(line)) start = at
    else if (line.length > 200 || line.trim() !== '') break
  }
  return start
}

/** Marks what follows "-- " up to the next quote, and the feet that phones add. */
function markSignatures(lines: readonly string[], marks: Part[]): void {
  for (let index = 0; index < lines.length; index += 1) {
    if (marks[index] !== 'own') continue
    const line = lines[index] ?? ''
    if (isDeviceFoot(line)) marks[index] = 'signature'
    if (!isSignatureMark(line)) continue
    let end = index + 1
    let filled = 0
    while (end < lines.length && marks[end] === 'own' && filled <= longestSignature) {
      if ((lines[end] ?? '').trim() !== '') filled += 1
      end += 1
    }
    if (filled > longestSignature || firstOwn(lines, marks, index) < 0) continue
    marks.fill('signature', index, end)
    index = end - 1
  }
}

/** The nearest filled line of the author's above, within 40 lines; -1 where there is none: a signature needs a text. */
function firstOwn(lines: readonly string[], marks: readonly Part[], index: number): number {
  for (let at = index - 1; at >= Math.max(0, index - 40); at -= 1) {
    if ((lines[at] ?? '').trim() !== '') return marks[at] === 'own' || marks[at] === 'quoted' ? at : -1
  }
  return -1
}

function gather(lines: readonly string[], marks: readonly Part[], part: Part): string {
  return lines
    .filter((_, index) => marks[index] === part)
    .join('\n')
    .trim()
}

/** The characters a match of a pattern can begin with; 'any' where that cannot be told. */
export type FirstLetters = ReadonlySet<string> | 'any'

type Part = { readonly first: FirstLetters; readonly canBeEmpty: boolean; readonly end: number }

const digits = '0123456789'
const letters = 'abcdefghijklmnopqrstuvwxyz'

/**
 * Reads with what characters a match of a regular expression can begin, so that it is tried only where one of them stands.
 *
 * For the patterns of signals: literals, classes, groups, alternatives, lookarounds, bounded repeats. What it does not know
 * counts as 'any', which costs time and never a match.
 */
export function firstLetters(source: string): FirstLetters {
  const { first, canBeEmpty, end } = readAlternatives(source, 0)
  return canBeEmpty || end < source.length ? 'any' : first
}

function readAlternatives(source: string, from: number): Part {
  let first: FirstLetters = new Set()
  let canBeEmpty = false
  let at = from
  for (;;) {
    const part = readSequence(source, at)
    first = union(first, part.first)
    canBeEmpty ||= part.canBeEmpty
    at = part.end
    if (source[at] !== '|') return { first, canBeEmpty, end: at }
    at += 1
  }
}

function readSequence(source: string, from: number): Part {
  let first: FirstLetters = new Set()
  let canBeEmpty = true
  let at = from
  while (at < source.length && source[at] !== '|' && source[at] !== ')') {
    const atom = readAtom(source, at)
    const repeat = /^(?:[?*]|\+|\{(\d+)(?:,\d*)?\})/u.exec(source.slice(atom.end))
    const canBeLeftOut = atom.canBeEmpty || (repeat !== null && (repeat[0] === '?' || repeat[0] === '*' || repeat[1] === '0'))
    if (canBeEmpty) first = union(first, atom.first)
    canBeEmpty &&= canBeLeftOut
    at = atom.end + (repeat?.[0].length ?? 0)
  }
  return { first, canBeEmpty, end: at }
}

function readAtom(source: string, at: number): Part {
  const letter = source[at] ?? ''
  if (letter === '(') {
    const kind = /^\(\?(?::|<?[=!])/u.exec(source.slice(at))?.[0] ?? '('
    const inside = readAlternatives(source, at + kind.length)
    const end = inside.end + 1
    // What is looked at is not taken.
    return kind === '(?:' || kind === '(' ? { ...inside, end } : { first: new Set(), canBeEmpty: true, end }
  }
  if (letter === '^' || letter === '$') return { first: new Set(), canBeEmpty: true, end: at + 1 }
  if (letter === '[') {
    const end = source.indexOf(']', at + 2) + 1
    return { first: lettersIn(source.slice(at + 1, end - 1)), canBeEmpty: false, end }
  }
  if (letter === '\\') return { first: lettersOf(source[at + 1] ?? ''), canBeEmpty: false, end: at + 2 }
  return { first: letter === '.' ? 'any' : new Set([letter]), canBeEmpty: false, end: at + 1 }
}

function lettersOf(escaped: string): FirstLetters {
  if (escaped === 'd') return new Set(digits)
  if (escaped === 'w') return new Set(`${letters}${digits}_`)
  return /[a-z]/iu.test(escaped) ? 'any' : new Set([escaped])
}

/** The letters of a class like `a-z0-9.`. */
function lettersIn(inside: string): FirstLetters {
  if (inside.startsWith('^')) return 'any'
  const found = new Set<string>()
  for (let at = 0; at < inside.length; at += 1) {
    const letter = inside[at] ?? ''
    const last = inside[at + 1] === '-' ? inside[at + 2] : undefined
    if (letter === '\\') {
      const escaped = lettersOf(inside[at + 1] ?? '')
      if (escaped === 'any') return 'any'
      for (const each of escaped) found.add(each)
      at += 1
    } else if (last === undefined) found.add(letter)
    else {
      for (let code = letter.charCodeAt(0); code <= last.charCodeAt(0); code += 1) found.add(String.fromCharCode(code))
      at += 2
    }
  }
  return found
}

function union(a: FirstLetters, b: FirstLetters): FirstLetters {
  return a === 'any' || b === 'any' ? 'any' : new Set([...a, ...b])
}

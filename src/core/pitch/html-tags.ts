/** One piece of HTML: a run of text, or a tag. `attributes` is the raw source after the name. */
export type HtmlPiece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'open'; readonly name: string; readonly attributes: string }
  | { readonly type: 'close'; readonly name: string }
  | { readonly type: 'raw'; readonly name: string; readonly text: string }

/** Elements whose content is not markup. */
const rawElements = new Set(['script', 'style', 'title', 'textarea', 'xmp', 'iframe', 'noembed', 'noframes'])

/** Attributes of one tag are read so far; the rest is left out. */
const longestAttributes = 20_000

/**
 * Cuts HTML into text and tags in one pass.
 *
 * For reading words, not for showing: it need not agree with a browser on everything, but must end in linear time on
 * anything. An attribute that is never closed swallows the rest, as in browsers.
 */
export function* htmlPieces(html: string): Generator<HtmlPiece, void> {
  let at = 0
  let search = 0
  while (at < html.length) {
    const open = html.indexOf('<', Math.max(at, search))
    const next = html.charCodeAt(open + 1)
    if (open >= 0 && !startsTag(next)) {
      search = open + 1
      continue
    }
    if (open < 0) {
      yield { type: 'text', text: html.slice(at) }
      return
    }
    if (open > at) yield { type: 'text', text: html.slice(at, open) }
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4)
      if (end < 0) return
      at = end + 3
    } else if (next === bang || next === question) {
      const end = html.indexOf('>', open)
      if (end < 0) return
      at = end + 1
    } else {
      const end = endOfTag(html, open + 1)
      if (end < 0) return
      const source = html.slice(open + 1, end)
      at = end + 1
      const name = nameOf(source)
      if (name === '') continue
      if (next === slash) {
        yield { type: 'close', name }
        continue
      }
      yield { type: 'open', name, attributes: source.slice(name.length, longestAttributes) }
      if (rawElements.has(name)) {
        const stop = closingTag(html, name, at)
        yield { type: 'raw', name, text: stop < 0 ? html.slice(at) : html.slice(at, stop) }
        if (stop < 0) return
        at = stop
      }
    }
  }
}

const [slash, bang, question] = ['/', '!', '?'].map((letter) => letter.charCodeAt(0))

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}

function startsTag(code: number): boolean {
  return isLetter(code) || code === slash || code === bang || code === question
}

/** Longer names are no element's. */
const longestName = 41

/** The name in a tag's source, in lower case; empty where it does not begin with a letter. */
function nameOf(source: string): string {
  const from = source.charCodeAt(0) === slash ? 1 : 0
  if (!isLetter(source.charCodeAt(from))) return ''
  let to = from + 1
  while (to < source.length && to < from + longestName && !isNameEnd(source.charCodeAt(to))) to += 1
  return source.slice(from, to).toLowerCase()
}

function isNameEnd(code: number): boolean {
  return (
    code === slash ||
    code === 62 ||
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0xa0 ||
    (code > 0x1000 && /\s/u.test(String.fromCharCode(code)))
  )
}

function endOfTag(html: string, from: number): number {
  let quote = 0
  let before = 0
  for (let at = from; at < html.length; at += 1) {
    const code = html.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return at
    else if ((code === 34 || code === 39) && before === 61) quote = code
    if (code !== 32 && code !== 10 && code !== 9) before = code
  }
  return -1
}

function closingTag(html: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}`, 'giu')
  pattern.lastIndex = from
  return pattern.exec(html)?.index ?? -1
}

const attributePatterns = new Map<string, RegExp>()

/** The value of one attribute, still with its entities; undefined where it is missing, empty where it has no value. */
export function attributeValue(attributes: string, name: string): string | undefined {
  let pattern = attributePatterns.get(name)
  if (pattern === undefined) {
    pattern = new RegExp(`[\\s"'/]${name}\\s{0,20}(?:=\\s{0,20}(?:"([^"]*)"|'([^']*)'|([^\\s>"']{1,2000}))|(?=[\\s/]|$))`, 'iu')
    attributePatterns.set(name, pattern)
  }
  const match = pattern.exec(attributes)
  return match === null ? undefined : (match[1] ?? match[2] ?? match[3] ?? '')
}

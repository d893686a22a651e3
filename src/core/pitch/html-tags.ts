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
    const next = html[open + 1] ?? ''
    if (open >= 0 && !/[a-z/!?]/iu.test(next)) {
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
    } else if (next === '!' || next === '?') {
      const end = html.indexOf('>', open)
      if (end < 0) return
      at = end + 1
    } else {
      const end = endOfTag(html, open + 1)
      if (end < 0) return
      const source = html.slice(open + 1, end)
      at = end + 1
      const name = /^\/?([a-z][^\s/>]{0,40})/iu.exec(source)?.[1]?.toLowerCase()
      if (name === undefined) continue
      if (next === '/') {
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

function endOfTag(html: string, from: number): number {
  let quote = ''
  let before = ''
  for (let at = from; at < html.length; at += 1) {
    const letter = html[at] ?? ''
    if (quote !== '') {
      if (letter === quote) quote = ''
    } else if (letter === '>') return at
    else if ((letter === '"' || letter === "'") && before === '=') quote = letter
    if (letter !== ' ' && letter !== '\n' && letter !== '\t') before = letter
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

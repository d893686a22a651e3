import { blendsIn, readColour, readSheet, readStyle, type Colour, type Look } from './css-visibility.ts'
import { decodeEntities } from './html-entities.ts'
import { attributeValue, htmlPieces } from './html-tags.ts'

/** What a reader sees of a mail's HTML. Lengths in characters without white space. */
export type VisibleHtml = {
  readonly text: string
  readonly visibleLength: number
  /** Letters that are there but cannot be seen. */
  readonly hiddenLength: number
  /** Targets of links, as written; 200 at most. */
  readonly links: readonly string[]
  readonly images: number
  /** Pictures of one pixel or none: they tell the sender that the mail was opened. */
  readonly pixels: number
}

/** Links that are listed at most. */
const mostLinks = 200

type Frame = {
  readonly name: string
  readonly gone: boolean
  readonly invisible: boolean
  readonly tiny: boolean
  readonly colour: Colour
  readonly background: Colour
  readonly quoted: number
  readonly kept: boolean
}

const unseen = new Set(['head', 'template', 'datalist', 'object', 'audio', 'video', 'select', 'noframes'])
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const paragraphs = new Set('p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr form'.split(' '))
const blocks = new Set(
  'div tr li dt dd section article header footer main aside nav center address caption fieldset figure title body'.split(' '),
)
const cells = new Set(['td', 'th'])

/** An element that another of its kind, or a new block, closes without a closing tag. */
const impliedEnd = new Map<string, ReadonlySet<string>>([
  ['p', paragraphs],
  ['li', new Set(['li'])],
  ['td', new Set(['td', 'th', 'tr'])],
  ['th', new Set(['td', 'th', 'tr'])],
  ['tr', new Set(['tr'])],
  ['option', new Set(['option'])],
])

const ground: Frame = {
  name: '',
  gone: false,
  invisible: false,
  tiny: false,
  colour: [0, 0, 0],
  background: [255, 255, 255],
  quoted: 0,
  kept: false,
}

/**
 * The text of a mail's HTML as a reader sees it, for judging and searching, never for showing.
 *
 * Leaves out what no reader sees (display:none, no size, the colour of its ground, …), so that hidden words cannot speak
 * for a mail. Lines inside blockquotes start with "> ". Tells too how much is hidden, links, pictures and tracking pixels.
 * Pure, linear time.
 */
export function visibleText(html: string): VisibleHtml {
  const page = new Page()
  const looks = new Map<string, Look>()
  const frames: Frame[] = [ground]
  const open = new Map<string, number>()
  const links: string[] = []
  let images = 0
  let pixels = 0
  const top = (): Frame => frames.at(-1) ?? ground
  const pop = (): void => {
    const frame = frames.pop() ?? ground
    open.set(frame.name, (open.get(frame.name) ?? 1) - 1)
  }
  for (const piece of htmlPieces(html)) {
    if (piece.type === 'text') {
      page.write(decodeEntities(piece.text), top())
    } else if (piece.type === 'raw') {
      if (piece.name === 'style') readSheet(piece.text, looks)
      else if (piece.name === 'textarea' || piece.name === 'xmp') page.write(decodeEntities(piece.text), top())
    } else if (piece.type === 'close') {
      breakAround(page, piece.name)
      if ((open.get(piece.name) ?? 0) === 0) continue
      while (top().name !== piece.name && frames.length > 1) pop()
      pop()
    } else {
      while (impliedEnd.get(top().name)?.has(piece.name) === true) pop()
      breakAround(page, piece.name)
      const frame = frameFor(piece.name, piece.attributes, top(), looks)
      if (piece.name === 'br') page.breakLine()
      if (piece.name === 'li' && !frame.gone) page.write('- ', frame)
      if (piece.name === 'img') {
        images += 1
        if (isPixel(piece.attributes)) pixels += 1
      }
      const target = piece.name === 'a' && links.length < mostLinks ? attributeValue(piece.attributes, 'href') : undefined
      if (target !== undefined && /^https?:/iu.test(target)) links.push(decodeEntities(target.slice(0, 2000)))
      if (empty.has(piece.name)) continue
      frames.push(frame)
      open.set(piece.name, (open.get(piece.name) ?? 0) + 1)
    }
  }
  return { text: page.finish(), visibleLength: page.visibleLength, hiddenLength: page.hiddenLength, links, images, pixels }
}

/** HTML is read so far; a mail with more is judged by its start. */
const longestHtml = 400_000

/** What a reader sees of all html parts of a mail, each read apart: one must never leak into the next (EFAIL). Null where there are none. */
export function visibleParts(htmlParts: readonly string[]): VisibleHtml | null {
  let left = longestHtml
  const seen: VisibleHtml[] = []
  for (const part of htmlParts) {
    if (part === '' || left <= 0) continue
    seen.push(visibleText(part.slice(0, left)))
    left -= part.length
  }
  const [first, ...rest] = seen
  if (first === undefined) return null
  return rest.reduce(
    (all, part) => ({
      text: `${all.text}\n${part.text}`,
      visibleLength: all.visibleLength + part.visibleLength,
      hiddenLength: all.hiddenLength + part.hiddenLength,
      links: [...all.links, ...part.links].slice(0, mostLinks),
      images: all.images + part.images,
      pixels: all.pixels + part.pixels,
    }),
    first,
  )
}

function breakAround(page: Page, name: string): void {
  if (paragraphs.has(name)) page.endParagraph()
  else if (blocks.has(name)) page.endLine()
  else if (cells.has(name)) page.space()
}

function frameFor(name: string, attributes: string, parent: Frame, looks: ReadonlyMap<string, Look>): Frame {
  const look = attributes.length < 2 ? {} : lookOf(name, attributes, looks)
  const background = look.background === undefined || look.background === 'none' ? parent.background : look.background
  return {
    name,
    gone: parent.gone || look.gone === true || unseen.has(name),
    invisible: look.invisible ?? parent.invisible,
    tiny: look.tiny ?? parent.tiny,
    colour: look.colour ?? parent.colour,
    background,
    quoted: parent.quoted + (name === 'blockquote' && parent.quoted < 5 ? 1 : 0),
    kept: parent.kept || name === 'pre',
  }
}

function lookOf(name: string, attributes: string, looks: ReadonlyMap<string, Look>): Look {
  let look: Look = {}
  if (looks.size > 0) {
    for (const part of (attributeValue(attributes, 'class') ?? '').split(/\s+/u, 20)) look = { ...look, ...looks.get(`.${part}`) }
    look = { ...look, ...looks.get(`#${attributeValue(attributes, 'id') ?? ''}`) }
  }
  const ground = attributeValue(attributes, 'bgcolor')
  if (ground !== undefined) look = { ...look, background: readColour(ground) }
  if (attributeValue(attributes, 'background') !== undefined) look = { ...look, background: 'unknown' }
  if (name === 'font') {
    const colour = attributeValue(attributes, 'color')
    if (colour !== undefined) look = { ...look, colour: readColour(colour) }
  }
  const style = attributeValue(attributes, 'style')
  if (style !== undefined) look = { ...look, ...readStyle(decodeEntities(style)) }
  return /(?:^|\s)hidden(?:[\s=/]|$)/iu.test(attributes.slice(0, 2000)) && attributeValue(attributes, 'hidden') !== undefined
    ? { ...look, gone: true }
    : look
}

function isPixel(attributes: string): boolean {
  const sizes = ['width', 'height'].map((name) => attributeValue(attributes, name))
  if (sizes.every((size) => size !== undefined && Number.parseFloat(size) <= 1)) return true
  const style = attributeValue(attributes, 'style') ?? ''
  return readStyle(style).gone === true || /(?:^|;)\s?(?:width|height)\s?:\s?[01]px/iu.test(style)
}

const folds = /[ \t\r\n\f\u00A0]+/g

/** White space folded as in a browser. */
function fold(text: string): string {
  return text.trim() === '' && text.length < 1000 && text !== '' && !/[^ \t\r\n\f\u00A0]/.test(text) ? ' ' : text.replace(folds, ' ')
}

function lettersIn(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 32 ? code !== 0xa0 && (code < 0x1680 || !/\s/.test(text.charAt(at))) : code < 9 || (code > 13 && code < 32)) count += 1
  }
  return count
}

/** Lines as they grow; white space folds as in a browser. */
class Page {
  visibleLength = 0
  hiddenLength = 0
  readonly #lines: string[] = []
  #pieces: string[] = []
  #quoted = 0
  #spaced = true

  write(text: string, frame: Frame): void {
    const folded = frame.kept ? text : fold(text)
    const length = lettersIn(folded)
    if (frame.gone || frame.invisible || frame.tiny || blendsIn(frame.colour, frame.background)) {
      this.hiddenLength += length
      return
    }
    this.visibleLength += length
    if (length > 0) this.#quoted = frame.quoted
    if (!frame.kept) {
      this.#put(this.#spaced && folded.startsWith(' ') ? folded.slice(1) : folded)
      return
    }
    for (const [index, line] of folded.split('\n').entries()) {
      if (index > 0) this.#push()
      this.#put(line)
    }
  }

  space(): void {
    if (!this.#spaced) this.#put(' ')
  }

  endLine(): void {
    if (this.#pieces.length > 0) this.#push()
  }

  breakLine(): void {
    if (this.#pieces.length > 0) this.#push()
    else if ((this.#lines.at(-1) ?? '') !== '') this.#lines.push('')
  }

  endParagraph(): void {
    if (this.#pieces.length > 0) this.#push()
    if ((this.#lines.at(-1) ?? '') !== '') this.#lines.push('')
  }

  finish(): string {
    if (this.#pieces.length > 0) this.#push()
    return this.#lines.join('\n').trim()
  }

  #put(text: string): void {
    if (text === '') return
    this.#pieces.push(text)
    this.#spaced = text.endsWith(' ')
  }

  #push(): void {
    const line = this.#pieces.join('').trimEnd()
    this.#lines.push(line === '' ? '' : `${'> '.repeat(this.#quoted)}${line}`)
    this.#pieces = []
    this.#spaced = true
  }
}

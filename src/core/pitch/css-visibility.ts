/** A colour as red, green, blue (0..255); 'none' is fully transparent, 'unknown' something we cannot tell (a picture, a gradient). */
export type Colour = readonly [red: number, green: number, blue: number] | 'none' | 'unknown'

/** What a style says about being seen; a missing field is inherited. */
export type Look = {
  /** Nothing inside can be seen, whatever it says. */
  readonly gone?: boolean
  /** visibility, which a child can take back. */
  readonly invisible?: boolean
  /** font-size is next to nothing, which a child can take back. */
  readonly tiny?: boolean
  readonly colour?: Colour
  readonly background?: Colour
}

/** Two colours that differ by no more than this in each channel cannot be told apart on a screen. */
const sameShade = 16

/** Tells whether text of one colour cannot be read on a ground of another. */
export function blendsIn(colour: Colour, background: Colour): boolean {
  if (colour === 'none') return true
  if (colour === 'unknown' || background === 'unknown' || background === 'none') return false
  return colour.every((channel, index) => Math.abs(channel - (background[index] ?? 0)) <= sameShade)
}

const colourNames = new Map<string, Colour>([
  ['white', [255, 255, 255]],
  ['snow', [255, 250, 250]],
  ['ivory', [255, 255, 240]],
  ['ghostwhite', [248, 248, 255]],
  ['whitesmoke', [245, 245, 245]],
  ['black', [0, 0, 0]],
  ['red', [255, 0, 0]],
  ['blue', [0, 0, 255]],
  ['green', [0, 128, 0]],
  ['gray', [128, 128, 128]],
  ['grey', [128, 128, 128]],
  ['navy', [0, 0, 128]],
  ['transparent', 'none'],
])

/** Reads a CSS or HTML colour; what it does not know is 'unknown', and hides nothing. */
export function readColour(value: string): Colour {
  const text = value.trim().toLowerCase().slice(0, 60)
  const name = colourNames.get(text)
  if (name !== undefined) return name
  const hex = /^#?([\da-f]{3,8})$/u.exec(text)?.[1]
  if (hex !== undefined && [3, 4, 6, 8].includes(hex.length)) {
    const step = hex.length > 4 ? 2 : 1
    const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((index) => {
      const digits = hex.slice(index * step, index * step + step)
      return Number.parseInt(step === 1 ? digits + digits : digits, 16)
    })
    return /^0+$/u.test(hex.slice(3 * step)) ? 'none' : [red, green, blue]
  }
  const parts = /^rgba?\(([^)]{1,50})\)$/u
    .exec(text)?.[1]
    ?.split(/[\s,/]+/u)
    .map((part) => Number.parseFloat(part))
  if (parts === undefined || parts.length < 3) return 'unknown'
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts
  return alpha === 0 ? 'none' : [red, green, blue]
}

/** A mail says the same few styles again and again. */
const mostKept = 500
const keptLooks = new Map<string, Look>()

/** Reads what a style attribute says about being seen. Looks at its first 4,000 characters. */
export function readStyle(style: string): Look {
  const kept = keptLooks.get(style)
  if (kept !== undefined) return kept
  const look = parseStyle(style)
  if (keptLooks.size >= mostKept) keptLooks.clear()
  keptLooks.set(style, look)
  return look
}

function parseStyle(style: string): Look {
  const rules = new Map<string, string>()
  for (const declaration of style.slice(0, 4000).toLowerCase().split(';')) {
    const colon = declaration.indexOf(':')
    if (colon > 0)
      rules.set(
        declaration.slice(0, colon).trim(),
        declaration
          .slice(colon + 1)
          .replace('!important', '')
          .trim(),
      )
  }
  const background = readBackground(rules)
  const colour = rules.get('color')
  const size = rules.get('font-size')
  const visibility = rules.get('visibility')
  return {
    ...(isGone(rules) ? { gone: true } : {}),
    ...(visibility === undefined ? {} : { invisible: visibility === 'hidden' || visibility === 'collapse' }),
    ...(size === undefined ? {} : { tiny: isTiny(size) }),
    ...(colour === undefined ? {} : { colour: readColour(colour) }),
    ...(background === undefined ? {} : { background }),
  }
}

function isGone(rules: ReadonlyMap<string, string>): boolean {
  if (rules.get('display') === 'none' || rules.get('mso-hide') === 'all') return true
  const opacity = rules.get('opacity')
  if (opacity !== undefined && Number.parseFloat(opacity) < 0.05) return true
  if (isFarAway(rules.get('text-indent'))) return true
  const placed = rules.get('position') === 'absolute' || rules.get('position') === 'fixed'
  if (placed && (isFarAway(rules.get('left')) || isFarAway(rules.get('top')))) return true
  const clipped = rules.get('overflow') === 'hidden'
  const boxes = ['max-height', 'height', 'max-width', 'width'].map((name) => rules.get(name))
  return clipped && boxes.some((box) => box !== undefined && isZero(box))
}

function isFarAway(value: string | undefined): boolean {
  return value !== undefined && Number.parseFloat(value) <= -500
}

/** 0, 0px and 1px boxes and letters alike. */
function isZero(size: string): boolean {
  const amount = Number.parseFloat(size)
  return amount === 0 || (amount <= 1 && /px|pt/u.test(size))
}

function isTiny(size: string): boolean {
  const amount = Number.parseFloat(size)
  if (Number.isNaN(amount)) return false
  return isZero(size) || (amount < 3 && /px|pt/u.test(size)) || (amount < 10 && size.includes('%')) || (amount < 0.15 && /em/u.test(size))
}

function readBackground(rules: ReadonlyMap<string, string>): Colour | undefined {
  const image = rules.get('background-image')
  if (image !== undefined && image !== 'none') return 'unknown'
  const plain = rules.get('background-color')
  if (plain !== undefined) return readColour(plain)
  const short = rules.get('background')
  if (short === undefined) return undefined
  if (short.includes('url(') || short.includes('gradient')) return 'unknown'
  const first = short.startsWith('rgb') ? short.slice(0, short.indexOf(')') + 1) : (short.split(' ')[0] ?? '')
  return first === 'none' ? undefined : readColour(first)
}

/**
 * Reads the plain class and id rules of a style sheet, as far as they hide something or colour a ground: ".x{display:none}".
 * Rules inside @media and the like are for other screens and are left out. Linear time; 2,000 rules at most.
 */
export function readSheet(sheet: string, into: Map<string, Look>): void {
  let at = 0
  while (into.size < 2000) {
    const open = sheet.indexOf('{', at)
    if (open < 0) return
    const selectors = sheet.slice(Math.max(at, open - 500), open)
    const close = selectors.includes('@') && !selectors.includes('@import') ? endOfBlock(sheet, open) : sheet.indexOf('}', open)
    if (close < 0) return
    if (!selectors.includes('@')) addRule(selectors, sheet.slice(open + 1, close), into)
    at = close + 1
  }
}

function addRule(selectors: string, body: string, into: Map<string, Look>): void {
  const look = readStyle(body)
  if (look.gone !== true && look.invisible !== true && look.tiny !== true && look.background === undefined && look.colour === undefined)
    return
  for (const selector of selectors.replace(/<!--|\*\/|\/\*/gu, ' ').split(',')) {
    const name = /^\s{0,40}[a-z]{0,10}([.#][\w-]{1,80})\s{0,40}$/iu.exec(selector)?.[1]
    if (name !== undefined) into.set(name, { ...into.get(name), ...look })
  }
}

/** Where a block with blocks inside ends. */
function endOfBlock(sheet: string, open: number): number {
  let depth = 0
  for (let at = open; at < sheet.length; at += 1) {
    const letter = sheet[at]
    if (letter === '{') depth += 1
    else if (letter === '}') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return -1
}

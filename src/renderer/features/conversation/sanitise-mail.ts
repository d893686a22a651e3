import DOMPurify from 'dompurify'
import { isDrawableData } from './image-addresses.ts'

/** What the frame will show of one html part, and what it asked for from outside. */
export type SafeMail = {
  readonly html: string
  /** Addresses of remote images, blocked until a helper asks. */
  readonly remoteImages: readonly string[]
  /** true: too large to be shown formatted. */
  readonly isTooLarge: boolean
}

const largestCharacters = 1_000_000

const forbiddenTags = [
  'style',
  'form',
  'input',
  'button',
  'textarea',
  'select',
  'option',
  'label',
  'fieldset',
  'dialog',
  'svg',
  'math',
  'video',
  'audio',
  'source',
  'track',
  'picture',
  'map',
  'area',
]
const forbiddenAttributes = [
  'srcset',
  'ping',
  'autofocus',
  'background',
  'poster',
  'id',
  'name',
  'class',
  'tabindex',
  'accesskey',
  'contenteditable',
  'formaction',
  'action',
  'target',
  'download',
  'usemap',
  'is',
  'slot',
]

/**
 * One html part made safe to show, by DOMPurify alone: nothing touches the result afterwards, the frame gets this very
 * string. Script, forms, style sheets and vector images go; remote images become empty until their bytes are given.
 *
 * `images` holds data: addresses of images that were fetched on request, and of the mail's own inline images (`cid:`).
 */
export function sanitiseMail(html: string, images: ReadonlyMap<string, string>): SafeMail {
  if (html.length > largestCharacters) return { html: '', remoteImages: [], isTooLarge: true }
  const remote = new Set<string>()
  const purifier = DOMPurify(window)
  purifier.addHook('uponSanitizeAttribute', (node, data) => {
    if (data.attrName === 'src' && node.nodeName === 'IMG') {
      const known = images.get(data.attrValue)
      if (known !== undefined) {
        data.attrValue = known
        return
      }
      if (/^https?:/i.test(data.attrValue)) remote.add(data.attrValue)
      if (!isDrawableData(data.attrValue)) data.keepAttr = false
    } else if (data.attrName === 'style' && /url\s*\(|image-set|@import|\\|expression/i.test(data.attrValue)) {
      data.keepAttr = false
    }
  })
  purifier.addHook('afterSanitizeAttributes', (node) => {
    if (node.nodeName !== 'A' || !node.hasAttribute('href')) return
    const host = realHost(node.getAttribute('href') ?? '')
    if (host === null) {
      node.removeAttribute('href')
      return
    }
    node.setAttribute('title', node.getAttribute('href') ?? '')
    node.setAttribute('rel', 'noopener noreferrer')
    if (isMisleading(node.textContent ?? '', node.getAttribute('href') ?? '', host)) {
      const label = node.ownerDocument.createElement('span')
      label.setAttribute('style', 'color:#8f5200;font-size:0.85em')
      label.textContent = ` [→ ${host}]`
      node.append(label)
    }
  })
  const clean = purifier.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: forbiddenTags,
    FORBID_ATTR: forbiddenAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    SANITIZE_NAMED_PROPS: true,
    ADD_DATA_URI_TAGS: [],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel|data|cid):/i,
  })
  return { html: clean, remoteImages: [...remote], isTooLarge: false }
}

/** The host (or address) a link really leads to; null where links of its kind are never opened. */
export function realHost(href: string): string | null {
  try {
    const url = new URL(href)
    if (url.protocol === 'https:' || url.protocol === 'http:') return url.host
    return url.protocol === 'mailto:' || url.protocol === 'tel:' ? url.pathname : null
  } catch {
    return null
  }
}

/** Whether a link's text names another host than it leads to, or the address hides where it goes. */
export function isMisleading(text: string, href: string, host: string): boolean {
  if (/^https?:\/\/[^/]*@/i.test(href) || href.length > 2000) return true
  const named = /(?:https?:\/\/)?((?:[\p{L}\d-]+\.)+\p{L}{2,})/iu.exec(text.trim().slice(0, 500))?.[1]?.toLowerCase()
  if (named === undefined || !/^(https?:\/\/|[\p{L}\d-]+\.)/iu.test(text.trim())) return false
  const bare = (name: string): string => name.replace(/^www\./, '')
  return bare(named) !== bare(host) && !bare(host).endsWith(`.${bare(named)}`)
}

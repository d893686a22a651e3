import { useEffect, type RefObject } from 'react'
import { findHits } from '#core/search/find-hits.ts'
import type { SearchTerm } from '#core/search/parsed-query.ts'

/** The name the style sheets know (features/search/search.css, and the message frame's own). */
const highlightName = 'search-hit'

type FrameWindow = Window & typeof globalThis

/**
 * Marks the words that are looked for in a message, in its plain text and in its frames, without touching either: ranges are
 * painted by the browser (CSS Custom Highlight API). The first hit of the message that was opened comes into sight once.
 */
export function useHitMarks(element: RefObject<HTMLElement | null>, terms: readonly SearchTerm[], isSought: boolean): void {
  useEffect(() => {
    const card = element.current
    if (card === null || terms.length === 0) return
    let own: Range[] = []
    let mustScroll = isSought
    const unmark = (): void => {
      for (const range of own) highlightOf(window).delete(range)
      own = []
    }
    const mark = (): void => {
      unmark()
      own = [...card.querySelectorAll('.message-text')].flatMap((text) => hitRanges(text, terms))
      for (const range of own) highlightOf(window).add(range)
      for (const frame of card.querySelectorAll('iframe')) markFrame(frame, terms)
      // After the conversation has put the message itself in front.
      if (mustScroll)
        requestAnimationFrame(() => {
          if (mustScroll && bringIntoSight(card, own)) mustScroll = false
        })
    }
    mark()
    const observer = new MutationObserver(mark)
    observer.observe(card, { childList: true, subtree: true, characterData: true })
    // Loading does not bubble, but it can be caught on its way down.
    card.addEventListener('load', mark, true)
    return () => {
      observer.disconnect()
      card.removeEventListener('load', mark, true)
      unmark()
      for (const frame of card.querySelectorAll('iframe')) markFrame(frame, [])
    }
  }, [element, terms, isSought])
}

function highlightOf(view: FrameWindow): Highlight {
  const known = view.CSS.highlights.get(highlightName)
  if (known !== undefined) return known
  const made = new view.Highlight()
  view.CSS.highlights.set(highlightName, made)
  return made
}

/** A frame is a document of its own, and keeps its own marks. */
function markFrame(frame: HTMLIFrameElement, terms: readonly SearchTerm[]): void {
  const view = frame.contentWindow as FrameWindow | null
  const body = frame.contentDocument?.body
  if (view === null || body == null) return
  const highlight = highlightOf(view)
  highlight.clear()
  for (const range of hitRanges(body, terms)) highlight.add(range)
}

/** Where the terms stand in the text below a node. Pieces of text count as apart, so that a phrase may reach over several. */
function hitRanges(root: Node, terms: readonly SearchTerm[]): Range[] {
  const document = root.ownerDocument
  if (document === null || terms.length === 0) return []
  const pieces: { node: Node; start: number; length: number }[] = []
  let text = ''
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const words = node.nodeValue ?? ''
    pieces.push({ node, start: text.length, length: words.length })
    text += `${words}\n`
  }
  let at = 0
  return findHits(text, terms, ['any']).flatMap(({ start, end }) => {
    while (at < pieces.length - 1 && start >= (pieces[at + 1]?.start ?? 0)) at += 1
    let last = at
    while (last < pieces.length - 1 && end > (pieces[last + 1]?.start ?? 0)) last += 1
    const [first, final] = [pieces[at], pieces[last]]
    if (first === undefined || final === undefined) return []
    const range = document.createRange()
    range.setStart(first.node, Math.min(start - first.start, first.length))
    range.setEnd(final.node, Math.min(end - final.start, final.length))
    return [range]
  })
}

/** Scrolls the reading area so that a hit is in sight; false where there is none yet. */
function bringIntoSight(card: HTMLElement, ranges: readonly Range[]): boolean {
  const area = card.closest('.reading-scroll')
  const frame = card.querySelector('iframe')
  const view = frame?.contentWindow as FrameWindow | null | undefined
  const inFrame = view === null || view === undefined ? undefined : [...highlightOf(view)][0]
  const range = ranges[0] ?? inFrame
  if (area === null || !(range !== undefined && 'getBoundingClientRect' in range)) return false
  const shift = ranges.length === 0 && frame !== null ? frame.getBoundingClientRect().top : 0
  const hit = (range as Range).getBoundingClientRect()
  const seen = area.getBoundingClientRect()
  const top = hit.top + shift
  if (top < seen.top || top + hit.height > seen.bottom) area.scrollTop += top - seen.top - seen.height / 3
  return true
}

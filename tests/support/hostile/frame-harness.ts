import { createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { Frame, frameDocument } from '#renderer/features/conversation/message-frame.tsx'
import { sanitiseMail } from '#renderer/features/conversation/sanitise-mail.ts'

/**
 * The layers around a mail's html that can be taken off one by one: the sanitiser, the frame's own policy, the frame's
 * sandbox. (The page's policy and the session's request guard belong to the window the harness runs in.)
 */
export type Layers = { readonly sanitiser: boolean; readonly policy: boolean; readonly sandbox: boolean }

/** What the harness puts on the window it is loaded in. */
export type FrameHarness = {
  /** Shows each html in a frame of its own, in place of those shown before; resolves when all have loaded. */
  readonly show: (parts: readonly string[], layers: Layers) => Promise<void>
  /** The document of each frame shown, as the sanitiser gave it and as the frame got it. */
  readonly compare: (parts: readonly string[]) => { clean: string; received: string }[]
  /** Addresses of the images that the sanitiser kept back. */
  readonly remoteImages: (html: string) => readonly string[]
}

/** A frame whose loads never end has run all its markup by then. */
const loadLimitMs = 1500
let root: Root | null = null
const place = document.createElement('div')
place.id = 'frame-harness'
place.style.cssText = 'position:fixed;inset:0;overflow:auto;z-index:9999;background:#fff'

function withLayers(part: string, layers: Layers): { html: string; document: string } {
  const html = layers.sanitiser ? sanitiseMail(part, new Map()).html : part
  const whole = frameDocument(html)
  return { html, document: layers.policy ? whole : whole.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '') }
}

/** Whether a frame's document has been parsed and its loads are over; a frame that went elsewhere has run its markup too. */
function isLoaded(frame: HTMLIFrameElement): boolean {
  const inner = frame.contentDocument
  return inner === null || (inner.readyState === 'complete' && inner.URL !== 'about:blank')
}

async function loaded(frames: readonly HTMLIFrameElement[]): Promise<void> {
  const end = performance.now() + loadLimitMs
  while (!frames.every(isLoaded) && performance.now() < end) await new Promise((resolve) => requestAnimationFrame(resolve))
}

const harness: FrameHarness = {
  async show(parts, layers) {
    root?.unmount()
    root = null
    place.replaceChildren()
    document.body.append(place)
    const shown = parts.map((part) => withLayers(part, layers))
    if (layers.policy && layers.sandbox) {
      // The product's own component, whole.
      root = createRoot(place)
      root.render(shown.map(({ html }, index) => createElement(Frame, { key: index, html, title: `part ${index}` })))
      while (place.querySelectorAll('iframe').length < shown.length) await new Promise((resolve) => requestAnimationFrame(resolve))
    } else {
      for (const { document: source } of shown) {
        const frame = document.createElement('iframe')
        if (layers.sandbox) frame.setAttribute('sandbox', 'allow-same-origin allow-popups')
        frame.srcdoc = source
        frame.style.cssText = 'width:600px;height:80px'
        place.append(frame)
      }
    }
    await loaded([...place.querySelectorAll('iframe')])
  },
  compare: (parts) =>
    [...place.querySelectorAll('iframe')].map((frame, index) => ({
      clean: frameDocument(sanitiseMail(parts[index] ?? '', new Map()).html),
      received: frame.srcdoc,
    })),
  remoteImages: (html) => sanitiseMail(html, new Map()).remoteImages,
}

;(window as unknown as { frameHarness: FrameHarness }).frameHarness = harness

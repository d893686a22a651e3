import type { Signal } from '../signal.ts'

/** Hides words from the reader. A short hidden preview line is common and does not count. */
export const hiddenText: Signal = {
  name: 'hidden-text',
  read: ({ html }) => {
    if (html === null || html.hiddenLength < 300) return undefined
    return { weight: html.hiddenLength > html.visibleLength ? 1.4 : 0.8 }
  },
}

import type { Signal } from '../signal.ts'

/** A few words and nothing to sell in them: no link, a question or a request. */
export const shortQuestion: Signal = {
  name: 'short-question',
  read: ({ words, links }) => (words.length < 110 && links.length === 0 ? { weight: -0.4 } : undefined),
}

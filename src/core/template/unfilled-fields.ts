import type { Hole } from '../model/template.ts'

/** How an unfilled field stands in a draft: a label between brackets that nobody types by accident. */
export function holeText(label: string): string {
  return `⟦${label}⟧`
}

/** The holes of a text, first to last. A text that has one cannot be sent. */
export function unfilledFields(text: string): Hole[] {
  return [...text.matchAll(/⟦([^⟦⟧\n]{1,80})⟧/g)].map((match) => ({
    name: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }))
}

import type { Signal } from '../signal.ts'

/** Links to the writer's own pages, again and again. A customer links to one product at most. */
export const manyLinks: Signal = {
  name: 'many-links',
  read: ({ links, kind }) => (links.length >= 3 && kind !== 'form' ? { weight: links.length >= 6 ? 0.8 : 0.4 } : undefined),
}

import type { FetchedMail } from '#contract/mail.ts'
import { emptyLayer } from '#core/pitch/shop-layer.ts'
import { readOrKeep } from './read-mail.ts'

/** A little of everything in both languages, so that whatever is looked for has been looked for once. */
const words =
  'Hello, is the blue lamp back in stock? Very kind of you to keep just one for us; my order has not arrived yet. Quick question: could we get an invoice, please? Do you ship to Zurich, and what would express cost? ' +
  'Bonjour, je voudrais savoir où en est ma commande, le colis n’est pas arrivé. Pouvez-vous me dire quand il sera livré ? Avez-vous encore ce modèle en vert ? Un grand merci pour votre aide, kilos, week-end, yaourt, x.'

const sample: FetchedMail = {
  uid: 1,
  flags: [],
  receivedAt: 0,
  key: '0'.repeat(64) as FetchedMail['key'],
  mail: {
    headers: [['precedence', 'first-class']],
    from: [{ name: 'Claire', address: 'claire@post.example' }],
    to: [{ name: '', address: 'hey@shop.example' }],
    cc: [],
    replyTo: [],
    subject: 'Is the lamp back?',
    sentAt: null,
    messageId: 'sample@post.example',
    inReplyTo: '',
    references: [],
    text: `${words}\n\nOn Monday, the shop wrote:\n> It is out of stock.`,
    shown: { text: words, visibleLength: words.length, hiddenLength: 0, links: [], images: 0, pixels: 0 },
    attachments: [],
    size: 500,
  },
  bodyHash: '',
  odd: null,
  spot: null,
}

/**
 * Reads one made-up mail: rules are made ready on first use, a tenth of a second of it, which is better spent while store
 * and mailroom are waited for than when the first mail is there.
 */
export function warmUp(): void {
  readOrKeep(sample, [], { ownAddresses: new Set(['hey@shop.example']), layer: emptyLayer })
}

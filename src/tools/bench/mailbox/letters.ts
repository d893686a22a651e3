import type { Letter } from './compose-source.ts'
import type { Dice } from './dice.ts'
import { letterHtml, richHtml } from './html.ts'
import { sentences, wrap } from './sentences.ts'
import { lastNames, shopWords, type ShopWords } from './words.ts'

/** The folders a shop's mail lies in. */
export type MailFolder = 'INBOX' | 'Sent' | 'Archive'

/** A letter and where it lies. */
export type Placed = { readonly letter: Letter; readonly folder: MailFolder; readonly isAnswered: boolean }

/** A thread that may still go on. */
type Thread = {
  readonly words: ShopWords
  readonly customer: string
  readonly subject: string
  readonly ids: string[]
  lastText: string
  lastHtml: string
  lastFrom: string
  isOurTurn: boolean
}

const shop = 'The Shop <hey@shop.example>'
const domains: readonly [string, ...string[]] = ['post.example', 'mail.example', 'letters.example']

/** Makes a shop's letters one after another: half replies with quoted text, the rest new questions, order notices, newsletters, pitches. */
export class Letters {
  readonly #dice: Dice
  readonly #name: string
  readonly #threads: Thread[] = []
  #count = 0
  #newThreads = 0

  /** `name` goes into every Message-ID, so that two mailboxes never share one. */
  constructor(dice: Dice, name: string) {
    this.#dice = dice
    this.#name = name
  }

  get threadCount(): number {
    return this.#newThreads
  }

  next(): Placed {
    const dice = this.#dice
    const kind = dice.roll()
    const words = dice.roll() < 0.55 ? shopWords[0] : shopWords[1]
    this.#count += 1
    const id = `${this.#name}.${this.#count}.${dice.between(1000, 9999)}@${dice.pick(domains)}`
    if (kind < 0.52 && this.#threads.length > 5) return this.#reply(id)
    this.#newThreads += 1
    if (kind < 0.72) return this.question(id, words)
    if (kind < 0.85) return this.#notice(id, words)
    return kind < 0.93 ? this.#newsletter(id, words) : this.#pitch(id, words)
  }

  /** A customer's first letter; gets its answers from later calls of next(). */
  question(id: string, words: ShopWords): Placed {
    const dice = this.#dice
    const fill = (text: string): string => text.replace('#', String(dice.between(10_000, 99_999)))
    const name = `${dice.pick(words.first)} ${dice.pick(lastNames)}`
    const local = name
      .normalize('NFD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase()
    const customer = `${name} <${local}${dice.between(1, 9999)}@${dice.pick(domains)}>`
    const said = `${fill(dice.pick(words.asks))} ${sentences(dice, words, dice.between(3, 9))}`
    const more = dice.roll() < 0.6 ? `\n\n${dice.pick(words.more)} ${sentences(dice, words, dice.between(2, 8))}` : ''
    const text = wrap(`${dice.pick(words.hello)}\n\n${said}${more}\n\n${dice.pick(words.bye)}\n${name}`)
    const html = letterHtml(text, { isOffice: dice.roll() < 0.45, earlier: '' })
    const subject = fill(dice.pick(words.subjects))
    this.#threads.push({ words, customer, subject, ids: [id], lastText: text, lastHtml: html, lastFrom: customer, isOurTurn: true })
    if (this.#threads.length > 400) this.#threads.shift()
    const letter = { from: customer, to: shop, subject, id, earlier: [], text, html: dice.roll() < 0.88 ? html : null }
    return {
      letter: { ...letter, hasFile: dice.roll() < 0.17 },
      folder: dice.roll() < 0.07 ? 'Archive' : 'INBOX',
      isAnswered: dice.roll() < 0.8,
    }
  }

  #reply(id: string): Placed {
    const dice = this.#dice
    const place = dice.between(Math.max(0, this.#threads.length - 60), this.#threads.length - 1)
    const thread = this.#threads[place]
    if (thread === undefined) throw new Error('a reply answers a thread')
    const isOurs = thread.isOurTurn
    const { words } = thread
    const said = `${dice.pick(isOurs ? words.answers : words.more)} ${sentences(dice, words, dice.between(2, 8))}`
    const more = dice.roll() < 0.5 ? `\n\n${sentences(dice, words, dice.between(1, 5))}` : ''
    const fresh = wrap(`${dice.pick(words.hello)}\n\n${said}${more}\n\n${dice.pick(words.bye)}`)
    const quoted = thread.lastText
      .split('\n')
      .slice(0, 160)
      .map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`))
      .join('\n')
    const text = `${fresh}\n\n${thread.lastFrom} ${words.wrote}\n${quoted}`
    const html = letterHtml(fresh, { isOffice: dice.roll() < 0.45, earlier: thread.lastHtml.length > 60_000 ? '' : thread.lastHtml })
    const letter: Letter = {
      from: isOurs ? shop : thread.customer,
      to: isOurs ? thread.customer : shop,
      subject: `Re: ${thread.subject}`,
      id,
      earlier: [...thread.ids],
      text,
      html: dice.roll() < 0.88 ? html : null,
      hasFile: dice.roll() < (isOurs ? 0.06 : 0.125),
    }
    thread.ids.push(id)
    thread.lastText = text
    thread.lastHtml = html
    thread.lastFrom = letter.from
    thread.isOurTurn = !isOurs
    if (thread.ids.length > 3 && dice.roll() < 0.35) this.#threads.splice(place, 1)
    return { letter, folder: isOurs ? 'Sent' : dice.roll() < 0.06 ? 'Archive' : 'INBOX', isAnswered: !isOurs && dice.roll() < 0.8 }
  }

  #notice(id: string, words: ShopWords): Placed {
    const dice = this.#dice
    const blocks = Array.from({ length: dice.between(2, 7) }, () => `${dice.pick(words.news)} ${sentences(dice, words, 1)}`)
    const order = dice.between(10_000, 99_999)
    const letter = {
      from: 'Shop Orders <no-reply@orders.example>',
      to: shop,
      subject: `New order #${order} from ${dice.pick(words.first)} ${dice.pick(lastNames)}`,
      id,
      earlier: [],
      text: wrap(`Order #${order} confirmed.\n\n${blocks.join('\n\n')}`),
      html: richHtml(blocks),
      hasFile: dice.roll() < 0.05,
      headers: ['Auto-Submitted: auto-generated'],
    }
    return { letter, folder: dice.roll() < 0.08 ? 'Archive' : 'INBOX', isAnswered: false }
  }

  #newsletter(id: string, words: ShopWords): Placed {
    const dice = this.#dice
    const count = Math.min(70, Math.max(8, Math.round(Math.exp(3.25 + 0.6 * dice.bell()))))
    const blocks = Array.from({ length: count }, () => `${dice.pick(words.news)} ${sentences(dice, words, dice.between(1, 2))}`)
    const letter = {
      from: `Brand ${dice.between(1, 60)} <news@brand.example>`,
      to: shop,
      subject: sentences(dice, words, 1).slice(0, 60),
      id,
      earlier: [],
      text: wrap(blocks.map((each, index) => `${each}\n\nhttps://click.brand.example/t/${index}`).join('\n\n')),
      html: richHtml(blocks),
      hasFile: false,
      headers: ['List-Id: <news.brand.example>', 'List-Unsubscribe: <https://brand.example/out>', 'Precedence: bulk'],
    }
    return { letter, folder: dice.roll() < 0.2 ? 'Archive' : 'INBOX', isAnswered: false }
  }

  #pitch(id: string, words: ShopWords): Placed {
    const dice = this.#dice
    const text = wrap(
      `Hi,\n\nI came across your website and noticed several SEO issues. We offer backlinks and first page rankings. ${sentences(dice, words, dice.between(3, 9))} Can we book a quick call this week?\n\n${dice.pick(words.first)}\nGrowth consultant`,
    )
    const from = `${dice.pick(words.first)} <sales${dice.between(1, 900)}@agency.example>`
    const letter = { from, to: shop, subject: 'SEO audit for your website', id, earlier: [], text, hasFile: dice.roll() < 0.06 }
    return { letter: { ...letter, html: letterHtml(text, { isOffice: false, earlier: '' }) }, folder: 'INBOX', isAnswered: false }
  }
}

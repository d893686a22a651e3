import { chownSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { composeSource, type Letter } from './compose-source.ts'
import { Dice, lastNames, shopWords, type ShopWords } from './shop-mail.ts'

/** A thread that may still go on. */
type Thread = {
  readonly words: ShopWords
  readonly customer: string
  readonly subject: string
  readonly ids: string[]
  lastText: string
  lastFrom: string
  isOurTurn: boolean
}

const shop = 'The Shop <hey@shop.example>'
const spanMs = 2 * 365 * 86_400_000
const domains: readonly [string, ...string[]] = ['post.example', 'mail.example', 'letters.example']

/**
 * Writes a shop's mailbox of two years straight into a Maildir: about 70 % in INBOX, the rest in Sent. Half of it is threads
 * with quoted text; the rest order notices, newsletters and sales pitches; one in fourteen carries a file of 20 to 200 kB.
 *
 * The same count, seed and end give the same bytes. `endAt` in ms; `owner` owns the files. Gives the bytes written.
 */
export function makeMailbox(
  maildir: string,
  { count, endAt, seed = 1, owner }: { count: number; endAt: number; seed?: number; owner: { uid: number; gid: number } },
): { inbox: number; sent: number; bytes: number } {
  const dice = new Dice(seed)
  const folders = { inbox: maildir, sent: path.join(maildir, '.Sent') }
  for (const folder of Object.values(folders)) {
    for (const part of ['', 'cur', 'new', 'tmp']) {
      mkdirSync(path.join(folder, part), { recursive: true })
      chownSync(path.join(folder, part), owner.uid, owner.gid)
    }
  }
  const threads: Thread[] = []
  const written = { inbox: 0, sent: 0, bytes: 0 }
  for (let index = 0; index < count; index += 1) {
    const at = endAt - Math.round(((count - index - dice.roll() / 2) * spanMs) / count)
    const { letter, isSent } = nextLetter(dice, threads, index)
    const source = composeSource(letter, at, dice)
    const seconds = Math.floor(at / 1000)
    const file = path.join(isSent ? folders.sent : folders.inbox, 'cur', `${seconds}.M${String(index).padStart(6, '0')}.bench:2,S`)
    writeFileSync(file, source)
    chownSync(file, owner.uid, owner.gid)
    utimesSync(file, seconds, seconds)
    written[isSent ? 'sent' : 'inbox'] += 1
    written.bytes += source.length
  }
  return written
}

function nextLetter(dice: Dice, threads: Thread[], index: number): { letter: Letter; isSent: boolean } {
  const kind = dice.roll()
  const words = dice.roll() < 0.55 ? shopWords[0] : shopWords[1]
  const id = `${index}.${dice.between(1000, 9999)}@${dice.pick(domains)}`
  const fill = (text: string): string => text.replace('#', String(dice.between(1000, 99_999)))
  if (kind < 0.52 && threads.length > 5) return reply(dice, threads, id)
  if (kind < 0.74) {
    const thread = newThread(dice, words, fill)
    threads.push({ ...thread, ids: [id] })
    if (threads.length > 300) threads.shift()
    return {
      letter: { from: thread.customer, to: shop, subject: thread.subject, id, earlier: [], text: thread.lastText, looks: 'plain-and-html' },
      isSent: false,
    }
  }
  const news = Array.from({ length: dice.between(3, 14) }, () => dice.pick(words.news))
  if (kind < 0.87) {
    const text = `Order ${fill('#')} confirmed.\n\n${news.slice(0, 3).join('\n\n')}`
    const from = 'Shop Orders <no-reply@orders.example>'
    return {
      letter: {
        from,
        to: shop,
        subject: fill('New order #'),
        id,
        earlier: [],
        text,
        looks: 'rich',
        headers: ['Auto-Submitted: auto-generated'],
      },
      isSent: false,
    }
  }
  if (kind < 0.94) {
    const headers = ['List-Id: <news.brand.example>', 'List-Unsubscribe: <https://brand.example/out>', 'Precedence: bulk']
    const from = `Brand ${dice.between(1, 60)} <news@brand.example>`
    return {
      letter: {
        from,
        to: shop,
        subject: dice.pick(words.news).slice(0, 60),
        id,
        earlier: [],
        text: news.join('\n\n'),
        looks: 'rich',
        headers,
      },
      isSent: false,
    }
  }
  const text = `Hi,\n\nI came across your website and noticed several SEO issues. We offer backlinks and first page rankings. Can we book a quick call this week?\n\n${dice.pick(words.first)}\nGrowth consultant`
  const from = `${dice.pick(words.first)} <sales${dice.between(1, 900)}@agency.example>`
  return { letter: { from, to: shop, subject: 'SEO audit for your website', id, earlier: [], text, looks: 'plain' }, isSent: false }
}

function newThread(dice: Dice, words: ShopWords, fill: (text: string) => string): Thread {
  const name = `${dice.pick(words.first)} ${dice.pick(lastNames)}`
  const address = `${name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase()}${dice.between(1, 999)}@${dice.pick(domains)}`
  const said = [dice.pick(words.asks), ...Array.from({ length: dice.between(1, 5) }, () => dice.pick(words.more))].map(fill).join('\n\n')
  const customer = `${name} <${address}>`
  return {
    words,
    customer,
    subject: fill(dice.pick(words.subjects)),
    ids: [],
    lastText: `${dice.pick(words.hello)}\n\n${said}\n\n${dice.pick(words.bye)}\n${name}`,
    lastFrom: customer,
    isOurTurn: true,
  }
}

function reply(dice: Dice, threads: Thread[], id: string): { letter: Letter; isSent: boolean } {
  const place = dice.between(Math.max(0, threads.length - 60), threads.length - 1)
  const thread = threads[place]
  if (thread === undefined) throw new Error('a reply answers a thread')
  const isSent = thread.isOurTurn
  const said = isSent ? dice.pick(thread.words.answers) : [dice.pick(thread.words.more), dice.pick(thread.words.more)].join(' ')
  const quoted = thread.lastText
    .split('\n')
    .slice(0, 120)
    .map((line) => `> ${line}`)
  const text = `${dice.pick(thread.words.hello)}\n\n${said}\n\n${dice.pick(thread.words.bye)}\n\n${thread.lastFrom} ${thread.words.wrote}\n${quoted.join('\n')}`
  const letter: Letter = {
    from: isSent ? shop : thread.customer,
    to: isSent ? thread.customer : shop,
    subject: `Re: ${thread.subject}`,
    id,
    earlier: [...thread.ids],
    text,
    looks: 'plain-and-html',
  }
  thread.ids.push(id)
  thread.lastText = text
  thread.lastFrom = letter.from
  thread.isOurTurn = !isSent
  if (thread.ids.length > 3 && dice.roll() < 0.35) threads.splice(place, 1)
  return { letter, isSent }
}

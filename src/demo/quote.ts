import type { EpochMs } from '#core/model/ids.ts'
import type { DemoLanguage } from './conversations.ts'
import type { DemoAddress } from './read-field.ts'

/** The mail that a reply quotes. */
export type Quoted = { readonly from: DemoAddress; readonly sentAt: EpochMs; readonly text: string }

const formats = {
  frenchDate: { locale: 'fr-FR', options: { day: 'numeric', month: 'long', year: 'numeric' } },
  englishDate: { locale: 'en-GB', options: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } },
  time: { locale: 'en-GB', options: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } },
} as const

/** Making a formatter costs a hundred times more than using it, and a mailbox quotes some 200 mails. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function format(name: keyof typeof formats, at: EpochMs, timeZone: string): string {
  const key = `${name} ${timeZone}`
  const { locale, options } = formats[name]
  const formatter = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options })
  formatters.set(key, formatter)
  return formatter.format(at)
}

function opener({ from, sentAt }: Quoted, language: DemoLanguage, timeZone: string): string {
  const who = from.name === '' ? from.address : `${from.name} <${from.address}>`
  const time = format('time', sentAt, timeZone)
  if (language === 'fr') return `Le ${format('frenchDate', sentAt, timeZone)} à ${time}, ${who} a écrit :`
  return `On ${format('englishDate', sentAt, timeZone)} at ${time}, ${who} wrote:`
}

/** A text with the mail it answers quoted below, as mail programs do: an opening line, then each line behind ">". */
export function withQuote(text: string, quoted: Quoted, language: DemoLanguage, timeZone: string): string {
  const lines = quoted.text.trimEnd().split('\n')
  const marked = lines.map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
  return `${text.trimEnd()}\n\n${opener(quoted, language, timeZone)}\n\n${marked.join('\n')}\n`
}

/** The subject of an answer: "Re: " once, whatever the mail before it carried (RFC 5322 section 3.6.5). */
export function replySubject(subject: string): string {
  const bare = subject.replace(/^(?:\s*(?:re|ré|aw|sv)\s*:)+\s*/i, '')
  return `Re: ${bare}`
}

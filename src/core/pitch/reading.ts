import type { Address, Headers, MessageKind } from '../model/message.ts'
import { splitOwnWords } from '../message/own-words.ts'
import { guessLanguage, type GuessedLanguage } from './guess-language.ts'
import { plainWords } from './plain-words.ts'
import type { VisibleHtml } from './visible-text.ts'

/** What scorePitch is told of a message. */
export type PitchMessage = {
  readonly subject: string
  /** The author's own words in the text part. */
  readonly ownText: string
  /** Visible text of the mail. */
  readonly text: string
  /** What a reader sees of its HTML; null where there is none. */
  readonly shown: VisibleHtml | null
  readonly from: Address
  readonly author: Address
  readonly kind: MessageKind
  readonly headers: Headers
}

/** A message made ready for the signals; words in the form of plainWords. */
export type Reading = {
  readonly subject: string
  /** Subject and own words: what nearly every signal looks at. */
  readonly words: string
  /** The whole visible text, quoted parts included, and the subject; made when it is asked for. */
  readonly wholeText: () => string
  readonly html: VisibleHtml | null
  readonly links: readonly string[]
  readonly from: Address
  readonly author: Address
  readonly kind: MessageKind
  readonly headers: Headers
  readonly language: GuessedLanguage
}

/**
 * Makes a message ready for the signals.
 *
 * Where there is HTML, its visible text is judged and not the text part: it is what the shop sees, and a text part full of
 * a customer's words must not hide a pitch beside it. A mail whose HTML shows no words (pictures only) is judged by its text.
 */
export function readForPitch(message: PitchMessage): Reading {
  const html = message.shown
  const shown = html !== null && html.visibleLength >= 20
  const whole = shown ? html.text : message.text
  const own = shown ? splitOwnWords(html.text).own : message.ownText
  const subject = plainWords(message.subject.slice(0, 500))
  const words = plainWords(own)
  return {
    subject,
    words: `${subject}. ${words}`,
    wholeText: () => `${subject}. ${plainWords(whole)}`,
    html,
    links: html === null || html.links.length === 0 ? linksIn(own) : html.links,
    from: message.from,
    author: message.author,
    kind: message.kind,
    headers: message.headers,
    language: guessLanguage(words),
  }
}

function linksIn(text: string): readonly string[] {
  return (text.slice(0, 40_000).match(/https?:\/\/[^\s<>"']{3,500}/giu) ?? []).slice(0, 200)
}

import { z } from 'zod'
import { messageKind } from '#core/message/message-kind.ts'
import { splitOwnWords } from '#core/message/own-words.ts'
import { headerValue } from '#core/message/header-values.ts'
import { formAuthor } from '#core/message/website-form.ts'
import type { KnownPerson } from '#core/model/lane.ts'
import type { DecodedMail } from '#core/model/message.ts'
import { scorePitch } from '#core/pitch/score-pitch.ts'
import { visibleParts } from '#core/pitch/visible-text.ts'
import { pitchReasons } from '#locale/en/pitch-reasons.ts'
import { addressSchema, headersSchema, idSchema, readAddress, readInput } from './lab-fields.ts'

const classifySchema = z.object({
  id: idSchema,
  subject: z.string().nullish(),
  text: z.string().nullish(),
  html: z.string().nullish(),
  from: addressSchema,
  replyTo: addressSchema,
  headers: headersSchema,
  known: z
    .object({
      isCustomer: z.boolean().nullish(),
      hasOpenConversation: z.boolean().nullish(),
      weWroteFirst: z.boolean().nullish(),
      orderNumbers: z.array(z.union([z.string(), z.number().transform(String)])).nullish(),
    })
    .nullish(),
})

/**
 * Lab verb `classify`: {id, subject?, text, html?, from?, replyTo?, headers?, known?} → {id, lane, score, reasons}.
 *
 * Throws an Error with a clear message on a line it cannot read.
 */
export const classifyVerb = (input: unknown): object => {
  const line = readInput(classifySchema, input)
  if (typeof line.text !== 'string' && typeof line.html !== 'string') throw new Error('text: a string is needed (or html)')
  const shown = visibleParts(typeof line.html === 'string' ? [line.html] : [])
  const text = line.text === undefined || line.text === null || line.text.trim() === '' ? (shown?.text ?? '') : line.text
  const from = line.from.address === '' ? readAddress(headerValue(line.headers, 'from')) : line.from
  const replyTo = line.replyTo.address === '' ? readAddress(headerValue(line.headers, 'reply-to')) : line.replyTo
  const mail: DecodedMail = {
    headers: line.headers,
    from: from.address === '' ? [] : [from],
    to: [],
    cc: [],
    replyTo: replyTo.address === '' ? [] : [replyTo],
    subject: line.subject ?? '',
    sentAt: null,
    messageId: '',
    inReplyTo: headerValue(line.headers, 'in-reply-to'),
    references: [],
    text,
    shown,
    attachments: [],
    size: text.length,
  }
  const kind = messageKind(mail, new Set())
  const author = kind === 'form' ? (formAuthor(mail, new Set()) ?? from) : (mail.replyTo[0] ?? from)
  const verdict = scorePitch(
    { subject: mail.subject, ownText: splitOwnWords(text).own, text, shown, from, author, kind, headers: mail.headers },
    readKnown(line.known ?? {}),
  )
  return {
    ...(line.id === undefined ? {} : { id: line.id }),
    lane: verdict.lane,
    score: verdict.score,
    reasons: verdict.reasons.map(({ signal, weight, reason }) => ({ signal, weight, words: inWords(reason.code, reason.params['quote']) })),
  }
}

function readKnown(known: NonNullable<z.output<typeof classifySchema>['known']>): KnownPerson {
  return {
    isCustomer: known.isCustomer === true,
    hasOpenConversation: known.hasOpenConversation === true,
    weWroteFirst: known.weWroteFirst === true,
    orderNumbers: known.orderNumbers ?? [],
  }
}

function isReasonCode(code: string): code is keyof typeof pitchReasons {
  return Object.hasOwn(pitchReasons, code)
}

function inWords(code: string, quote: string | number | undefined): string {
  const words = isReasonCode(code) ? pitchReasons[code] : code
  return quote === undefined || quote === '' ? words.replace(' (“{{quote}}”)', '') : words.replace('{{quote}}', () => String(quote))
}

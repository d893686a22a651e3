import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { messageKind } from '#core/message/message-kind.ts'
import { splitOwnWords } from '#core/message/own-words.ts'
import { formAuthor } from '#core/message/website-form.ts'
import type { DecodedMail } from '#core/model/message.ts'
import { readForPitch, type PitchMessage, type Reading } from '#core/pitch/reading.ts'

const person = z.object({ name: z.string().default(''), address: z.string() })
const lineSchema = z.object({
  id: z.string(),
  batch: z.string().optional(),
  source: z.string().optional(),
  lang: z.string(),
  label: z.enum(['pitch', 'customer', 'other', 'automated']),
  kind: z.string().optional(),
  intent: z.string().nullish(),
  from: z.union([person, z.string()]).optional(),
  replyTo: person.optional(),
  subject: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
})

/** One labelled message, and what leaving out is done by: the batch it was written in, or the source it comes from. */
export type Example = {
  readonly id: string
  readonly group: string
  readonly language: string
  readonly label: 'pitch' | 'customer' | 'other' | 'automated'
  readonly kind: string
  readonly subject: string
  readonly text: string
  /** How much it counts in training: thousands of one source's short questions must not drown what people write. */
  readonly weight: number
  readonly message: PitchMessage
}

const folder = import.meta.dirname

/** What was written for training, a batch each from a brief of its own. */
export function writtenExamples(): readonly Example[] {
  return ['fr', 'en'].flatMap((language) => readFolder(path.join(folder, 'corpus', language)))
}

/** The batches that nobody looks at before the end. */
export function setAsideExamples(): readonly Example[] {
  return readFolder(path.join(folder, 'set-aside'))
}

/** Labelled data from outside the repository; none where COMPTOIR_CORPUS is not set. */
export function outsideExamples(): readonly Example[] {
  const corpus = process.env['COMPTOIR_CORPUS']
  if (corpus === undefined) return []
  return ['customer.jsonl', 'pitch.jsonl', 'automated.jsonl'].flatMap((name) => {
    const file = path.join(corpus, name)
    return existsSync(file) ? readFile(file, name) : []
  })
}

function readFolder(place: string): readonly Example[] {
  return readdirSync(place)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFile(path.join(place, name), name))
}

function readFile(file: string, name: string): readonly Example[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const parsed = lineSchema.safeParse(JSON.parse(line))
      if (!parsed.success) throw new Error(`${name}, line ${index + 1}: ${z.prettifyError(parsed.error)}`)
      return exampleOf(parsed.data)
    })
}

function exampleOf(line: z.output<typeof lineSchema>): Example {
  const given = typeof line.from === 'string' ? { name: '', address: line.from } : line.from
  const from = given === undefined ? { name: '', address: '' } : { name: given.name, address: given.address.toLowerCase() }
  const headers = Object.entries(line.headers ?? {}).flatMap(([key, value]) =>
    [value].flat().map((each): readonly [string, string] => [key.toLowerCase(), each]),
  )
  const mail: DecodedMail = {
    headers,
    from: from.address === '' ? [] : [from],
    to: [],
    cc: [],
    replyTo: line.replyTo === undefined ? [] : [{ ...line.replyTo, address: line.replyTo.address.toLowerCase() }],
    subject: line.subject,
    sentAt: null,
    messageId: '',
    inReplyTo: '',
    references: [],
    text: line.text,
    shown: null,
    attachments: [],
    size: line.text.length,
  }
  const kind = messageKind(mail, new Set())
  const author = kind === 'form' ? (formAuthor(mail, new Set()) ?? from) : (mail.replyTo[0] ?? from)
  const ownText = splitOwnWords(line.text).own
  return {
    id: line.id,
    group: line.batch ?? line.source?.split(':').slice(0, 2).join(':') ?? 'unknown',
    language: line.lang,
    label: line.label,
    kind: line.kind ?? line.intent ?? '',
    subject: line.subject,
    text: line.text,
    weight: line.batch === undefined ? (line.label === 'customer' ? 0.15 : 0.5) : line.label === 'other' ? 3 : 1,
    message: { subject: line.subject, ownText, text: line.text, shown: null, from, author, kind, headers },
  }
}

/** An example as the signals see it; without its subject where that is asked for. */
export function readingOf({ message }: Example, { withSubject = true } = {}): Reading {
  return readForPitch(withSubject ? message : { ...message, subject: '' })
}

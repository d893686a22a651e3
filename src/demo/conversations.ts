import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { failed, ok, type Result } from '#core/model/result.ts'
import {
  FieldProblem,
  readAddress,
  readChoice,
  readFields,
  readInteger,
  readList,
  readOptional,
  readPattern,
  readTextMap,
  readText,
  type DemoAddress,
} from './read-field.ts'

/** Where the last message of a conversation falls, seen from the moment the demo starts. */
export const places = ['missed', 'due', 'waiting', 'done', 'closed', 'pitch', 'unsure', 'automated'] as const

export type Place = (typeof places)[number]

export type DemoLanguage = 'fr' | 'en'

/** How many calendar days ago, and at what wall time of the shop. */
export type DaysAgo = { readonly days: number; readonly time: string }

/** A message from a stranger to the shop. */
export type VisitorMessage = {
  readonly from: DemoAddress
  readonly subject: string
  readonly at: DaysAgo
  readonly text: string
  readonly html?: string
  readonly quote: boolean
  readonly attachments: readonly string[]
  readonly replyTo?: DemoAddress
  readonly headers: Readonly<Record<string, string>>
}

/** An answer from the shop; its subject and its quoted original are added when it is laid out. */
export type ShopMessage = {
  readonly from: 'shop'
  readonly by: string
  readonly at: DaysAgo
  readonly text: string
  readonly attachments: readonly string[]
}

export type DemoMessage = VisitorMessage | ShopMessage

/** One conversation of the demo mailbox, oldest message first. */
export type DemoConversation = {
  readonly id: string
  readonly language: DemoLanguage
  readonly place: Place
  readonly messages: readonly DemoMessage[]
  /** What the customer answers when the user of the demo writes to them. */
  readonly onReply?: string
}

/** Whether the shop wrote it. */
export function isFromShop(message: DemoMessage): message is ShopMessage {
  return message.from === 'shop'
}

/** The person an answer goes to: the Reply-To of a form, else the sender. */
export function personOf(message: VisitorMessage): DemoAddress {
  return message.replyTo ?? message.from
}

function readDaysAgo(value: unknown, at: string): DaysAgo {
  const fields = readFields(value, at)
  return {
    days: readInteger(fields['days'], `${at}.days`, 0, 42),
    time: readPattern(fields['time'], `${at}.time`, /^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM'),
  }
}

/** Field names of RFC 5322 section 2.2, values on one line: a header cannot smuggle in another. */
function readHeaders(value: unknown, at: string): Readonly<Record<string, string>> {
  const headers = readTextMap(value, at)
  for (const [name, text] of Object.entries(headers)) {
    if (!/^[!-9;-~]+$/.test(name) || /[\r\n]/.test(text)) throw new FieldProblem(`${at}.${name}`, 'a header on one line')
  }
  return headers
}

function readAttachments(value: unknown, at: string): readonly string[] {
  return (
    readOptional(value, (list) => readList(list, at, (name, where) => readPattern(name, where, /^[\w-]+\.[a-z]+$/, 'a file name'))) ?? []
  )
}

function readMessage(value: unknown, at: string): DemoMessage {
  const fields = readFields(value, at)
  const common = {
    at: readDaysAgo(fields['at'], `${at}.at`),
    text: readText(fields['text'], `${at}.text`),
    attachments: readAttachments(fields['attachments'], `${at}.attachments`),
  }
  if (fields['from'] === 'shop') return { ...common, from: 'shop', by: readText(fields['by'], `${at}.by`) }
  const html = readOptional(fields['html'], (text) => readText(text, `${at}.html`))
  const replyTo = readOptional(fields['replyTo'], (address) => readAddress(address, `${at}.replyTo`))
  return {
    ...common,
    from: readAddress(fields['from'], `${at}.from`),
    subject: readText(fields['subject'], `${at}.subject`, 'may be empty'),
    quote: fields['quote'] === true,
    headers: readHeaders(fields['headers'] ?? {}, `${at}.headers`),
    ...(html === undefined ? {} : { html }),
    ...(replyTo === undefined ? {} : { replyTo }),
  }
}

function readConversation(value: unknown, at: string): DemoConversation {
  const fields = readFields(value, at)
  const place = readChoice(fields['place'], `${at}.place`, places)
  const messages = readList(fields['messages'], `${at}.messages`, readMessage)
  const [first] = messages
  const last = messages.at(-1)
  if (first === undefined || last === undefined) throw new FieldProblem(`${at}.messages`, 'at least one message')
  if (isFromShop(first)) throw new FieldProblem(`${at}.messages[0].from`, 'a customer first')
  const endsWithShop = place === 'waiting' || place === 'done'
  if (endsWithShop && !isFromShop(last))
    throw new FieldProblem(`${at}.messages[${messages.length - 1}].from`, `"shop" last, as the place is "${place}"`)
  if ((place === 'missed' || place === 'due') && isFromShop(last)) {
    throw new FieldProblem(`${at}.messages[${messages.length - 1}].from`, `the customer last, as the place is "${place}"`)
  }
  const onReply = readOptional(fields['onReply'], (text) => readText(text, `${at}.onReply`))
  return {
    id: readPattern(fields['id'], `${at}.id`, /^(fr|en)-[a-z0-9-]+$/, 'kebab-case that starts with the language'),
    language: readChoice(fields['language'], `${at}.language`, ['fr', 'en'] as const),
    place,
    messages,
    ...(onReply === undefined ? {} : { onReply }),
  }
}

/**
 * Reads the conversations of one JSON file.
 *
 * A failure names the file, the field and what was expected there: the files are written by hand.
 */
export function parseConversations(file: string, json: string): Result<readonly DemoConversation[], string> {
  try {
    return ok(readList(JSON.parse(json), '', readConversation))
  } catch (error) {
    if (error instanceof FieldProblem) return failed(`${file}: ${error.message}`)
    if (error instanceof SyntaxError) return failed(`${file}: no valid JSON (${error.message})`)
    throw error
  }
}

/**
 * Reads all conversations of a folder, files in the order of their names.
 *
 * @throws Error naming file and field where one cannot be used, or an id comes twice: the files ship with the app, so it is a bug.
 */
export async function readConversations(folder: string): Promise<readonly DemoConversation[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const fileOf = new Map<string, string>()
  const found: DemoConversation[] = []
  for (const name of names) {
    const parsed = parseConversations(name, await readFile(path.join(folder, name), 'utf8'))
    if (!parsed.ok) throw new Error(parsed.failure)
    for (const conversation of parsed.value) {
      const other = fileOf.get(conversation.id)
      if (other !== undefined) throw new Error(`${name}: id "${conversation.id}" is also in ${other}`)
      fileOf.set(conversation.id, name)
      found.push(conversation)
    }
  }
  return found
}

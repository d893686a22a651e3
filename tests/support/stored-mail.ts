import { createHash } from 'node:crypto'
import type { Lane } from '#core/model/lane.ts'
import type { MessageKey } from '#core/model/ids.ts'
import type { Message } from '#core/model/message.ts'
import type { FolderRow } from '#data/schema.ts'
import type { MailToStore } from '#data/write/store-mails.ts'
import { packBodies } from '#mailroom/mime/pack-bodies.ts'

/** A shop that never closes. */
export const alwaysOpen = {
  timeZone: 'Europe/Paris',
  hours: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']] as const])),
}

/** What a stored mail may be told about itself; the rest is plain. */
export type MailSketch = Partial<Omit<Message, 'key' | 'from' | 'to'>> & {
  readonly uid: number
  /** Spelled out for a reader; the key is its hash. */
  readonly name?: string
  readonly from?: string
  readonly to?: readonly string[]
  readonly flags?: readonly string[]
  readonly lane?: Lane
  readonly attachments?: MailToStore['attachments']
  readonly htmlParts?: readonly string[]
  /** Numbers that it calls an order's. */
  readonly numbers?: readonly string[]
  /** Two mails that agree in it are copies; by default those with the same text. */
  readonly bodyHash?: string
}

/** A key as the mailroom makes them, from a readable name. */
export function keyNamed(name: string): MessageKey {
  return createHash('sha256').update(name).digest('hex') as MessageKey
}

/** One mail ready for the store. */
export function mailToStore(sketch: MailSketch): MailToStore {
  const { uid, name = `m${uid}`, flags = [], lane = 'customer', from = 'claire@post.example', to = ['hey@shop.example'], ...more } = sketch
  const { attachments = [], htmlParts = [], bodyHash, numbers = [], ...fields } = more
  const body = { text: fields.text ?? `text of ${name}`, htmlParts }
  const [block] = packBodies([body]).blocks
  const sender = { name: '', address: from }
  const { text } = body
  return {
    uid,
    flags,
    odd: null,
    notice: null,
    numbers,
    body: { block: block ?? { bytes: new Uint8Array(), ends: [], firsts: [0] }, slot: 0 },
    attachments,
    bodyHash: bodyHash ?? createHash('sha256').update(text).digest('hex'),
    verdict: { lane, score: { customer: 0.1, unsure: 0.6, pitch: 0.95, automated: 0 }[lane], reasons: [] },
    message: {
      key: keyNamed(name),
      messageId: `${name}@post.example`,
      inReplyTo: '',
      references: [],
      from: sender,
      author: sender,
      to: to.map((address) => ({ name: '', address })),
      cc: [],
      subject: `About ${name}`,
      sentAt: null,
      receivedAt: 1_700_000_000_000 + uid * 60_000,
      direction: from.endsWith('@shop.example') ? 'out' : 'in',
      kind: 'human',
      text,
      ownText: text,
      ...fields,
    },
  }
}

/** The cursor of a folder that is being read. */
export function folderRow(changes: Partial<FolderRow> = {}): FolderRow {
  return {
    path: 'INBOX',
    role: 'inbox',
    uidValidity: '1',
    uidNext: 1,
    highestModseq: null,
    settled: '',
    owed: [],
    isComplete: true,
    exists: 0,
    here: 0,
    sweptAt: 0,
    held: null,
    ...changes,
  }
}

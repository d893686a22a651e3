import type { ConversationId, MessageKey } from '#core/model/ids.ts'
import type { Lane, Verdict } from '#core/model/lane.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import type { ReplyClock } from '#core/model/target.ts'
import { fold } from '#core/message/fold.ts'
import { readClock } from '#core/target/reply-clock.ts'
import { replyDue } from '#core/target/reply-due.ts'
import type { ShopDatabase } from '../database.ts'
import type { BodyRow, ConversationRow, FactRow, MessageRow } from '../schema.ts'
import { toMessage } from './to-message.ts'

const previewLength = 160
const haystackLength = 40_000

/**
 * Works out the rows of these conversations anew from their messages and what helpers said; rows of conversations that
 * hold nothing any more go. Runs inside the caller's transaction.
 */
export async function shelveConversations(database: ShopDatabase, ids: Iterable<ConversationId>, hours: ShopHours): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const messages = await database.messages.where('conversationId').anyOf(wanted).toArray()
  const bodies = await database.bodies.bulkGet(messages.map((row) => row.id))
  const keys = [...new Set(messages.map((row) => row.key))]
  const facts = new Map((await database.facts.bulkGet(keys)).flatMap((fact) => (fact === undefined ? [] : [[fact.key, fact]])))
  const members = new Map<ConversationId, { rows: MessageRow[]; bodies: (BodyRow | undefined)[] }>()
  for (const [index, row] of messages.entries()) {
    const member = members.get(row.conversationId) ?? { rows: [], bodies: [] }
    members.set(row.conversationId, member)
    member.rows.push(row)
    member.bodies.push(bodies[index])
  }
  const empty = wanted.filter((id) => !members.has(id))
  await database.conversations.bulkDelete(empty)
  await database.haystacks.bulkDelete(empty)
  const shelved = [...members].map(([id, member]) => {
    const said = [...new Set(member.rows.map((row) => row.key))].map((key) => facts.get(key)).filter((fact) => fact !== undefined)
    return conversationOf(id, member.rows, member.bodies, said, hours)
  })
  await database.conversations.bulkPut(shelved.map(({ row }) => row))
  await database.haystacks.bulkPut(shelved.map(({ row, haystack }) => ({ id: row.id, words: haystack })))
}

function conversationOf(
  id: ConversationId,
  rows: readonly MessageRow[],
  bodies: readonly (BodyRow | undefined)[],
  facts: readonly FactRow[],
  hours: ShopHours,
): { row: ConversationRow; haystack: string } {
  const messages = rows.map((row, index) => ({ row, message: toMessage(row, bodies[index]) })).sort((a, b) => inOrder(a.row, b.row))
  const [first] = messages
  const last = messages.at(-1)
  if (first === undefined || last === undefined) throw new Error('a conversation holds at least one message')
  const asked = messages.filter(({ row }) => row.direction === 'in' && (row.kind === 'human' || row.kind === 'form'))
  const { lane, verdict, judgedBy } = laneOf(rows, facts)
  const dismissed = new Set<MessageKey>(facts.filter((fact) => fact.dismissed).map((fact) => fact.key))
  const clock: ReplyClock =
    lane === 'pitch' || lane === 'automated'
      ? { status: 'not-needed', reason: { code: `clock.lane-${lane}`, params: {} } }
      : readClock(
          messages.map(({ message }) => message),
          { dismissed },
        )
  // Where several people wrote, the row is about the one who waits.
  const shown =
    asked.findLast(({ row }) => clock.status === 'open' && row.author.address === clock.person) ??
    asked.at(-1) ??
    messages.findLast(({ row }) => row.direction === 'in') ??
    last
  const words = messages.map(({ row, message }) =>
    [row.from.name, row.from.address, row.author.name, row.author.address, message.ownText].join(' '),
  )
  return {
    row: {
      id,
      subject: first.row.subject,
      person: shown.row.direction === 'out' ? (shown.row.to[0] ?? shown.row.from) : shown.row.author,
      preview: (shown.message.ownText.trim() === '' ? shown.message.text : shown.message.ownText)
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, previewLength),
      lane,
      verdict,
      judgedBy,
      clock,
      due: clock.status === 'open' ? replyDue(clock.since, hours) : null,
      shelf: shelfOf(clock),
      firstAt: first.row.receivedAt,
      lastAt: last.row.receivedAt,
      messageCount: messages.length,
      messageKeys: [...new Set(messages.map(({ row }) => row.key))],
      unread: rows.some((row) => row.direction === 'in' && !row.seen),
      hasAttachments: rows.some((row) => row.attachments.some((attachment) => !attachment.inline)),
    },
    haystack: fold([...new Set(messages.map(({ row }) => row.subject)), ...words].join(' ')).slice(0, haystackLength),
  }
}

/** What needs no answer because a helper said so stays with what was answered, where it can be taken back. */
function shelfOf(clock: ReplyClock): ConversationRow['shelf'] {
  if (clock.status !== 'not-needed') return clock.status
  return clock.reason.code === 'clock.dismissed' ? 'answered' : 'rest'
}

/** Oldest first. INTERNALDATE counts whole seconds: within one, an answer comes after what it refers to. */
function inOrder(a: MessageRow, b: MessageRow): number {
  return a.receivedAt - b.receivedAt || a.references.length - b.references.length || (a.key < b.key ? -1 : 1)
}

/** From this score on a message speaks against its conversation's other messages. */
const contraryScore = 0.8

const ranks: readonly Lane[] = ['automated', 'pitch', 'unsure', 'customer']

/**
 * A conversation's lane: a helper's latest verdict, else customer once we answered in it, else the most careful verdict
 * among its incoming messages. One doubtful message keeps the whole conversation in sight.
 */
function laneOf(rows: readonly MessageRow[], facts: readonly FactRow[]): { lane: Lane; verdict: Verdict; judgedBy: 'helper' | 'evidence' } {
  const incoming = rows
    .filter((row) => row.direction === 'in')
    .sort((a, b) => ranks.indexOf(b.verdict.lane) - ranks.indexOf(a.verdict.lane))
  const deciding = incoming[0]?.verdict ?? { lane: 'customer', score: 0, reasons: [] }
  const said = facts.filter((fact) => fact.lane !== null).sort((a, b) => b.saidAt - a.saidAt)[0]
  if (said?.lane != null) return { lane: said.lane, verdict: deciding, judgedBy: 'helper' }
  const weAnswered = rows.some((row) => row.direction === 'out' && row.kind === 'human')
  // A message that reads like a customer's beside one that reads like a pitch: that is doubt, and doubt stays in sight.
  const contrary = incoming.find(
    (row) => row.verdict.score >= contraryScore && (row.verdict.lane === 'pitch' || row.verdict.lane === 'unsure'),
  )
  if (!weAnswered && deciding.lane === 'customer' && contrary !== undefined)
    return { lane: 'unsure', verdict: contrary.verdict, judgedBy: 'evidence' }
  return { lane: weAnswered ? 'customer' : deciding.lane, verdict: deciding, judgedBy: 'evidence' }
}

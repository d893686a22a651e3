import type { ConversationId, MessageKey } from '#core/model/ids.ts'
import type { Evidence, Lane, Verdict } from '#core/model/lane.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import type { ReplyClock } from '#core/model/target.ts'
import { readClock } from '#core/target/reply-clock.ts'
import { replyDue } from '#core/target/reply-due.ts'
import type { ShopDatabase } from '../database.ts'
import type { ConversationRow, FactRow, MessageRow } from '../schema.ts'
import { countLists } from './keep-counters.ts'
import { heldBy, KnownPeople, noteKnown } from './known-people.ts'

/** Reasons a list shows; the message itself keeps all. */
const reasonsShown = 3

/** What has just arrived: rows by conversation, and which stored conversations each of these took in. */
type Arrivals = {
  readonly rows: ReadonlyMap<ConversationId, readonly MessageRow[]>
  readonly joined: ReadonlyMap<ConversationId, readonly ConversationId[]>
  /** false: nothing of it was stored before. */
  readonly isStored: (id: ConversationId) => boolean
}

/**
 * Works out the rows of these conversations anew from their messages and what helpers said; rows of conversations that
 * hold nothing any more go. Runs inside the caller's transaction.
 */
export async function shelveConversations(
  database: ShopDatabase,
  ids: Iterable<ConversationId>,
  hours: ShopHours,
  arrivals: Arrivals = { rows: new Map(), joined: new Map(), isStored: () => true },
): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return
  const partsOf = (id: ConversationId): readonly ConversationId[] => [...new Set([id, ...(arrivals.joined.get(id) ?? [])])]
  const stored = [...new Set(wanted.filter((id) => arrivals.isStored(id)).flatMap(partsOf))]
  const [junk, found] = await Promise.all([junkFolders(database), database.conversations.bulkGet(stored)])
  const before = new Map(found.flatMap((row) => (row === undefined ? [] : [[row.id, row] as const])))
  const rowIds = [...new Set([...before.values()].flatMap((row) => row.rowIds))]
  const rows = new Map((await database.messageRows.bulkGet(rowIds)).flatMap((row) => (row === undefined ? [] : [[row.id, row]])))
  const members = new Map<ConversationId, readonly MessageRow[]>(
    wanted.map((id) => {
      const kept = partsOf(id).flatMap((part) => before.get(part)?.rowIds ?? [])
      const all = [...kept.map((rowId) => rows.get(rowId)).filter((row) => row !== undefined), ...(arrivals.rows.get(id) ?? [])]
      return [id, [...new Map(all.map((row) => [row.id, row.conversationId === id ? row : { ...row, conversationId: id }])).values()]]
    }),
  )
  const renamed = [...members.values()].flat().filter((row) => rows.has(row.id) && rows.get(row.id)?.conversationId !== row.conversationId)
  await database.messageRows.bulkPut(renamed)
  const all = [...members.values()].flat()
  const [facts, people] = await Promise.all([factsOf(database, all), KnownPeople.of(database, all)])
  const kept = new Set(wanted.filter((id) => (members.get(id)?.length ?? 0) > 0))
  const empty = [...new Set([...wanted, ...stored])].filter((id) => !kept.has(id))
  const shelved = wanted.flatMap((id) => {
    const rows = members.get(id) ?? []
    const said = [...new Set(rows.map((row) => row.key))].map((key) => facts.get(key)).filter((fact) => fact !== undefined)
    return rows.length === 0 ? [] : [{ conversation: conversationOf(id, rows, { facts: said, people, hours, junk }), rows }]
  })
  await database.conversations.bulkDelete(empty)
  const conversations = shelved.map(({ conversation }) => conversation)
  await database.conversations.bulkPut(conversations)
  await countLists(database, [...before.values()], conversations)
  // Whoever has just become known is looked at again, wherever their mail is held.
  await shelveConversations(database, (await noteKnown(database, shelved)) as ConversationId[], hours)
}

async function junkFolders(database: ShopDatabase): Promise<ReadonlySet<string>> {
  return new Set((await database.folders.toArray()).filter((folder) => folder.role === 'junk').map((folder) => folder.path))
}

async function factsOf(database: ShopDatabase, rows: readonly MessageRow[]): Promise<ReadonlyMap<MessageKey, FactRow>> {
  if ((await database.facts.count()) === 0) return new Map()
  const found = await database.facts.bulkGet([...new Set(rows.map((row) => row.key))])
  return new Map(found.flatMap((fact) => (fact === undefined ? [] : [[fact.key, fact]])))
}

function conversationOf(
  id: ConversationId,
  rows: readonly MessageRow[],
  known: {
    readonly facts: readonly FactRow[]
    readonly people: KnownPeople
    readonly hours: ShopHours
    readonly junk: ReadonlySet<string>
  },
): ConversationRow {
  const { facts, people, hours, junk } = known
  const messages = [...rows].sort(inOrder)
  const [first] = messages
  const last = messages.at(-1)
  if (first === undefined || last === undefined) throw new Error('a conversation holds at least one message')
  const asked = messages.filter((row) => row.direction === 'in' && (row.kind === 'human' || row.kind === 'form'))
  const { lane, verdict, judgedBy } = laneOf(rows, facts, people)
  const held = heldBy({ judgedBy }, rows)
  const isJunk = rows.every((row) => row.places.length > 0 && row.places.every((place) => junk.has(place.folder)))
  const dismissed = new Set<MessageKey>(facts.filter((fact) => fact.dismissed).map((fact) => fact.key))
  const clock: ReplyClock =
    lane === 'pitch' || lane === 'automated' || isJunk
      ? { status: 'not-needed', reason: { code: isJunk ? 'clock.junk' : `clock.lane-${lane}`, params: {} } }
      : readClock(messages, { dismissed })
  // Where several people wrote, the row is about the one who waits.
  const shown =
    asked.findLast((row) => clock.status === 'open' && row.author.address === clock.person) ??
    asked.at(-1) ??
    messages.findLast((row) => row.direction === 'in') ??
    last
  return {
    id,
    subject: first.subject,
    person: shown.direction === 'out' ? (shown.to[0] ?? shown.from) : shown.author,
    preview: shown.preview,
    lane,
    list: isJunk ? 'junk' : lane,
    verdict: { ...verdict, reasons: verdict.reasons.slice(0, reasonsShown) },
    judgedBy,
    ...(held === undefined ? {} : { heldBy: held }),
    clock,
    due: clock.status === 'open' ? replyDue(clock.since, hours) : null,
    shelf: shelfOf(clock),
    firstAt: first.receivedAt,
    lastAt: last.receivedAt,
    messageCount: messages.length,
    messageKeys: [...new Set(messages.map((row) => row.key))],
    rowIds: messages.map((row) => row.id),
    unread: rows.some((row) => row.direction === 'in' && !row.seen),
    flagged: rows.some((row) => row.direction === 'in' && row.flagged),
    hasAttachments: rows.some((row) => row.attachments.some((attachment) => !attachment.inline)),
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

/** A message of somebody who is never held, whatever it says. */
function withVeto(row: MessageRow, veto: Evidence | undefined): MessageRow {
  return veto === undefined
    ? row
    : { ...row, verdict: { lane: 'customer', score: row.verdict.score, reasons: [veto, ...row.verdict.reasons] } }
}

/** From this score on a message speaks against its conversation's other messages. */
const contraryScore = 0.8

const ranks: readonly Lane[] = ['automated', 'pitch', 'unsure', 'customer']

/**
 * A conversation's lane: a helper's latest verdict, else customer once we answered in it, else the most careful verdict
 * among its incoming messages. One doubtful message keeps the whole conversation in sight.
 */
function laneOf(
  rows: readonly MessageRow[],
  facts: readonly FactRow[],
  people: KnownPeople,
): { lane: Lane; verdict: Verdict; judgedBy: 'helper' | 'evidence' } {
  const incoming = rows
    .filter((row) => row.direction === 'in')
    .map((row) => withVeto(row, people.vetoFor(row)))
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

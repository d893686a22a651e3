import type { EpochMs } from '#core/model/ids.ts'
import type { Lane } from '#core/model/lane.ts'
import type { Body } from '#core/model/body-block.ts'
import type { ConversationRow, MessageRow } from '../schema.ts'
import { readBodies } from './bodies.ts'
import type { Shop } from './shop.ts'

/** How long an answered conversation may still be on the board. */
const answeredReachMs = 31 * 86_400_000

/** Everything the Today board may show: what is open, and what was answered in the last weeks. */
export async function boardConversations(shop: Shop, now: EpochMs): Promise<ConversationRow[]> {
  return [...(await shelfFrom(shop, 'open', 0)), ...(await shelfFrom(shop, 'answered', now - answeredReachMs))]
}

/** Rows read at a time: more at once would hold the window up while they are unpacked. */
const rowsAtOnce = 200

/** What lies on a shelf since `since`, newest first. */
async function shelfFrom(shop: Shop, shelf: ConversationRow['shelf'], since: EpochMs): Promise<ConversationRow[]> {
  const found = new Map<string, ConversationRow>()
  let until = Infinity
  for (;;) {
    const page = await shop.conversations
      .where('[shelf+lastAt]')
      .between([shelf, since], [shelf, until], true, true)
      .reverse()
      .limit(rowsAtOnce)
      .toArray()
    const sizeBefore = found.size
    for (const row of page) found.set(row.id, row)
    const last = page.at(-1)
    if (last === undefined || page.length < rowsAtOnce || found.size === sizeBefore) return [...found.values()]
    // Rows of the very same instant come again: a page may end between them.
    until = last.lastAt
  }
}

/** A lane (or the spam folder), newest first, `limit` rows at most. */
export async function laneConversations(shop: Shop, list: Lane | 'junk', limit: number): Promise<ConversationRow[]> {
  return await shop.conversations.where('[list+lastAt]').between([list, 0], [list, Infinity]).reverse().limit(limit).toArray()
}

/** How many conversations a lane holds. */
export async function laneCount(shop: Shop, lane: Lane): Promise<number> {
  return (await shop.counters.get(`list ${lane}`))?.count ?? 0
}

/** One message with its text. */
export type ReadMessage = { readonly row: MessageRow; readonly body: Body }

/** A conversation with its messages, oldest first; null where it is not here (any more). */
export async function conversationWithMessages(
  shop: Shop,
  id: string,
): Promise<{ conversation: ConversationRow; messages: ReadMessage[] } | null> {
  const conversation = await shop.conversations.get(id)
  if (conversation === undefined) return null
  const rows = await rowsOf(shop, conversation)
  const bodies = await readBodies(shop, rows)
  return { conversation, messages: rows.map((row, index) => ({ row, body: bodies[index] ?? { text: '', htmlParts: [] } })) }
}

/** The messages of a conversation, oldest first; none where it is not here (any more). */
export async function messagesOf(shop: Shop, id: string): Promise<MessageRow[]> {
  const conversation = await shop.conversations.get(id)
  return conversation === undefined ? [] : await rowsOf(shop, conversation)
}

async function rowsOf(shop: Shop, { rowIds }: ConversationRow): Promise<MessageRow[]> {
  return (await shop.messageRows.bulkGet([...rowIds])).filter((row) => row !== undefined)
}

/** The conversation that holds a message, by the message's key. */
export async function conversationIdOf(shop: Shop, key: string): Promise<string | null> {
  return (await shop.messageRows.where('key').equals(key).first())?.conversationId ?? null
}

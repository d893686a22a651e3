import type { EpochMs } from '#core/model/ids.ts'
import type { Lane } from '#core/model/lane.ts'
import { fold } from '#core/message/fold.ts'
import type { BodyRow, ConversationRow, MessageRow } from '../schema.ts'
import type { Shop } from './shop.ts'

/** How long an answered conversation may still be on the board. */
const answeredReachMs = 31 * 86_400_000
const searchLimit = 100

/** Everything the Today board may show: what is open, and what was answered in the last weeks. */
export async function boardConversations(shop: Shop, now: EpochMs): Promise<ConversationRow[]> {
  const [open, answered] = await Promise.all([
    shop.conversations.where('[shelf+lastAt]').between(['open', 0], ['open', Infinity]).toArray(),
    shop.conversations
      .where('[shelf+lastAt]')
      .between(['answered', now - answeredReachMs], ['answered', Infinity])
      .toArray(),
  ])
  return [...open, ...answered]
}

/** A lane, newest first, `limit` rows at most. */
export async function laneConversations(shop: Shop, lane: Lane, limit: number): Promise<ConversationRow[]> {
  return await shop.conversations.where('[lane+lastAt]').between([lane, 0], [lane, Infinity]).reverse().limit(limit).toArray()
}

/** How many conversations a lane holds. */
export async function laneCount(shop: Shop, lane: Lane): Promise<number> {
  return await shop.conversations.where('[lane+lastAt]').between([lane, 0], [lane, Infinity]).count()
}

/** Conversations that hold every word of the query in subject, people or text; accents and case folded; newest first. */
export async function searchConversations(shop: Shop, query: string): Promise<ConversationRow[]> {
  const words = fold(query)
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const ids: string[] = []
  await shop.haystacks.each((row) => {
    if (words.every((word) => row.words.includes(word))) ids.push(row.id)
  })
  const rows = (await shop.conversations.bulkGet(ids)).filter((row) => row !== undefined)
  return rows.sort((a, b) => b.lastAt - a.lastAt).slice(0, searchLimit)
}

/** One message with its text. */
export type ReadMessage = { readonly row: MessageRow; readonly body: BodyRow | undefined }

/** A conversation with its messages, oldest first; null where it is not here (any more). */
export async function conversationWithMessages(
  shop: Shop,
  id: string,
): Promise<{ conversation: ConversationRow; messages: ReadMessage[] } | null> {
  const conversation = await shop.conversations.get(id)
  if (conversation === undefined) return null
  const order = new Map(conversation.messageKeys.map((key, index) => [key, index]))
  const rows = (await shop.messages.where('conversationId').equals(id).toArray()).sort(
    (a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0),
  )
  const bodies = await shop.bodies.bulkGet(rows.map((row) => row.id))
  return { conversation, messages: rows.map((row, index) => ({ row, body: bodies[index] })) }
}

/** The conversation that holds a message, by the message's key. */
export async function conversationIdOf(shop: Shop, key: string): Promise<string | null> {
  return (await shop.messages.where('key').equals(key).first())?.conversationId ?? null
}

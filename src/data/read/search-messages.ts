import type { EpochMs } from '#core/model/ids.ts'
import { ok, type Result } from '#core/model/result.ts'
import { lowestRowIdAt } from '#core/model/row-id.ts'
import { isEmptyQuery } from '#core/search/parse-query.ts'
import type { ParsedQuery, SearchTerm } from '#core/search/parsed-query.ts'
import type { ConversationRow, MessageRow } from '../schema.ts'
import type { Shop } from './shop.ts'

/** How the search index is asked: row ids from `fromId` on, before `beforeId`, newest first. */
export type FindIds<Problem> = (ask: {
  readonly terms: SearchTerm[]
  readonly hasAttachment: boolean
  readonly fromId: number | null
  readonly beforeId: number | null
  readonly limit: number
}) => Promise<Result<{ readonly ids: readonly number[]; readonly isEnd: boolean }, Problem>>

/** A message that was found, and the conversation it stands in. */
export type FoundMessage = { readonly row: MessageRow; readonly conversation: ConversationRow }

/** Messages found, newest first, and whether there are no more. */
export type FoundMessages = { readonly found: readonly FoundMessage[]; readonly isEnd: boolean }

/** What a search may ask beside the query: how many messages, and what late means right now. */
type SearchLimits = { readonly limit: number; readonly isLate: (conversation: ConversationRow) => boolean }

/** A page of messages before a row id, newest first; the last page says so. */
type Page = { readonly rows: readonly MessageRow[]; readonly lowestId: number | null; readonly isEnd: boolean }

/** Rows looked at for each one asked for, where most do not pass the lane or the target. */
const mostLooks = 80

/**
 * The messages a query asks for, newest first.
 *
 * Words and attachments are the index's to find; the store knows the rest. A query for a lane or for what is late alone
 * gives the newest message of each such conversation.
 */
export async function searchMessages<Problem>(
  shop: Shop,
  find: FindIds<Problem>,
  query: ParsedQuery,
  limits: SearchLimits,
): Promise<Result<FoundMessages, Problem>> {
  if (isEmptyQuery(query)) return ok({ found: [], isEnd: true })
  if (query.terms.length > 0 || query.hasAttachment)
    return await walk(shop, (beforeId, limit) => indexPage(shop, find, query, beforeId, limit), query, limits)
  if (query.after !== null || query.before !== null)
    return await walk<Problem>(shop, (beforeId, limit) => storePage(shop, query, beforeId, limit), query, limits)
  return ok(await newestOf(shop, query, limits))
}

/** Goes from page to page until there are enough messages that pass, or no more, or too many were looked at. */
async function walk<Problem>(
  shop: Shop,
  pageBefore: (beforeId: number | null, limit: number) => Promise<Result<Page, Problem>>,
  query: ParsedQuery,
  { limit, isLate }: SearchLimits,
): Promise<Result<FoundMessages, Problem>> {
  const found: FoundMessage[] = []
  const isFiltered = query.lane !== null || query.isLate
  const pageSize = Math.min(1000, isFiltered ? Math.max(200, limit) : limit)
  let looked = 0
  let beforeId: number | null = query.before === null ? null : lowestRowIdAt(query.before)
  while (looked < limit * mostLooks) {
    const page = await pageBefore(beforeId, pageSize)
    if (!page.ok) return page
    const { rows, lowestId, isEnd } = page.value
    for (const [index, conversation] of (await conversationsOf(shop, rows)).entries()) {
      const row = rows[index]
      if (row === undefined || conversation === undefined || !passes(conversation, query, isLate)) continue
      found.push({ row, conversation })
    }
    if (found.length > limit) return ok({ found: found.slice(0, limit), isEnd: false })
    if (isEnd || lowestId === null) return ok({ found, isEnd: true })
    if (found.length === limit) return ok({ found, isEnd: false })
    beforeId = lowestId
    looked += pageSize
  }
  return ok({ found, isEnd: false })
}

function passes(conversation: ConversationRow, { lane, isLate }: ParsedQuery, late: SearchLimits['isLate']): boolean {
  return (lane === null || conversation.list === lane) && (!isLate || late(conversation))
}

async function conversationsOf(shop: Shop, rows: readonly MessageRow[]): Promise<(ConversationRow | undefined)[]> {
  const ids = [...new Set(rows.map((row) => row.conversationId))]
  const conversations = await shop.conversations.bulkGet(ids)
  const byId = new Map(ids.map((id, index) => [id, conversations[index]]))
  return rows.map((row) => byId.get(row.conversationId))
}

/** What the index finds; rows that are not in the store (any more) are passed over. */
async function indexPage<Problem>(
  shop: Shop,
  find: FindIds<Problem>,
  { terms, hasAttachment, after }: ParsedQuery,
  beforeId: number | null,
  limit: number,
): Promise<Result<Page, Problem>> {
  const fromId = after === null ? null : lowestRowIdAt(after)
  const answer = await find({ terms: [...terms], hasAttachment, fromId, beforeId, limit })
  if (!answer.ok) return answer
  const { ids, isEnd } = answer.value
  const rows = (await shop.messageRows.bulkGet([...ids])).filter((row) => row !== undefined)
  return ok({ rows, lowestId: ids.at(-1) ?? null, isEnd })
}

/** Messages of a stretch of time. */
async function storePage(
  shop: Shop,
  { after }: ParsedQuery,
  beforeId: number | null,
  limit: number,
): Promise<{ readonly ok: true; readonly value: Page }> {
  const rows = await shop.messageRows
    .where('id')
    .between(lowestAt(after), beforeId ?? Infinity, true, false)
    .reverse()
    .limit(limit)
    .toArray()
  return ok({ rows, lowestId: rows.at(-1)?.id ?? null, isEnd: rows.length < limit })
}

function lowestAt(after: EpochMs | null): number {
  return after === null ? 0 : lowestRowIdAt(after)
}

/** The newest message of each conversation of a lane, or of each that is late. */
async function newestOf(shop: Shop, query: ParsedQuery, { limit, isLate }: SearchLimits): Promise<FoundMessages> {
  const conversations = query.isLate
    ? (await shop.conversations.where('[shelf+lastAt]').between(['open', 0], ['open', Infinity]).reverse().toArray())
        .filter((conversation) => passes(conversation, query, isLate))
        .slice(0, limit + 1)
    : await shop.conversations
        .where('[list+lastAt]')
        .between([query.lane ?? '', 0], [query.lane ?? '', Infinity])
        .reverse()
        .limit(limit + 1)
        .toArray()
  const shown = conversations.slice(0, limit)
  const rows = await shop.messageRows.bulkGet(shown.map((conversation) => conversation.rowIds.at(-1) ?? -1))
  const found = shown.flatMap((conversation, index) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, conversation }]
  })
  return { found, isEnd: conversations.length <= limit }
}

import type { ConversationId, MessageKey } from '#core/model/ids.ts'
import { hash53, linkHashes } from '#core/conversation/link-hash.ts'
import { areLinked, threadLinks, type LinkedMessage, type ThreadLinks } from '#core/conversation/thread-links.ts'
import { wishedRowId } from '#core/model/row-id.ts'
import type { ShopDatabase } from '../database.ts'
import type { MessageRow } from '../schema.ts'
import { rowsLinkedBy } from './link-blocks.ts'

/** Of a message all that decides what belongs to it. */
type Member = { readonly isBareReply: boolean; readonly receivedAt: number; conversationId: ConversationId }

/** Rows read at once, and how many ids beside a wished one are looked at. */
const pageRows = 5_000
const idReach = 32

/**
 * What of the store decides where new messages belong: their keys, their links and their row ids.
 *
 * `around` reads what some messages may touch, for the few that arrive during the day. `whole` reads every row once and is
 * then kept up by `join`, for a first synchronisation: about 300 bytes a message, for as long as that lasts. A batch that
 * fails leaves it wrong: read it anew.
 */
export class MailboxIndex {
  readonly #byLink = new Map<number, Member[]>()
  readonly #byKey = new Map<MessageKey, number[]>()
  readonly #memberOf = new Map<MessageKey, Member>()
  readonly #byConversation = new Map<ConversationId, Member[]>()
  readonly #stored = new Set<ConversationId>()
  readonly #rowIds = new Set<number>()
  #renames: [ConversationId, ConversationId][] = []

  /** What these messages may touch. Asked for in many small queries at once: a cursor over them takes far longer. */
  static async around(database: ShopDatabase, messages: readonly (LinkedMessage & { key: MessageKey })[]): Promise<MailboxIndex> {
    const index = new MailboxIndex()
    if (((await database.counters.get('messages'))?.count ?? 0) === 0) return index
    const hashes = new Set(messages.flatMap((message) => linkHashes(threadLinks(message))))
    const keys = new Set(messages.map((message) => message.key))
    const ids = messages.map((message) => wishedRowId(message.receivedAt, message.key))
    const [linked, same, near] = await Promise.all([
      rowsLinkedBy(database, hashes).then((ids) => database.messageRows.bulkGet(ids)),
      Promise.all([...keys].map((key) => database.messageRows.where('key').equals(key).toArray())),
      Promise.all(
        ids.map((id) =>
          database.messageRows
            .where('id')
            .between(id, id + idReach)
            .primaryKeys(),
        ),
      ),
    ])
    const rows = [...linked.filter((row) => row !== undefined), ...same.flat()]
    for (const row of new Map(rows.map((row) => [row.id, row])).values()) index.#addRow(row)
    for (const id of near.flat()) index.#rowIds.add(id)
    return index
  }

  /** Every message of the store. */
  static async whole(database: ShopDatabase): Promise<MailboxIndex> {
    const index = new MailboxIndex()
    let after = -1
    for (;;) {
      const rows = await database.messageRows.where('id').above(after).limit(pageRows).toArray()
      for (const row of rows) index.#addRow(row)
      after = rows.at(-1)?.id ?? after
      if (rows.length < pageRows) return index
    }
  }

  /** Rows of messages with this key, oldest row first. */
  rowsOf(key: MessageKey): readonly number[] {
    return this.#byKey.get(key) ?? []
  }

  /** Whether messages of that conversation were stored before this batch. */
  isStored(id: ConversationId): boolean {
    return this.#stored.has(id)
  }

  /** A row id for a new message that no other row has. */
  takeRowId(receivedAt: number, key: MessageKey): number {
    let id = wishedRowId(receivedAt, key)
    while (this.#rowIds.has(id)) id += 1
    this.#rowIds.add(id)
    this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), id])
    return id
  }

  /**
   * Finds the conversation a new message belongs to, as if those before it in the batch were stored already; conversations
   * that it shows to be one are joined. The id is the smallest of all concerned, so that every order of arrival ends with
   * the same one. Ask again by `conversationOf` once the whole batch has joined.
   */
  join(message: LinkedMessage & { readonly key: MessageKey }): {
    readonly links: readonly number[]
    readonly conversationOf: () => ConversationId
  } {
    const links = threadLinks(message)
    const hashes = linkHashes(links)
    // Two of one key would name their conversation alike, whether anything else joins them or not.
    const twin = this.#memberOf.get(message.key)
    const found = new Set([...this.#linkedTo(links), ...(twin === undefined ? [] : [twin])].map((member) => member.conversationId))
    const winner = [...found, `c-${message.key.slice(0, 20)}` as ConversationId].sort()[0] as ConversationId
    for (const id of found) if (id !== winner) this.#rename(id, winner)
    const member: Member = { isBareReply: links.isBareReply, receivedAt: links.receivedAt, conversationId: winner }
    this.#addMember(member, message.key, hashes)
    return { links: hashes, conversationOf: () => member.conversationId }
  }

  /** Which conversation became which since last asked, in time order: an id that was given up may come back. */
  takeRenames(): readonly (readonly [ConversationId, ConversationId])[] {
    const renames = this.#renames
    this.#renames = []
    return renames
  }

  /** The batch is stored: its conversations count as stored from now on. */
  settle(conversations: Iterable<ConversationId>): void {
    for (const id of conversations) this.#stored.add(id)
  }

  #linkedTo(links: ThreadLinks): readonly Member[] {
    const byId = links.threadIds.flatMap((id) => this.#byLink.get(hash53(`id ${id}`)) ?? [])
    if (links.subjectKey === '') return byId
    const bySubject = (this.#byLink.get(hash53(`subject ${links.subjectKey}`)) ?? []).filter((other) =>
      areLinked({ ...links, threadIds: [] }, { ...other, threadIds: [], subjectKey: links.subjectKey }),
    )
    return [...byId, ...bySubject]
  }

  #rename(id: ConversationId, winner: ConversationId): void {
    this.#renames.push([id, winner])
    const members = this.#byConversation.get(id) ?? []
    for (const member of members) member.conversationId = winner
    this.#byConversation.set(winner, [...(this.#byConversation.get(winner) ?? []), ...members])
    this.#byConversation.delete(id)
    if (this.#stored.delete(id)) this.#stored.add(winner)
  }

  #addRow(row: MessageRow): void {
    this.#rowIds.add(row.id)
    append(this.#byKey, row.key, row.id)
    this.#stored.add(row.conversationId)
    const { isBareReply, receivedAt } = threadLinks(row)
    this.#addMember({ isBareReply, receivedAt, conversationId: row.conversationId }, row.key, row.links)
  }

  #addMember(member: Member, key: MessageKey, hashes: readonly number[]): void {
    this.#memberOf.set(key, member)
    for (const hash of hashes) append(this.#byLink, hash, member)
    append(this.#byConversation, member.conversationId, member)
  }
}

function append<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const members = map.get(key)
  if (members === undefined) map.set(key, [item])
  else members.push(item)
}

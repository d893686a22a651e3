import type { ConversationId } from '#core/model/ids.ts'
import type { Message } from '#core/model/message.ts'
import { areLinked, threadLinks, type ThreadLinks } from '#core/conversation/thread-links.ts'
import type { ShopDatabase } from '../database.ts'
import type { MessageRow } from '../schema.ts'
import { toMessage } from './to-message.ts'

/** A message that others may join: stored, or earlier in the batch. */
type Candidate = { readonly links: ThreadLinks; conversationId: ConversationId }

/**
 * Finds the conversations of a batch of new messages, one after another, as if each had been stored before the next came:
 * what they may be linked to is read in two queries for all, and conversations that turn out to be one are joined in one.
 */
export class BatchJoiner {
  readonly #database: ShopDatabase
  readonly #touched: Set<ConversationId>
  readonly #candidates: Candidate[] = []
  readonly #byThreadId = new Map<string, Candidate[]>()
  readonly #bySubject = new Map<string, Candidate[]>()
  /** Which conversation became which, in time order: an id that was given up may come back. */
  readonly #renames: [ConversationId, ConversationId][] = []

  private constructor(database: ShopDatabase, touched: Set<ConversationId>) {
    this.#database = database
    this.#touched = touched
  }

  /** Reads what `messages` may be linked to. Every conversation that changes is added to `touched`. */
  static async over(database: ShopDatabase, messages: readonly Message[], touched: Set<ConversationId>): Promise<BatchJoiner> {
    const joiner = new BatchJoiner(database, touched)
    const links = messages.map(threadLinks)
    const threadIds = [...new Set(links.flatMap((each) => each.threadIds))]
    const subjectKeys = [...new Set(links.map((each) => each.subjectKey))].filter((key) => key !== '')
    const byId = threadIds.length === 0 ? [] : await database.messages.where('threadIds').anyOf(threadIds).toArray()
    const bySubject = subjectKeys.length === 0 ? [] : await database.messages.where('subjectKey').anyOf(subjectKeys).toArray()
    const rows = new Map<number, MessageRow>([...byId, ...bySubject].map((row) => [row.id, row]))
    for (const row of rows.values())
      joiner.#add({ links: { ...threadLinks(toMessage(row, undefined)), threadIds: row.threadIds }, conversationId: row.conversationId })
    return joiner
  }

  /**
   * The conversation a new message belongs to; conversations that it shows to be one are joined. The id is the smallest of
   * all ids concerned, so that every order of arrival ends with the same one. Ask again by `conversationOf` once all have joined.
   */
  join(message: Message): { readonly conversationOf: () => ConversationId } {
    const links = threadLinks(message)
    const linked = [
      ...links.threadIds.flatMap((id) => this.#byThreadId.get(id) ?? []),
      ...(this.#bySubject.get(links.subjectKey) ?? []).filter((other) => areLinked(links, other.links)),
    ]
    const ids = new Set(linked.map((other) => other.conversationId))
    const winner = [...ids, `c-${message.key.slice(0, 20)}` as ConversationId].sort()[0] as ConversationId
    for (const id of ids) {
      if (id === winner) continue
      this.#touched.add(id)
      this.#renames.push([id, winner])
      for (const other of this.#candidates) if (other.conversationId === id) other.conversationId = winner
    }
    this.#touched.add(winner)
    const joined: Candidate = { links, conversationId: winner }
    this.#add(joined)
    return { conversationOf: () => joined.conversationId }
  }

  /** Gives the stored messages of joined conversations their new id; before the batch itself is stored. */
  async renameStored(): Promise<void> {
    const from = [...new Set(this.#renames.map(([old]) => old))]
    if (from.length === 0) return
    await this.#database.messages
      .where('conversationId')
      .anyOf(from)
      .modify((row) => {
        let id = row.conversationId
        for (const [old, next] of this.#renames) if (id === old) id = next
        ;(row as { conversationId: ConversationId }).conversationId = id
      })
  }

  #add(candidate: Candidate): void {
    this.#candidates.push(candidate)
    for (const id of candidate.links.threadIds) append(this.#byThreadId, id, candidate)
    if (candidate.links.subjectKey !== '') append(this.#bySubject, candidate.links.subjectKey, candidate)
  }
}

function append<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const members = map.get(key)
  if (members === undefined) map.set(key, [item])
  else members.push(item)
}

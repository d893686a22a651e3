import type { Dexie, Transaction } from 'dexie'

const chunk = 1_000

/** Version 2 as it stood: only what is read here. */
type OldMessage = { readonly id: number; readonly key: string; readonly conversationId: string; readonly links: readonly number[] }
type OldConversation = { readonly id: string; readonly messageKeys: readonly string[]; rowIds?: readonly number[] }

/**
 * Version 3: conversations name their rows, and links lie in blocks of many. Two indexes over every message go with that: they
 * were a third of the work of taking a mailbox in.
 */
export function linkBlocks(database: Dexie): void {
  database.version(3).stores({ messageRows: 'id, key', linkBlocks: '++id' }).upgrade(carryLinks)
}

async function carryLinks(transaction: Transaction): Promise<void> {
  const members = new Map<string, OldMessage[]>()
  let after = -1
  for (;;) {
    const rows = (await transaction.table('messageRows').where('id').above(after).limit(chunk).toArray()) as OldMessage[]
    const links = rows.flatMap((row) => row.links.map((hash) => [hash, row.id] as const))
    if (links.length > 0)
      await transaction
        .table('linkBlocks')
        .add({ hashes: Float64Array.from(links, ([hash]) => hash), rows: Float64Array.from(links, ([, row]) => row) })
    for (const { id, key, conversationId } of rows)
      members.set(conversationId, [...(members.get(conversationId) ?? []), { id, key, conversationId, links: [] }])
    after = rows.at(-1)?.id ?? after
    if (rows.length < chunk) break
  }
  await transaction
    .table('conversations')
    .toCollection()
    .modify((conversation: OldConversation) => {
      const place = new Map(conversation.messageKeys.map((key, index) => [key, index]))
      conversation.rowIds = (members.get(conversation.id) ?? [])
        .sort((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0) || a.id - b.id)
        .map(({ id }) => id)
    })
}

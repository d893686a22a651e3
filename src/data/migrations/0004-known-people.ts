import type { Dexie, Transaction } from 'dexie'

const chunk = 500
/** Conversations noted for one person. */
const mostShowing = 50

/** Version 3 as it stood: only what is read here. */
type OldRow = { readonly id: number; readonly direction: string; readonly kind: string; readonly author: { readonly address: string } }
type OldConversation = {
  readonly id: string
  readonly lane: string
  readonly judgedBy: string
  readonly person: { readonly address: string }
  readonly rowIds: readonly number[]
  heldBy?: readonly string[]
}

/**
 * Version 4: who is known to be a customer, which order numbers are ours, and what would let go of a conversation that is
 * held. Known people come from the conversations that we answered or a helper judged; numbers come with mail from now on.
 */
export function knownPeople(database: Dexie): void {
  database
    .version(4)
    .stores({ conversations: 'id, [shelf+lastAt], [list+lastAt], *heldBy', people: 'address', orderNumbers: 'number' })
    .upgrade(carryPeople)
}

async function carryPeople(transaction: Transaction): Promise<void> {
  const known = new Map<string, Set<string>>()
  const conversations = ((await transaction.table('conversations').toArray()) as OldConversation[]).filter(
    ({ lane }) => lane === 'customer',
  )
  for (let start = 0; start < conversations.length; start += chunk) {
    const some = conversations.slice(start, start + chunk)
    const found = (await transaction.table('messageRows').bulkGet(some.flatMap(({ rowIds }) => [...rowIds]))) as (OldRow | undefined)[]
    const rows = new Map(found.flatMap((row) => (row === undefined ? [] : [[row.id, row] as const])))
    for (const { id, rowIds, judgedBy } of some) {
      const members = rowIds.map((id) => rows.get(id)).filter((row) => row !== undefined)
      const isAnswered = members.some((row) => row.direction === 'out' && row.kind === 'human')
      if (!isAnswered && judgedBy !== 'helper') continue
      for (const { direction, kind, author } of members)
        if (direction === 'in' && (kind === 'human' || kind === 'form') && author.address !== '')
          known.set(author.address, (known.get(author.address) ?? new Set()).add(id))
    }
  }
  await transaction
    .table('people')
    .bulkPut([...known].map(([address, ids]) => ({ address, conversations: [...ids].slice(0, mostShowing) })))
  await transaction
    .table('conversations')
    .toCollection()
    .modify((conversation: OldConversation) => {
      const isHeld = conversation.judgedBy === 'evidence' && (conversation.lane === 'pitch' || conversation.lane === 'unsure')
      if (isHeld && conversation.person.address !== '') conversation.heldBy = [`from ${conversation.person.address}`]
    })
}

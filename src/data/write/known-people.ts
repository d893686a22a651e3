import { evidence } from '#core/pitch/weigh-evidence.ts'
import type { ConversationId } from '#core/model/ids.ts'
import type { Evidence } from '#core/model/lane.ts'
import type { ShopDatabase } from '../database.ts'
import type { ConversationRow, MessageRow } from '../schema.ts'

/** So many conversations are noted that show somebody to be a customer; whoever has more is one. */
const mostShowing = 50

/** What is known of those who wrote and of the numbers they name: who must not be held, and why. */
export class KnownPeople {
  readonly #people: ReadonlySet<string>
  readonly #numbers: ReadonlySet<string>

  private constructor(people: ReadonlySet<string>, numbers: ReadonlySet<string>) {
    this.#people = people
    this.#numbers = numbers
  }

  /** What is known of the senders of these messages. Runs inside the caller's transaction. */
  static async of(database: ShopDatabase, rows: readonly MessageRow[]): Promise<KnownPeople> {
    const doubtful = doubtfulAmong(rows)
    const [people, numbers] = await Promise.all([
      database.people.bulkGet([...new Set(doubtful.map((row) => row.author.address))]),
      database.orderNumbers.bulkGet([...new Set(doubtful.flatMap((row) => row.numbers ?? []))]),
    ])
    return new KnownPeople(
      new Set(people.flatMap((person) => (person === undefined ? [] : [person.address]))),
      new Set(numbers.flatMap((row) => (row === undefined ? [] : [row.number]))),
    )
  }

  /** Why the sender of a message is never held; undefined where nothing is known of them. */
  vetoFor(row: MessageRow): Evidence | undefined {
    if (this.#people.has(row.author.address)) return evidence('known-customer', -10)
    const number = row.numbers?.find((each) => this.#numbers.has(each))
    return number === undefined ? undefined : evidence('order-number', -10, number)
  }
}

/**
 * What keeps a conversation from being held, or would: an address that is known, an order number that is ours. Undefined
 * where evidence would not hold it, or a helper has spoken.
 */
export function heldBy({ judgedBy }: Pick<ConversationRow, 'judgedBy'>, rows: readonly MessageRow[]): readonly string[] | undefined {
  const doubtful = doubtfulAmong(rows)
  if (judgedBy !== 'evidence' || doubtful.length === 0) return undefined
  const names = doubtful.flatMap((row) => [personName(row.author.address), ...(row.numbers ?? []).map(orderName)])
  return [...new Set(names)].slice(0, 20)
}

/** A helper takes back a verdict: the conversation shows nobody to be a customer until it is worked out anew. Gives what is to be looked at again. */
export async function takeBackKnown(database: ShopDatabase, id: ConversationId, rows: readonly MessageRow[]): Promise<string[]> {
  return await letGo(database, [{ id, writers: writersIn(rows) }])
}

/**
 * Notes whom these conversations show to be customers (answered as such, or called so by a helper) and which order numbers are
 * ours; one that a helper calls a pitch shows nothing of the kind any more. Gives the ids of conversations that are to be looked
 * at again. Two conversations that became one count as two: knowing somebody for too long holds nobody's mail back.
 */
export async function noteKnown(
  database: ShopDatabase,
  conversations: readonly { readonly conversation: ConversationRow; readonly rows: readonly MessageRow[] }[],
): Promise<string[]> {
  const showing = new Map<string, Set<ConversationId>>()
  const numbers = new Set<string>()
  const refused: Showing[] = []
  for (const { conversation, rows } of conversations) {
    const { id, lane, judgedBy } = conversation
    const isAnswered = rows.some((row) => row.direction === 'out' && row.kind === 'human')
    if (judgedBy === 'helper' && lane === 'pitch') refused.push({ id, writers: writersIn(rows) })
    else if (lane === 'customer' && (isAnswered || judgedBy === 'helper'))
      for (const address of writersIn(rows)) showing.set(address, (showing.get(address) ?? new Set()).add(id))
    for (const row of rows) {
      const isOurs = row.direction === 'out' || row.notice === 'order'
      if (isOurs) for (const number of row.numbers ?? []) numbers.add(number)
    }
  }
  const { people, orderNumbers } = database
  const [knownPeople, knownNumbers] = await Promise.all([people.bulkGet([...showing.keys()]), orderNumbers.bulkGet([...numbers])])
  const before = new Map(knownPeople.flatMap((person) => (person === undefined ? [] : [[person.address, person.conversations] as const])))
  const noted = [...showing].flatMap(([address, ids]) => {
    const kept = before.get(address) ?? []
    const added = [...ids].filter((id) => !kept.includes(id)).slice(0, mostShowing - kept.length)
    return added.length === 0 ? [] : [{ address, conversations: [...kept, ...added] }]
  })
  const newNumbers = [...numbers].filter((_, index) => knownNumbers[index] === undefined)
  await Promise.all([people.bulkPut(noted), orderNumbers.bulkPut(newNumbers.map((number) => ({ number })))])
  const newPeople = noted.filter(({ address }) => !before.has(address))
  const again = await heldFor(database, [...newPeople.map(({ address }) => personName(address)), ...newNumbers.map(orderName)])
  return [...again, ...(await letGo(database, refused))]
}

/** A conversation and who wrote in it. */
type Showing = { readonly id: ConversationId; readonly writers: readonly string[] }

/** These conversations show nothing of their writers any more; whom none shows is not known. Gives what is to be looked at again. */
async function letGo(database: ShopDatabase, showing: readonly Showing[]): Promise<string[]> {
  const gone: string[] = []
  for (const { id, writers } of showing)
    for (const person of await database.people.bulkGet([...writers])) {
      if (person === undefined || !person.conversations.includes(id)) continue
      const conversations = person.conversations.filter((each) => each !== id)
      if (conversations.length > 0) await database.people.put({ ...person, conversations })
      else {
        await database.people.delete(person.address)
        gone.push(personName(person.address))
      }
    }
  return await heldFor(database, gone)
}

/** The people who wrote these messages; not those of machines, and not we. */
function writersIn(rows: readonly MessageRow[]): readonly string[] {
  const written = rows.filter((row) => row.direction === 'in' && (row.kind === 'human' || row.kind === 'form') && row.author.address !== '')
  return [...new Set(written.map((row) => row.author.address))]
}

/** What evidence alone might hold. */
function doubtfulAmong(rows: readonly MessageRow[]): readonly MessageRow[] {
  return rows.filter((row) => row.direction === 'in' && (row.verdict.lane === 'pitch' || row.verdict.lane === 'unsure'))
}

async function heldFor(database: ShopDatabase, names: readonly string[]): Promise<string[]> {
  return names.length === 0 ? [] : await database.conversations.where('heldBy').anyOf(names).distinct().primaryKeys()
}

function personName(address: string): string {
  return `from ${address}`
}

function orderName(number: string): string {
  return `order ${number}`
}

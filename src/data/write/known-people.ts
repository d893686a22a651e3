import { evidence } from '#core/pitch/weigh-evidence.ts'
import type { Evidence } from '#core/model/lane.ts'
import type { ShopDatabase } from '../database.ts'
import type { ConversationRow, MessageRow, PersonRow } from '../schema.ts'

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
    const doubtful = rows.filter((row) => row.direction === 'in' && (row.verdict.lane === 'pitch' || row.verdict.lane === 'unsure'))
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
  const doubtful = rows.filter((row) => row.direction === 'in' && (row.verdict.lane === 'pitch' || row.verdict.lane === 'unsure'))
  if (judgedBy !== 'evidence' || doubtful.length === 0) return undefined
  const names = doubtful.flatMap((row) => [personName(row.author.address), ...(row.numbers ?? []).map(orderName)])
  return [...new Set(names)].slice(0, 20)
}

/** A helper takes back that these people are customers: what had been let go for that is looked at again. */
export async function takeBackKnown(database: ShopDatabase, rows: readonly MessageRow[]): Promise<string[]> {
  const authors = [...new Set(rows.filter((row) => row.direction === 'in').map((row) => row.author.address))]
  const said = (await database.people.bulkGet(authors)).flatMap((person) => (person?.because === 'said' ? [person.address] : []))
  await database.people.bulkDelete(said)
  return said.length === 0 ? [] : await database.conversations.where('heldBy').anyOf(said.map(personName)).distinct().primaryKeys()
}

function personName(address: string): string {
  return `from ${address}`
}

function orderName(number: string): string {
  return `order ${number}`
}

/**
 * Notes whom these conversations show to be customers (answered as such, or called so by a helper) and which order numbers are
 * ours; a pitch verdict takes back what was concluded. Gives the ids of held conversations that are to be looked at again.
 */
export async function noteKnown(
  database: ShopDatabase,
  conversations: readonly { readonly conversation: ConversationRow; readonly rows: readonly MessageRow[] }[],
): Promise<string[]> {
  const known = new Map<string, PersonRow>()
  const numbers = new Set<string>()
  const refused = new Set<string>()
  for (const { conversation, rows } of conversations) {
    const authors = rows
      .filter((row) => row.direction === 'in' && (row.kind === 'human' || row.kind === 'form') && row.author.address !== '')
      .map((row) => row.author.address)
    const isAnswered = rows.some((row) => row.direction === 'out' && row.kind === 'human')
    if (conversation.judgedBy === 'helper' && conversation.lane === 'pitch') for (const address of authors) refused.add(address)
    else if (conversation.lane === 'customer' && (isAnswered || conversation.judgedBy === 'helper'))
      for (const address of authors) known.set(address, { address, because: isAnswered ? 'answered' : 'said' })
    for (const row of rows) {
      const isOurs = row.direction === 'out' || row.notice === 'order'
      if (isOurs) for (const number of row.numbers ?? []) numbers.add(number)
    }
  }
  const [people, ordered] = await Promise.all([database.people.bulkGet([...known.keys()]), database.orderNumbers.bulkGet([...numbers])])
  const before = new Set([
    ...people.flatMap((person) => (person === undefined ? [] : [personName(person.address)])),
    ...ordered.flatMap((row) => (row === undefined ? [] : [orderName(row.number)])),
  ])
  const newPeople = [...known.values()].filter(({ address }) => !before.has(personName(address)))
  const newNumbers = [...numbers].filter((number) => !before.has(orderName(number)))
  await Promise.all([
    database.people.bulkPut(newPeople),
    database.orderNumbers.bulkPut(newNumbers.map((number) => ({ number }))),
    database.people.bulkDelete([...refused].filter((address) => !known.has(address))),
  ])
  const names = [...newPeople.map(({ address }) => personName(address)), ...newNumbers.map(orderName)]
  return names.length === 0 ? [] : await database.conversations.where('heldBy').anyOf(names).distinct().primaryKeys()
}

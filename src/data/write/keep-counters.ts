import type { ShopDatabase } from '../database.ts'

/** Keeps the counts of lists up: how many conversations left and entered each. Runs inside the caller's transaction. */
export async function countLists(
  database: ShopDatabase,
  before: readonly { list: string }[],
  after: readonly { list: string }[],
): Promise<void> {
  const changes = new Map<string, number>()
  for (const { list } of before) changes.set(list, (changes.get(list) ?? 0) - 1)
  for (const { list } of after) changes.set(list, (changes.get(list) ?? 0) + 1)
  await addToCounters(
    database,
    [...changes].map(([list, change]) => [`list ${list}`, change]),
  )
}

/** Keeps the count of messages up. Runs inside the caller's transaction. */
export async function countMessages(database: ShopDatabase, change: number): Promise<void> {
  await addToCounters(database, [['messages', change]])
}

async function addToCounters(database: ShopDatabase, changes: readonly (readonly [string, number])[]): Promise<void> {
  const moved = changes.filter(([, change]) => change !== 0)
  const names = moved.map(([name]) => name)
  const counters = await database.counters.bulkGet(names)
  await database.counters.bulkPut(moved.map(([name, change], index) => ({ name, count: (counters[index]?.count ?? 0) + change })))
}

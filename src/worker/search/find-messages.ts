import type { Database, PreparedStatement } from '@sqlite.org/sqlite-wasm'
import { matchExpression } from '#core/search/match-expression.ts'
import type { SearchTerm } from '#core/search/parsed-query.ts'

/** What is looked for, and in which stretch of row ids; null leaves an end open. */
export type FindAsk = {
  readonly terms: readonly SearchTerm[]
  readonly hasAttachment: boolean
  readonly fromId: number | null
  readonly beforeId: number | null
  readonly limit: number
}

const inOrder = 'rowid >= ? and rowid < ? order by rowid desc limit ?'

/** Row ids of the messages that hold all of it, newest first, and whether there are no more. */
export function findMessages(database: Database, ask: FindAsk): { ids: number[]; isEnd: boolean } {
  const match = matchExpression(ask)
  const range = [ask.fromId ?? 0, ask.beforeId ?? Number.MAX_SAFE_INTEGER, ask.limit + 1]
  const statement = database.prepare(
    match === null ? `select rowid from found where ${inOrder}` : `select rowid from found where found match ? and ${inOrder}`,
  )
  try {
    const ids = readIds(statement.bind(match === null ? range : [match, ...range]))
    return { ids: ids.slice(0, ask.limit), isEnd: ids.length <= ask.limit }
  } finally {
    statement.finalize()
  }
}

function readIds(statement: PreparedStatement): number[] {
  const ids: number[] = []
  while (statement.step()) ids.push(Number(statement.get(0)))
  return ids
}

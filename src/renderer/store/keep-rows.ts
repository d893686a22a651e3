import type { ConversationRow } from './types.ts'

/** Rows read anew, each one as the very object it was before where nothing that lists show has changed; the same list where none has. */
export function keepRows(next: readonly ConversationRow[], before: readonly ConversationRow[] | undefined): readonly ConversationRow[] {
  if (before === undefined) return next
  const known = new Map(before.map((row) => [row.id, row]))
  const kept = next.map((row) => {
    const earlier = known.get(row.id)
    return earlier !== undefined && isSameRow(row, earlier) ? earlier : row
  })
  return kept.length === before.length && kept.every((row, index) => row === before[index]) ? before : kept
}

const plain = [
  'subject',
  'preview',
  'lane',
  'list',
  'judgedBy',
  'shelf',
  'firstAt',
  'lastAt',
  'messageCount',
  'unread',
  'flagged',
  'hasAttachments',
] as const satisfies readonly (keyof ConversationRow)[]

function isSameRow(row: ConversationRow, before: ConversationRow): boolean {
  if (plain.some((field) => row[field] !== before[field])) return false
  const rest = ({ person, clock, due, verdict, messageKeys }: ConversationRow): string =>
    JSON.stringify([person, clock, due, verdict, messageKeys.length, messageKeys[0], messageKeys.at(-1)])
  return rest(row) === rest(before)
}

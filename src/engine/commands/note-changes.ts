import { changeIdOf } from '#contract/journal.ts'
import type { ChangeRow, NewChange } from '#data/schema.ts'
import type { EnginePorts } from '../ports.ts'
import { writeJournal } from '../write-journal.ts'

/**
 * Changes about to be made, with ids of their own and already in the journal: nothing is pushed that a lost store could
 * not make again.
 *
 * Ids grow, and none is used twice even by a store that was lost. A journal that cannot be written now does not keep a
 * helper from reading mail: the store has the change.
 */
export async function noteChanges(ports: EnginePorts, changes: readonly NewChange[]): Promise<readonly ChangeRow[]> {
  if (changes.length === 0) return []
  const { database, now, dice } = ports
  const last = await database.changes.toCollection().last()
  const first = Math.max(Math.floor((now() + dice()) * 1000), (last?.id ?? 0) + 1)
  const noted = changes.map((change, index): ChangeRow => ({ ...change, id: first + index }))
  await Promise.all(noted.map(({ id, ...change }) => writeJournal(ports, { kind: 'change', id, change })))
  return noted
}

/** Ends changes in the journal: done, or taken back before they were. */
export async function endChanges(ports: EnginePorts, ids: readonly number[]): Promise<void> {
  await Promise.all(ids.map((id) => writeJournal(ports, { kind: 'gone', id: changeIdOf(id) })))
}

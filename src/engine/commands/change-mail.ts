import type { Failure } from '#contract/failure.ts'
import type { ConversationId } from '#core/model/ids.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { messagesOf } from '#data/read/conversations.ts'
import type { MessageRow, NewChange } from '#data/schema.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'
import type { Engine } from '../engine.ts'
import { endChanges, noteChanges } from './note-changes.ts'

type Answer = Result<Record<string, never>, Failure>

/** Sets or clears a flag on what came in, here at once and on the server through the queue. */
export async function changeFlag(
  engine: Engine,
  conversationId: string,
  { flag, field, set }: { flag: string; field: 'seen' | 'flagged'; set: boolean },
): Promise<Answer> {
  const { database } = engine.ports
  const hours = await engine.hours()
  const differing = async (): Promise<MessageRow[]> => {
    const rows = await messagesOf(database, conversationId)
    return rows.filter((row) => row.direction === 'in' && row[field] !== set)
  }
  const noted = await noteChanges(
    engine.ports,
    (await differing()).map((row): NewChange => ({ key: row.key, kind: 'flag', flag, set })),
  )
  const unused = await database.transaction('rw', database.mailTables, async () => {
    const changed = await differing()
    const keys = new Set(changed.map((row) => row.key))
    await database.messageRows.bulkPut(changed.map((row) => ({ ...row, [field]: set })))
    await database.changes.bulkPut(noted.filter((change) => keys.has(change.key)))
    await shelveConversations(database, [conversationId as ConversationId], hours)
    return noted.filter((change) => !keys.has(change.key)).map((change) => change.id)
  })
  await endChanges(engine.ports, unused)
  engine.wake()
  return ok({})
}

/** Moves a conversation's incoming messages from the inbox to the archive, or back; through the queue. */
export async function moveConversation(engine: Engine, conversationId: string, isArchived: boolean): Promise<Answer> {
  const { database } = engine.ports
  const folders = await database.folders.toArray()
  const inbox = folders.find((folder) => folder.role === 'inbox')?.path
  const archive = folders.find((folder) => folder.role === 'archive')?.path
  if (inbox === undefined || archive === undefined) return failed({ code: 'cannot-move', detail: 'no archive folder' })
  const [from, to] = isArchived ? [inbox, archive] : [archive, inbox]
  const rows = await messagesOf(database, conversationId)
  const waiting = (await database.changes.toArray()).filter((change) => change.kind === 'move' && change.from === to)
  // Not pushed yet: taken back, nothing has to be moved at all.
  const keys = new Set<string>(rows.map((row) => row.key))
  const opposite = waiting.filter((change) => keys.has(change.key))
  const takenBack = new Set<string>(opposite.map((change) => change.key))
  const moved = rows.filter((row) => !takenBack.has(row.key) && row.places.some((place) => place.folder === from))
  const noted = await noteChanges(
    engine.ports,
    moved.map((row): NewChange => ({ key: row.key, kind: 'move', from, to })),
  )
  await database.transaction('rw', database.changes, async () => {
    await database.changes.bulkDelete(opposite.map((change) => change.id))
    await database.changes.bulkPut(noted)
  })
  await endChanges(
    engine.ports,
    opposite.map((change) => change.id),
  )
  engine.wake()
  return ok({})
}

/** A person says that what the deletion brake holds back is really gone; looked at once more all the same. */
export async function acceptDeletion(engine: Engine, path: string): Promise<Answer> {
  const { database } = engine.ports
  const folder = await database.folders.get(path)
  if (folder?.held == null) return failed({ code: 'folder-missing', detail: path })
  await database.folders.update(path, { held: { ...folder.held, isAccepted: true } })
  engine.wake()
  return ok({})
}

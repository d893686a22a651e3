import { conversationIdOf } from '#data/read/conversations.ts'
import { shop } from '#data/read/shop.ts'
import { runCommand } from './commands.ts'
import { firstFound } from './search.ts'
import { goTo, select, useCounter } from './store.ts'

const undoMs = 10_000

/** Remembers how to take the last action back, for ten seconds where nothing else is said. */
export function offerUndo(label: string, perform: () => void, forMs = undoMs): void {
  useCounter.setState({ undo: { label, perform, until: Date.now() + forMs } })
}

/** Takes the last action back, if it still can be. */
export function undoLast(): void {
  const { undo } = useCounter.getState()
  if (undo === null || undo.until < Date.now()) return
  useCounter.setState({ undo: null })
  undo.perform()
}

/** Selects the next conversation of the list, since this one leaves it. */
function stepOn(id: string): void {
  const { listed, selectedId } = useCounter.getState()
  if (selectedId !== id) return
  const at = listed.findIndex((row) => row.id === id)
  // A search may list a conversation more than once: it leaves with all of its lines.
  const next = listed.slice(at + 1).find((row) => row.id !== id) ?? listed.slice(0, Math.max(at, 0)).findLast((row) => row.id !== id)
  select(next?.id ?? null, false, next?.key ?? null)
}

/** A helper's verdict on a conversation; undo gives back what was said before. */
export async function judge(id: string, lane: 'customer' | 'pitch', label: string): Promise<void> {
  const before = await shop.conversations.get(id)
  const said = before?.judgedBy === 'helper' && (before.lane === 'customer' || before.lane === 'pitch') ? before.lane : null
  stepOn(id)
  void runCommand({ kind: 'judge', conversationId: id, lane })
  offerUndo(label, () => {
    void runCommand({ kind: 'judge', conversationId: id, lane: said })
    select(id)
  })
}

/** Nothing left to answer in a conversation, undoable. */
export function dismiss(id: string, label: string): void {
  stepOn(id)
  void runCommand({ kind: 'dismiss', conversationId: id, dismissed: true })
  offerUndo(label, () => {
    void runCommand({ kind: 'dismiss', conversationId: id, dismissed: false })
    select(id)
  })
}

/** Moves a conversation to the archive, or back to the inbox; undoable. It stays where lists show it: only its folder changes. */
export function archive(id: string, isArchived: boolean, label: string): void {
  void runCommand({ kind: 'archive', conversationId: id, archived: isArchived })
  offerUndo(label, () => void runCommand({ kind: 'archive', conversationId: id, archived: !isArchived }))
}

/** Marks a conversation, or takes the mark away; the same key takes it back. */
export function flag(id: string, isFlagged: boolean): void {
  void runCommand({ kind: 'flag', conversationId: id, flagged: isFlagged })
}

/**
 * Opens the composer on a conversation; `template` is put in a new draft. A reply of ours that still waits comes back as the
 * draft it was: there is never a second one beside it. One that may have left already is shown in the outbox instead.
 */
export async function openComposer(
  row: { readonly id: string; readonly messageKeys: readonly string[] },
  template: string | null,
): Promise<void> {
  const waiting = await shop.outbox.filter((reply) => row.messageKeys.includes(reply.answersKey) && reply.state !== 'filed').first()
  if (waiting !== undefined && !(await runCommand({ kind: 'undo-send', draftId: waiting.draftId })).ok) {
    goTo('outbox')
    return
  }
  select(row.id, true, row.messageKeys[0] ?? null)
  useCounter.setState({ isComposing: true, wantedTemplate: waiting === undefined ? template : null })
}

/** Opens the draft that answers a message. */
export async function openDraftOf(key: string): Promise<void> {
  await openConversationOf(key)
  useCounter.setState({ isComposing: true })
}

/** A conversation that was marked as needing no answer needs one after all. */
export function reopen(id: string, label: string): void {
  void runCommand({ kind: 'dismiss', conversationId: id, dismissed: false })
  offerUndo(label, () => void runCommand({ kind: 'dismiss', conversationId: id, dismissed: true }))
}

/** Opens the conversation that holds a message. */
export async function openConversationOf(key: string): Promise<void> {
  const id = await conversationIdOf(shop, key)
  if (id !== null) select(id, true, key)
}

/** Opens the first message found for a query, or the first conversation of the list where there is no query. */
export async function openFirstFound(query: string): Promise<void> {
  if (query.trim() === '') {
    const [first] = useCounter.getState().listed
    if (first !== undefined) select(first.id, true, first.key)
    return
  }
  const found = await firstFound(query)
  if (found !== null && useCounter.getState().query === query) select(found.conversation.id, true, found.row.key)
}

/** The selected conversation is gone: it was joined with another, found again by its message, or it really is. */
export async function followSelection(): Promise<void> {
  const { selectedId, selectedKey, isReading, isComposing } = useCounter.getState()
  const id = selectedKey === null ? null : await conversationIdOf(shop, selectedKey)
  if (useCounter.getState().selectedId !== selectedId) return
  select(id, isReading, selectedKey)
  if (id !== null) useCounter.setState({ isComposing })
}

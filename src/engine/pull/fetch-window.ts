import type { Failure } from '#contract/failure.ts'
import { ok } from '#core/model/result.ts'
import { addUids, formatUidSet, parseUidSet } from '#core/sync/uid-set.ts'
import type { Window } from '#core/sync/plan-pull.ts'
import type { MailboxIndex } from '#data/write/mailbox-index.ts'
import { placeKnown } from '#data/write/place-known.ts'
import { storeMails, type MailToStore } from '#data/write/store-mails.ts'
import { withRoom } from '../make-room.ts'
import { notSent, readOrKeep } from './read-mail.ts'
import type { FolderWork, PullContext } from './pull-context.ts'

/** One window of one folder, and whose turn it is. */
export type Turn = { readonly work: FolderWork; readonly window: Window }

/** A window as it came, read and judged. */
export type Fetched = Turn & {
  readonly mails: readonly MailToStore[]
  /** UIDs that are here already and only got their place. */
  readonly known: ReadonlySet<number>
  readonly failure: Failure | null
}

/** A message that breaks the connection so often, alone, is to blame itself. */
const mostStumbles = 3

/** What the mailroom answered for a window; `known` are UIDs that are here already and only got their place. */
type Answer = Turn & { readonly known: ReadonlySet<number>; readonly mails: Awaited<ReturnType<PullContext['mail']['fetchMail']>> }

const nothing: Answer['mails'] = { ok: true, value: { mails: [], blocks: [] } }

/**
 * Asks for one window. One message that broke the connection again and again, alone, is not asked for any more, and gets a
 * row that says so.
 */
export async function askWindow(context: PullContext, turn: Turn): Promise<Answer> {
  const { work, window } = turn
  const { path, uidValidity } = work.folder
  const [uid = 0] = window.uids
  const stumble = context.stumbles.get(path)
  if (window.uids.length === 1 && stumble?.uid === uid && stumble.times >= mostStumbles)
    return { ...turn, known: new Set(), mails: ok({ mails: [notSent(uid, uidValidity, context.now())], blocks: [] }) }
  let { uids } = window
  if (work.isKeysFirst) {
    const keys = await context.mail.fetchKeys({ path, uidValidity, uids: [...uids] })
    if (!keys.ok) return { ...turn, known: new Set(), mails: keys }
    const unknown = new Set(await placeKnown(context.database, work.folder, keys.value.keys, context.hours))
    const heard = new Set(keys.value.keys.map((each) => each.uid))
    uids = uids.filter((each) => unknown.has(each) || !heard.has(each))
  }
  const known = new Set(window.uids.filter((each) => !uids.includes(each)))
  return { ...turn, known, mails: uids.length === 0 ? nothing : await context.mail.fetchMail({ path, uidValidity, uids: [...uids] }) }
}

/** Reads and judges a window as it came; where it did not, notes which window the connection broke on. */
export function readWindow(context: PullContext, { work, window, known, mails }: Answer): Fetched {
  const { path } = work.folder
  const [uid = 0] = window.uids
  if (mails.ok) {
    context.stumbles.delete(path)
    work.came = Math.max(work.came, window.uids.length)
    const read = mails.value.mails.map((each) => readOrKeep(each, mails.value.blocks, context))
    return { work, window, known, mails: read, failure: null }
  }
  if (mails.failure.code === 'connection-lost') {
    const stumble = context.stumbles.get(path)
    const isAlone = window.uids.length === 1 && stumble?.uid === uid
    // After others of its size the line is to blame, not what is in it: the same size is tried again.
    const size = work.came >= window.uids.length ? 2 * window.uids.length : window.uids.length
    context.stumbles.set(path, { uid, size, times: isAlone ? stumble.times + 1 : 1 })
  }
  return { work, window, known, mails: [], failure: mails.failure }
}

/** Stores one window with the cursor that says so; UIDs that the server did not send stay owed. */
export async function storeWindow(
  context: PullContext,
  { work, window, mails, known }: Fetched,
  index: MailboxIndex | undefined,
): Promise<void> {
  const sent = new Set(mails.map((mail) => mail.uid))
  const owed = window.uids.filter((uid) => !sent.has(uid) && !known.has(uid))
  const settled = addUids(parseUidSet(work.folder.settled), window.low, window.high)
  work.folder = { ...work.folder, settled: formatUidSet(settled), owed: [...new Set([...work.folder.owed, ...owed])] }
  await context.stored(await withRoom(context.database, () => storeMails(context.database, work.folder, mails, context.hours, index)))
}

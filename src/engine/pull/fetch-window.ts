import type { Failure } from '#contract/failure.ts'
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

/** Fetches, reads and judges one window. One message that breaks the connection again and again, alone, gets a row that says so. */
export async function fetchWindow(context: PullContext, turn: Turn): Promise<Fetched> {
  const { path } = turn.work.folder
  const [uid = 0] = turn.window.uids
  const stumble = context.stumbles.get(path)
  if (turn.window.uids.length === 1 && stumble?.uid === uid && stumble.times >= mostStumbles) {
    context.stumbles.delete(path)
    const mail = readOrKeep(notSent(uid, turn.work.folder.uidValidity, context.now()), context.ownAddresses)
    return { ...turn, known: new Set(), mails: [mail], failure: null }
  }
  const fetched = await fetchUids(context, turn)
  if (fetched.failure === null) context.stumbles.delete(path)
  else if (fetched.failure.code === 'connection-lost') {
    const isAlone = turn.window.uids.length === 1 && stumble?.uid === uid
    context.stumbles.set(path, { uid, size: turn.window.uids.length, times: isAlone ? stumble.times + 1 : 1 })
  }
  return fetched
}

async function fetchUids({ database, mail, hours, ownAddresses }: PullContext, { work, window }: Turn): Promise<Fetched> {
  const view = { path: work.folder.path, uidValidity: work.folder.uidValidity }
  const none = { work, window, mails: [], known: new Set<number>() }
  let uids = window.uids
  if (work.isKeysFirst) {
    const keys = await mail.fetchKeys({ ...view, uids: [...uids] })
    if (!keys.ok) return { ...none, failure: keys.failure }
    const unknown = new Set(await placeKnown(database, work.folder, keys.value.keys, hours))
    const heard = new Set(keys.value.keys.map(({ uid }) => uid))
    uids = uids.filter((uid) => unknown.has(uid) || !heard.has(uid))
  }
  const known = new Set(window.uids.filter((uid) => !uids.includes(uid)))
  if (uids.length === 0) return { ...none, known, failure: null }
  const fetched = await mail.fetchMail({ ...view, uids: [...uids] })
  if (!fetched.ok) return { ...none, failure: fetched.failure }
  return { ...none, known, mails: fetched.value.mails.map((each) => readOrKeep(each, ownAddresses)), failure: null }
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

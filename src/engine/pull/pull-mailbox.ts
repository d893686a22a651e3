import type { Failure } from '#contract/failure.ts'
import { ok } from '#core/model/result.ts'
import type { Window } from '#core/sync/plan-pull.ts'
import { addUids, formatUidSet, hasUid, parseUidSet } from '#core/sync/uid-set.ts'
import { MailboxIndex } from '#data/write/mailbox-index.ts'
import { storeFlags } from '#data/write/store-flags.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { dropFolders } from './drop-folders.ts'
import { askWindow, readWindow, storeWindow, type Fetched, type Turn } from './fetch-window.ts'
import { pullFirstScreen } from './first-screen.ts'
import { forgetGone, leaveOldNumberings, lookAgain } from './forget-gone.ts'
import { openFolder } from './open-folder.ts'
import { notSent, readOrKeep } from './read-mail.ts'
import type { FolderWork, Gone, PullContext, WantedFolder } from './pull-context.ts'

/** More messages than this to come: everything here is read into memory once, instead of asked for batch by batch. */
const bulkMessages = 1_000
/** Rounds until nothing moves any more; a mailbox in which something always moves waits for the next pass. */
const mostRounds = 4

/**
 * Brings the folders up to date: what arrived first, in all folders, then flags, and only when nothing more arrives anywhere
 * what is gone, so that a moved message is found in its new folder before it is missed in the old one. Gives the first
 * failure; what was stored stays.
 */
export async function pullMailbox(context: PullContext, folders: readonly WantedFolder[]): Promise<Failure | null> {
  const [inbox] = folders
  const first = inbox === undefined ? null : await pullFirstScreen(context, inbox)
  if (first !== null) return first
  const gone: { readonly path: string; readonly gone: Gone }[] = []
  for (let round = 0; round < mostRounds; round += 1) {
    const works = await openAll(context, folders, round)
    if (!Array.isArray(works)) return works
    const fetched = await fetchWindows(context, works)
    if (fetched !== null && !passing.has(fetched.code)) return fetched
    for (const work of works.filter(isDone)) {
      await finish(context, work)
      if (work.gone !== null) gone.push({ path: work.status.path, gone: work.gone })
    }
    if (context.pace() === 'stop') return null
    // Paused, or a folder changed under our hands: the next pass goes on.
    // With nothing gone, what arrived meanwhile is for the next pass.
    if (gone.length === 0 || !works.some((work) => work.windows.length > 0) || !works.every(isDone)) break
  }
  for (const each of gone) {
    const failure = await forgetGone(context, each.path, each.gone)
    if (failure !== null && failure.code !== 'too-many-connections') return failure
  }
  const kept = await context.database.folders.toArray()
  const isDropped = kept.some(({ path }) => folders.every((folder) => folder.path !== path))
  const dropped = isDropped ? await dropFolders(context, folders) : null
  if (dropped !== null && dropped.code !== 'too-many-connections') return dropped
  for (const { path, held } of kept) {
    const failure = (await leaveOldNumberings(context, path)) ?? (held === null ? null : await lookAgain(context, path))
    if (failure !== null && failure.code !== 'too-many-connections') return failure
  }
  return null
}

/** One folder that cannot be read never stops the rest. */
const passing = new Set<Failure['code']>(['folder-missing', 'folder-changed'])

async function openAll(context: PullContext, folders: readonly WantedFolder[], round: number): Promise<FolderWork[] | Failure> {
  const known = round === 0 ? context.statuses : null
  const statuses =
    known === null ? await context.mail.statuses({ paths: folders.map((folder) => folder.path) }) : ok({ statuses: [...known] })
  if (!statuses.ok) return statuses.failure
  const kept = new Map((await context.database.folders.toArray()).map((folder) => [folder.path, folder]))
  const works: FolderWork[] = []
  for (const folder of folders) {
    const status = statuses.value.statuses.find(({ path }) => path === folder.path)
    if (status === undefined) continue
    const opened = await openFolder(context, folder, status, { round, local: kept.get(folder.path) })
    if (!opened.ok && !passing.has(opened.failure.code)) return opened.failure
    if (opened.ok && opened.value !== null) works.push(opened.value)
  }
  return works
}

/** Fetches and stores every window, the folders in turn, so that an answer in Sent is here soon after the message it answers. */
async function fetchWindows(context: PullContext, works: readonly FolderWork[]): Promise<Failure | null> {
  const total = works.reduce((sum, work) => sum + work.windows.reduce((count, window) => count + window.uids.length, 0), 0)
  const index = total > bulkMessages ? await MailboxIndex.whole(context.database) : undefined
  const queue = askInTurn(works, context)
  let coming = queue.next()
  while (coming !== null) {
    const fetched = await coming
    if (fetched.failure !== null) return fetched.failure
    // The next window is read and judged while this one is stored.
    coming = context.pace() === 'stop' ? null : queue.next()
    await storeWindow(context, fetched, index)
  }
  return null
}

/** Windows in turn, each read and judged; the one after it is asked for meanwhile, so that the server need not wait for us. */
function askInTurn(works: readonly FolderWork[], context: PullContext): { readonly next: () => Promise<Fetched> | null } {
  const queue = inTurn(works, context)
  const asked: ReturnType<typeof askWindow>[] = []
  const ask = (): void => {
    const { value } = queue.next()
    if (value !== undefined) asked.push(askWindow(context, value))
  }
  return {
    next: () => {
      if (asked.length === 0) ask()
      const first = asked.shift()
      if (first === undefined) return null
      return first.then((answer) => {
        // By keys a window depends on what was stored before it.
        if (asked.length === 0 && answer.mails.ok && !answer.work.isKeysFirst && context.pace() !== 'stop') ask()
        return readWindow(context, answer)
      })
    },
  }
}

/** Whether every window of a folder is stored. */
function isDone(work: FolderWork): boolean {
  const settled = parseUidSet(work.folder.settled)
  return work.windows.every((window) => window.uids.every((uid) => hasUid(settled, uid)))
}

function* inTurn(works: readonly FolderWork[], context: PullContext): Generator<Turn, undefined> {
  const cursors = works.map((work) => ({ work, at: 0 }))
  while (cursors.some(({ work, at }) => at < work.windows.length)) {
    for (const cursor of cursors) {
      const window = cursor.work.windows[cursor.at]
      if (window === undefined) continue
      cursor.at += 1
      // Paused: what is new comes all the same, older mail waits.
      if (context.pace() === 'newest-only' && !isNewer(window, cursor.work)) continue
      yield { work: cursor.work, window }
    }
  }
  return undefined
}

/** Whether a window lies above everything that is here. */
function isNewer(window: Window, work: FolderWork): boolean {
  const top = parseUidSet(work.folder.settled).at(-1)?.[1] ?? 0
  return window.high > top
}

/** Flags, and the cursor that says "all of it". */
async function finish(context: PullContext, work: FolderWork): Promise<void> {
  const { database, hours, now } = context
  const { status } = work
  await payOwed(context, work)
  const view = { path: status.path, uidValidity: work.folder.uidValidity }
  await storeFlags(database, view, work.flags, hours)
  const isSwept = !work.folder.isComplete || work.isSweep
  await storeMails(
    database,
    {
      ...work.folder,
      settled: formatUidSet(addUids([], 1, status.uidNext - 1)),
      uidNext: status.uidNext,
      highestModseq: status.highestModseq,
      isComplete: true,
      sweptAt: work.isBlind ? 0 : isSwept ? now() : work.folder.sweptAt,
    },
    [],
    hours,
  )
}

/** Asks again, one by one, for what the server left out: gone meanwhile, or listed and never sent, which gets a row that says so. */
async function payOwed(context: PullContext, work: FolderWork): Promise<void> {
  if (work.folder.owed.length === 0) return
  const { mail, database, hours, now } = context
  const view = { path: work.folder.path, uidValidity: work.folder.uidValidity }
  const listed = await mail.listUids({ ...view, from: Math.min(...work.folder.owed) })
  if (!listed.ok) return
  const there = new Set(listed.value.uids)
  for (const uid of work.folder.owed) {
    const again = there.has(uid) ? await mail.fetchMail({ ...view, uids: [uid] }) : null
    if (again?.ok === false) return
    work.folder = { ...work.folder, owed: work.folder.owed.filter((each) => each !== uid) }
    const { mails, blocks } = again?.value ?? { mails: [], blocks: [] }
    const kept = again !== null && mails.length === 0 ? [notSent(uid, view.uidValidity, now())] : mails
    const read = kept.map((each) => readOrKeep(each, blocks, context))
    await context.stored(await storeMails(database, work.folder, read, hours))
  }
}

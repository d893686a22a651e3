import type { Failure } from '#contract/failure.ts'
import { addUids, formatUidSet, noUids } from '#core/sync/uid-set.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { readOrKeep } from './read-mail.ts'
import type { PullContext, WantedFolder } from './pull-context.ts'

const screenful = 50

/**
 * The newest messages of an inbox that was never read, in as few round trips as there can be: nothing else is asked before
 * they are on screen, however large the mailbox.
 */
export async function pullFirstScreen(context: PullContext, inbox: WantedFolder): Promise<Failure | null> {
  const { database, mail, hours } = context
  const { path } = inbox
  // What broke the connection once is looked for in small windows, by the regular pull.
  if ((await database.folders.get(path)) !== undefined || context.stumbles.has(path)) return null
  const newest = await mail.fetchNewest({ path, count: screenful })
  if (!newest.ok) {
    if (newest.failure.code === 'connection-lost') context.stumbles.set(path, { uid: 0, size: screenful, times: 1 })
    return newest.failure.code === 'folder-missing' ? null : newest.failure
  }
  const { status, mails, blocks } = newest.value
  const lowest = Math.min(...mails.map(({ uid }) => uid))
  if (mails.length === 0) return null
  const folder = {
    path,
    role: inbox.role,
    uidValidity: status.uidValidity,
    uidNext: 1,
    highestModseq: status.highestModseq,
    // All there is where there is less than a screenful.
    settled: formatUidSet(addUids(noUids, status.exists <= screenful ? 1 : lowest, Math.max(...mails.map(({ uid }) => uid)))),
    owed: [],
    isComplete: false,
    exists: status.exists,
    here: 0,
    sweptAt: 0,
    held: null,
  }
  await context.stored(
    await storeMails(
      database,
      folder,
      mails.map((each) => readOrKeep(each, blocks, context)),
      hours,
    ),
  )
  return null
}

import type { Failure } from '#contract/failure.ts'
import { mayForget, needsPersonToForget } from '#core/sync/deletion-brake.ts'
import { formatUidSet, parseUidSet, uidSetOf, uidsOf } from '#core/sync/uid-set.ts'
import { findOrphans, forgetPlaces } from '#data/write/forget-places.ts'
import { otherNumberings, placesOf } from '#data/write/place-blocks.ts'
import type { FolderRow } from '#data/schema.ts'
import type { Gone, PullContext } from './pull-context.ts'

/**
 * Forgets what is gone from a folder, carefully: what was merely not listed is asked for once more over a connection of its
 * own, and what is too much at once is held back, to be asked for again after a pause; a folder that is suddenly empty waits
 * for a person. Messages that were moved elsewhere only lose this place.
 */
export async function forgetGone(context: PullContext, path: string, gone: Gone): Promise<Failure | null> {
  const { database } = context
  const folder = await database.folders.get(path)
  if (folder === undefined) return null
  const agreed = gone.isTold ? gone.uids : await stillGone(context, folder, gone.uidValidity, gone.uids)
  if (!Array.isArray(agreed)) return agreed as Failure
  return await forgetOrHold(context, folder, gone.uidValidity, agreed)
}

/**
 * Lets go of the places of a folder under earlier numberings, once all of it has been matched again under the present one:
 * they say nothing any more. Messages that found no match go the careful way.
 */
export async function leaveOldNumberings(context: PullContext, path: string): Promise<Failure | null> {
  const { database, hours, tidied } = context
  if (tidied.has(path)) return null
  const folder = await database.folders.get(path)
  if (folder?.isComplete !== true) return null
  tidied.add(path)
  for (const uidValidity of await otherNumberings(database, { folder: path, uidValidity: folder.uidValidity })) {
    tidied.delete(path)
    if (folder.held?.uidValidity === uidValidity) continue
    const view = { folder: path, uidValidity }
    const uids = [...(await placesOf(database, view)).keys()]
    const { orphans } = await findOrphans(database, view, uids)
    const left = new Set(orphans)
    await forgetPlaces(
      database,
      folder,
      view,
      uids.filter((uid) => !left.has(uid)),
      hours,
    )
    const failure = orphans.length === 0 ? null : await forgetGone(context, path, { uidValidity, uids: orphans, isTold: false })
    if (failure !== null) return failure
  }
  return null
}

/** Looks again at what the brake holds, once its time has come or a person has said so. */
export async function lookAgain(context: PullContext, path: string): Promise<Failure | null> {
  const { database, now, timings, hours } = context
  const folder = await database.folders.get(path)
  const held = folder?.held ?? null
  if (folder === undefined || held === null) return null
  const isAskedFor = held.isAccepted || (context.looksNowSince !== null && held.since < context.looksNowSince)
  if (!isAskedFor && now() - held.since < timings.brakePauseMs) return null
  const agreed = await stillGone(context, folder, held.uidValidity, uidsOf(parseUidSet(held.uids)))
  if (!Array.isArray(agreed)) return agreed as Failure
  const view = { folder: path, uidValidity: held.uidValidity }
  const { here, orphans } = await findOrphans(database, view, agreed)
  if (here > 0 && !held.isAccepted && needsPersonToForget(orphans.length, heldBefore(folder, held.uidValidity, agreed.length))) {
    await database.folders.update(path, { held: { ...held, since: now() } })
    return null
  }
  await forgetPlaces(database, { ...folder, held: null }, view, agreed, hours)
  return null
}

async function forgetOrHold(context: PullContext, folder: FolderRow, uidValidity: string, uids: readonly number[]): Promise<null> {
  const { database, hours, now } = context
  const view = { folder: folder.path, uidValidity }
  const { orphans } = await findOrphans(database, view, uids)
  if (orphans.length === 0 || (folder.held === null && mayForget(orphans.length, heldBefore(folder, uidValidity, uids.length)))) {
    await forgetPlaces(database, folder, view, uids, hours)
    return null
  }
  // What lies elsewhere too loses this place; only what would be forgotten is held back.
  const rest = new Set(orphans)
  const moved = uids.filter((uid) => !rest.has(uid))
  if (moved.length > 0) await forgetPlaces(database, folder, view, moved, hours)
  // Whatever joins what is held already waits with it.
  const before = folder.held?.uidValidity === uidValidity ? uidsOf(parseUidSet(folder.held.uids)) : []
  const all = uidSetOf([...new Set([...before, ...orphans])])
  const since = folder.held?.since ?? now()
  await database.folders.update(folder.path, {
    held: { uidValidity, uids: formatUidSet(all), count: uidsOf(all).length, since, isAccepted: false },
  })
  return null
}

/** How many messages the folder held before: what it holds under a new numbering is not counted with what is gone of the old. */
function heldBefore(folder: FolderRow, uidValidity: string, gone: number): number {
  return uidValidity === folder.uidValidity ? folder.here : folder.here + gone
}

/** Which of these UIDs a connection made for this question does not list either; under an earlier numbering: which messages have no other place. */
async function stillGone(
  context: PullContext,
  folder: FolderRow,
  uidValidity: string,
  uids: readonly number[],
): Promise<readonly number[] | Failure> {
  const { database, mail } = context
  const listed = await mail.listUidsAnew({ path: folder.path, uidValidity: folder.uidValidity })
  if (!listed.ok) {
    // A folder that is no longer there holds nothing; anything else is no answer.
    return listed.failure.code === 'folder-missing' ? uids : listed.failure
  }
  if (uidValidity === folder.uidValidity) {
    const there = new Set(listed.value.uids)
    return uids.filter((uid) => !there.has(uid))
  }
  // Renumbered: only once everything listed has been matched is it known what found no match.
  const places = await placesOf(database, { folder: folder.path, uidValidity: folder.uidValidity })
  return folder.isComplete && listed.value.uids.every((uid) => places.has(uid)) ? uids : []
}

import type { Failure } from '#contract/failure.ts'
import type { FolderStatus } from '#contract/mailroom.ts'
import { ok, type Result } from '#core/model/result.ts'
import { planFolder, planWindows } from '#core/sync/plan-pull.ts'
import { parseUidSet, uidSetOf } from '#core/sync/uid-set.ts'
import { findOrphans } from '#data/write/forget-places.ts'
import { relabelPlaces } from '#data/write/relabel-places.ts'
import { placesOf } from '#data/write/place-blocks.ts'
import type { FolderRow } from '#data/schema.ts'
import type { FolderWork, Gone, PullContext, WantedFolder } from './pull-context.ts'
import { isSpotSame } from './spot-check.ts'

/** Flags are read anew for so many of the newest where the server cannot tell what changed. */
const flagWindow = 1_000
const sweepWindow = 5_000

/** Opens one folder and finds out what there is to do; null where there is nothing. */
export async function openFolder(
  context: PullContext,
  wanted: WantedFolder,
  status: FolderStatus,
  { round, local }: { readonly round: number; readonly local: FolderRow | undefined },
): Promise<Result<FolderWork | null, Failure>> {
  const { database, mail, now, timings } = context
  const { path } = wanted
  const held = local?.held?.uidValidity === local?.uidValidity ? (local?.held?.count ?? 0) : 0
  const isSweepDue = round === 0 && local !== undefined && local.isComplete && now() - local.sweptAt >= timings.sweepMs
  let plan = planFolder(status, local === undefined ? null : { ...local, here: local.here - held })
  const isQuiet = plan === 'nothing' && !isSweepDue && local?.owed.length === 0
  if (isQuiet && (!context.spotChecksAll || context.spotChecked.has(path))) return ok(null)
  // What cannot follow from what was said before may be another folder under the same name and numbering.
  if (plan === 'check') context.spotChecked.delete(path)
  if (plan === 'nothing' && isSweepDue) plan = 'check'
  if (local !== undefined && plan !== 'renumbered' && !(await isSpotSame(context, local))) {
    // The same numbering by name, other messages by their numbers.
    await relabelPlaces(database, path, local.uidValidity, `${local.uidValidity} until ${now()}`)
    context.tidied.delete(path)
    return await openFolder(context, wanted, status, { round, local: await database.folders.get(path) })
  }
  if (isQuiet) return ok(null)
  const isSame = local !== undefined && plan !== 'renumbered'
  if (!isSame) context.tidied.delete(path)
  const changes = await mail.changes({
    path,
    uidValidity: isSame ? local.uidValidity : null,
    sinceModseq: isSame && plan === 'changes' ? local.highestModseq : null,
  })
  if (!changes.ok) return changes
  const server = changes.value
  if (server.uidValidity !== status.uidValidity) return { ok: false, failure: { code: 'folder-changed', detail: path } }
  const folder: FolderRow = isSame
    ? { ...local, role: wanted.role, exists: server.exists }
    : {
        path,
        role: wanted.role,
        uidValidity: server.uidValidity,
        uidNext: 1,
        // What changes while older mail still comes is asked for since then.
        highestModseq: server.highestModseq,
        settled: '',
        owed: [],
        isComplete: false,
        exists: server.exists,
        here: 0,
        sweptAt: 0,
        held: local?.held ?? null,
      }
  const view = { path, uidValidity: folder.uidValidity }
  const isWhole = isSame && local.isComplete
  const list = (from: number): Promise<Result<{ uids: number[] }, Failure>> =>
    server.exists === 0 ? Promise.resolve(ok({ uids: [] })) : mail.listUids({ ...view, from })
  const from = isWhole ? Math.max(1, Math.min(local.uidNext, server.uidNext)) : 1
  const news = isWhole && server.uidNext === local.uidNext ? ok({ uids: [] }) : await list(from)
  if (!news.ok) return news
  const told =
    isWhole && server.vanished !== null && server.vanished.length > 0
      ? await findOrphans(database, { folder: path, uidValidity: local.uidValidity }, server.vanished)
      : null
  // What arrived between the two answers is in the list and not in the count.
  const counted = news.value.uids.filter((uid) => uid < server.uidNext).length
  const unexplained = isWhole ? server.exists - (local.here - held - (told?.here ?? 0) + counted) : 0
  // Counts that do not add up, or the time for it has come: every UID is compared.
  const compares = isWhole && (plan === 'check' || isSweepDue || unexplained !== 0)
  if (unexplained !== 0) context.spotChecked.delete(path)
  const all = compares && from > 1 ? await list(1) : news
  if (!all.ok) return all
  const places = compares ? await placesOf(database, { folder: path, uidValidity: local.uidValidity }) : null
  const top = Math.max(server.uidNext - 1, all.value.uids.at(-1) ?? 0)
  const settled = places === null ? parseUidSet(folder.settled) : uidSetOf([...places.keys()])
  const stumble = context.stumbles.get(path)
  const largest = stumble === undefined ? Infinity : Math.max(1, Math.floor(stumble.size / 2))
  const windows = planWindows(all.value.uids, { settled, from: compares ? 1 : from, top, largest })
  const flags = isWhole || (isSame && server.flags !== null) ? await readFlags(context, folder, server, compares) : ok([])
  if (!flags.ok) return flags
  return ok({
    status: { ...server, uidNext: top + 1 },
    windows: [...windows],
    came: 0,
    isKeysFirst: (local !== undefined && !isSame) || wanted.isEverything || (wanted.role === 'archive' && isWhole),
    folder,
    flags: flags.value,
    gone: places === null ? goneAsTold(server, local) : goneFromList(folder.uidValidity, places, all.value.uids),
    isSweep: compares,
    // Begun earlier, on a server that cannot tell what changed since: everything is compared next.
    isBlind: isSame && !isWhole && server.flags === null,
  })
}

/** As the server told by itself (VANISHED). */
function goneAsTold(server: { readonly vanished: readonly number[] | null }, local: FolderRow | undefined): Gone | null {
  if (local === undefined || server.vanished === null || server.vanished.length === 0) return null
  return { uidValidity: local.uidValidity, uids: server.vanished, isTold: true }
}

/** What lies here and was not listed. */
function goneFromList(uidValidity: string, places: ReadonlyMap<number, number>, listed: readonly number[]): Gone | null {
  const there = new Set(listed)
  const uids = [...places.keys()].filter((uid) => !there.has(uid))
  return uids.length === 0 ? null : { uidValidity, uids, isTold: false }
}

/** Flags that changed: as the server told, else read anew. */
async function readFlags(
  { mail }: PullContext,
  folder: FolderRow,
  now: { readonly flags: FolderWork['flags'] | null; readonly exists: number; readonly uidNext: number },
  isSweep: boolean,
): Promise<Result<FolderWork['flags'], Failure>> {
  if (now.flags !== null && !isSweep) return ok(now.flags)
  if (now.exists === 0) return ok([])
  const view = { path: folder.path, uidValidity: folder.uidValidity }
  const flags: FolderWork['flags'][number][] = []
  const lowest = isSweep ? 1 : Math.max(1, folder.uidNext - flagWindow)
  for (let to = folder.uidNext - 1; to >= lowest; to -= sweepWindow) {
    const read = await mail.fetchFlags({ ...view, from: Math.max(lowest, to - sweepWindow + 1), to })
    if (!read.ok) return read
    flags.push(...read.value.flags)
  }
  return ok(flags)
}

import type { FolderRole, FolderRow, HeldDeletion, SearchProgress } from '../schema.ts'
import type { Shop } from './shop.ts'

/** What each folder kept here is for. */
export async function folderUses(shop: Shop): Promise<{ path: string; role: FolderRole }[]> {
  return (await shop.folders.toArray()).map(({ path, role }) => ({ path, role }))
}

/** Moves that the server has not been told of yet, in the order in which they were made. */
export async function waitingMoves(shop: Shop): Promise<{ key: string; from: string; to: string }[]> {
  return (await shop.changes.toArray()).flatMap((change) =>
    change.kind === 'move' ? [{ key: change.key, from: change.from, to: change.to }] : [],
  )
}

/** How far one folder is, without its cursor. */
export type FolderDetail = Pick<FolderRow, 'path' | 'role' | 'here' | 'exists' | 'isComplete' | 'sweptAt' | 'held'>

const roles: readonly FolderRole[] = ['inbox', 'sent', 'archive', 'junk', 'other']

/** The folders kept here, the inbox first. */
export async function folderDetails(shop: Shop): Promise<FolderDetail[]> {
  return (await shop.folders.toArray())
    .map(({ path, role, here, exists, isComplete, sweptAt, held }) => ({ path, role, here, exists, isComplete, sweptAt, held }))
    .sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role) || (a.path < b.path ? -1 : 1))
}

/** A deletion that the brake holds back, with its folder. */
export type HeldFolder = { readonly path: string; readonly here: number; readonly held: HeldDeletion }

/** Everything that the deletion brake holds back. */
export async function heldFolders(shop: Shop): Promise<HeldFolder[]> {
  return (await folderDetails(shop)).flatMap(({ path, here, held }) => (held === null ? [] : [{ path, here, held }]))
}

/** A folder as the server lists it. */
export type ServerFolder = {
  readonly path: string
  readonly role: 'inbox' | 'sent' | 'archive' | 'all' | 'junk' | 'drafts' | 'trash' | 'other'
}

/** Every folder of the server, as it listed them last. */
export async function serverFolders(shop: Shop): Promise<readonly ServerFolder[]> {
  return ((await shop.values.get('folders'))?.value as readonly ServerFolder[] | undefined) ?? []
}

/** How far the search index is; `progress` is null before the engine has said anything, `problem` says why it cannot run. */
export type SearchState = { readonly progress: SearchProgress | null; readonly problem: string | null }

/** How the search index stands. It is told after each batch: what has been stored since counts as not searchable yet. */
export async function searchState(shop: Shop): Promise<SearchState> {
  const [said, problem] = await shop.values.bulkGet(['search', 'search-problem'])
  const stored = (await shop.counters.get('messages'))?.count
  const progress = (said?.value as SearchProgress | undefined) ?? null
  return {
    progress: progress === null ? null : { indexed: progress.indexed, total: stored ?? progress.total },
    problem: (problem?.value as string | undefined) ?? null,
  }
}

/** How many changes of ours (read, flags, moves) the server has not been told of yet. */
export async function waitingChanges(shop: Shop): Promise<number> {
  return await shop.changes.count()
}

import { shop } from '#data/read/shop.ts'
import {
  folderDetails,
  heldFolders,
  searchState,
  serverFolders,
  waitingChanges,
  type HeldFolder,
  type ServerFolder,
} from '#data/read/sync-details.ts'
import { createPacedFeed } from './feed.ts'

/** The folders kept here and how far each is; undefined until the store has been read. */
export const useFolderDetails = createPacedFeed(['folders'], () => folderDetails(shop))

/** How the search index stands; undefined until the store has been read. */
export const useSearchState = createPacedFeed(['values', 'counters'], () => searchState(shop))

/** How many changes of ours wait to reach the server; undefined until the store has been read. */
export const useWaitingChanges = createPacedFeed(['changes'], () => waitingChanges(shop))

const useHeld = createPacedFeed(['folders'], () => heldFolders(shop))
const nothingHeld: readonly HeldFolder[] = []

/** What the deletion brake holds back; nearly always nothing. */
export function useHeldFolders(): readonly HeldFolder[] {
  return useHeld() ?? nothingHeld
}

const useListed = createPacedFeed(['values'], () => serverFolders(shop))
const noFolders: readonly ServerFolder[] = []

/** Every folder of the server, as it listed them last. */
export function useServerFolders(): readonly ServerFolder[] {
  return useListed() ?? noFolders
}

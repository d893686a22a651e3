import { useMemo } from 'react'
import { liesWhere, type LiesWhere } from '#core/conversation/lies-where.ts'
import type { ReadMessage } from '#data/read/conversations.ts'
import { shop } from '#data/read/shop.ts'
import { folderUses, waitingMoves } from '#data/read/sync-details.ts'
import { createPacedFeed } from './feed.ts'

/** Where the conversation in front lies on the server, and what can be done about it. */
export type Whereabouts = {
  readonly lies: LiesWhere
  /** Paths of the folders it lies in. */
  readonly folders: readonly string[]
  readonly isFlagged: boolean
  /** There is an archive to move it to, and an inbox to bring it back to. */
  readonly hasArchive: boolean
}

const useFolderUses = createPacedFeed(['folders'], () => folderUses(shop))
const useWaitingMoves = createPacedFeed(['changes'], () => waitingMoves(shop))
const noFolders: Awaited<ReturnType<typeof folderUses>> = []
const noMoves: Awaited<ReturnType<typeof waitingMoves>> = []

/** Where these messages lie, as it will be once the server has been told of everything. */
export function useWhereabouts(messages: readonly ReadMessage[] | undefined): Whereabouts {
  const folders = useFolderUses() ?? noFolders
  const moves = useWaitingMoves() ?? noMoves
  return useMemo(() => {
    const rows = (messages ?? []).map(({ row }) => row)
    const uses = new Map(folders.map(({ path, role }) => [path, role]))
    const { lies, folders: lieIn } = liesWhere(rows, moves, (path) => uses.get(path))
    const roles = new Set(uses.values())
    return {
      lies,
      folders: lieIn,
      isFlagged: rows.some((row) => row.direction === 'in' && row.flagged),
      hasArchive: roles.has('archive') && roles.has('inbox'),
    }
  }, [messages, folders, moves])
}

import type { ImapFlow } from 'imapflow'
import type { Folder, FolderStatus } from '#contract/mailroom.ts'
import { folderRoles } from './folder-roles.ts'

/** Fewer folders than this are asked one by one: LIST-STATUS counts every folder of the mailbox. */
const fewFolders = 2

/** The folders and, where the server tells it in the same breath, how each of them stands; at once after logging in, with no folder open. */
export async function listFolders(
  client: ImapFlow,
  withStatuses: boolean,
): Promise<{ folders: Folder[]; statuses: FolderStatus[] | null }> {
  const isTold = withStatuses && client.capabilities.has('LIST-STATUS') && client.mailbox === false
  const listed = await client.list(isTold ? { statusQuery: statusQuery(client) } : {})
  const statuses = listed.flatMap(({ path, status }) => statusOf(path, status))
  return { folders: folderRoles(listed), statuses: isTold ? statuses : null }
}

/** How folders stand now; one that is missing is left out. */
export async function readStatuses(client: ImapFlow, paths: readonly string[]): Promise<FolderStatus[]> {
  // Servers (and imapflow) answer for the open folder from what it was when it was opened, even when it has been deleted and
  // made anew since: open it anew (never CLOSE, that expunges).
  if (client.mailbox !== false)
    await client.mailboxOpen(client.mailbox.path).catch((error: unknown) => {
      if (!client.usable) throw error
    })
  if (client.capabilities.has('LIST-STATUS') && paths.length > fewFolders) {
    const wanted = new Set(paths)
    const listed = await client.list({ statusQuery: statusQuery(client) })
    return listed.filter(({ path }) => wanted.has(path)).flatMap(({ path, status }) => statusOf(path, status))
  }
  const found: FolderStatus[] = []
  for (const path of paths) {
    const status = await client.status(path, statusQuery(client)).catch((error: unknown) => {
      if (!client.usable) throw error
      return false as const
    })
    if (status !== false) found.push(...statusOf(path, status))
  }
  return found
}

function statusQuery(client: ImapFlow) {
  return { messages: true, uidNext: true, uidValidity: true, highestModseq: client.capabilities.has('CONDSTORE') }
}

type StatusAnswer = {
  readonly messages?: number | undefined
  readonly uidNext?: number | undefined
  readonly uidValidity?: bigint | undefined
  readonly highestModseq?: bigint | undefined
}

function statusOf(path: string, status: StatusAnswer | undefined): FolderStatus[] {
  if (status?.uidValidity === undefined) return []
  const highestModseq = status.highestModseq === undefined ? null : String(status.highestModseq)
  return [{ path, uidValidity: String(status.uidValidity), uidNext: status.uidNext ?? 1, exists: status.messages ?? 0, highestModseq }]
}

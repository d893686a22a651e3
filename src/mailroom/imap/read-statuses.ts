import type { ImapFlow } from 'imapflow'
import type { FolderStatus } from '#contract/mailroom.ts'

/** Fewer folders than this are asked one by one: LIST-STATUS counts every folder of the mailbox. */
const fewFolders = 2

/** How folders stand now; one that is missing is left out. */
export async function readStatuses(client: ImapFlow, paths: readonly string[]): Promise<FolderStatus[]> {
  const query = { messages: true, uidNext: true, uidValidity: true, highestModseq: client.capabilities.has('CONDSTORE') }
  const found: FolderStatus[] = []
  const note = (path: string, status: StatusAnswer): void => {
    if (status.uidValidity === undefined) return
    found.push({
      path,
      uidValidity: String(status.uidValidity),
      uidNext: status.uidNext ?? 1,
      exists: status.messages ?? 0,
      highestModseq: status.highestModseq === undefined ? null : String(status.highestModseq),
    })
  }
  // Servers (and imapflow) answer for the open folder from what it was when it was opened, even when it has been deleted and
  // made anew since: open it anew (never CLOSE, that expunges).
  if (client.mailbox !== false)
    await client.mailboxOpen(client.mailbox.path).catch((error: unknown) => {
      if (!client.usable) throw error
    })
  if (client.capabilities.has('LIST-STATUS') && paths.length > fewFolders) {
    const wanted = new Set(paths)
    for (const folder of await client.list({ statusQuery: query }))
      if (wanted.has(folder.path) && folder.status !== undefined) note(folder.path, folder.status)
    return found
  }
  for (const path of paths) {
    const status = await client.status(path, query).catch((error: unknown) => {
      if (!client.usable) throw error
      return false as const
    })
    if (status !== false) note(path, status)
  }
  return found
}

type StatusAnswer = {
  readonly messages?: number | undefined
  readonly uidNext?: number | undefined
  readonly uidValidity?: bigint | undefined
  readonly highestModseq?: bigint | undefined
}

import type { ImapFlow } from 'imapflow'
import type { FolderStatus } from '#contract/mailroom.ts'

/** A folder as it is once opened, and what changed since it was last read. */
export type FolderChanges = FolderStatus & { readonly flags: { uid: number; flags: string[] }[] | null; readonly vanished: number[] | null }

/**
 * Opens a folder and hears what changed since a mod-sequence: in the SELECT itself with QRESYNC (RFC 7162 section 3.2.5),
 * by FETCH CHANGEDSINCE with CONDSTORE alone, not at all without.
 */
export async function openWithChanges(
  client: ImapFlow,
  path: string,
  uidValidity: string | null,
  sinceModseq: string | null,
): Promise<FolderChanges> {
  const canResync = client.enabled.has('QRESYNC') && uidValidity !== null && sinceModseq !== null
  const heard = listen(client, path)
  try {
    const mailbox = await client.mailboxOpen(path, canResync ? { uidValidity: BigInt(uidValidity), changedSince: BigInt(sinceModseq) } : {})
    const status = {
      path,
      uidValidity: String(mailbox.uidValidity),
      uidNext: mailbox.uidNext,
      exists: mailbox.exists,
      highestModseq: mailbox.highestModseq === undefined || mailbox.highestModseq === 0n ? null : String(mailbox.highestModseq),
    }
    if (canResync) return { ...status, flags: heard.flags(), vanished: heard.vanished() }
    if (sinceModseq === null || status.highestModseq === null || uidValidity !== status.uidValidity)
      return { ...status, flags: null, vanished: null }
    if (mailbox.exists === 0 || sinceModseq === status.highestModseq) return { ...status, flags: [], vanished: null }
    const rows = await client.fetchAll('1:*', { uid: true, flags: true }, { uid: true, changedSince: BigInt(sinceModseq) })
    return { ...status, flags: rows.map((row) => ({ uid: row.uid, flags: [...(row.flags ?? [])] })), vanished: null }
  } finally {
    heard.stop()
  }
}

/** Collects what the server says by itself while a folder is opened. */
function listen(client: ImapFlow, path: string) {
  const flags = new Map<number, string[]>()
  const vanished = new Set<number>()
  const onFlags = (event: { path: string; uid?: number | undefined; flags?: Set<string> | undefined }): void => {
    if (event.path === path && event.uid !== undefined && event.uid > 0) flags.set(event.uid, [...(event.flags ?? [])])
  }
  const onExpunge = (event: { path: string; uid?: number | undefined; vanished?: boolean }): void => {
    if (event.path === path && event.uid !== undefined && event.uid > 0 && event.vanished === true) vanished.add(event.uid)
  }
  client.on('flags', onFlags)
  client.on('expunge', onExpunge)
  return {
    flags: () => [...flags].map(([uid, set]) => ({ uid, flags: set })),
    vanished: () => [...vanished],
    stop: () => {
      client.off('flags', onFlags)
      client.off('expunge', onExpunge)
    },
  }
}

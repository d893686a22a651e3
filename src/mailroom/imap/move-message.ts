import type { ImapFlow } from 'imapflow'
import { fetchKeys } from './fetch-mails.ts'

/** Where a message lies after a move; null where the server does not say (UIDPLUS, RFC 4315). */
export type MovedTo = { readonly uidValidity: string; readonly uid: number } | null

/**
 * Moves a message of the open folder; false where the server refused. Gone already is no refusal: an earlier try may have done it.
 *
 * Without MOVE (RFC 6851) it is copied, then taken away by its UID. A line that is cut in between leaves a copy: before a
 * second one is made, the target is searched for the first.
 */
export async function moveMessage(client: ImapFlow, from: string, uid: number, to: string): Promise<MovedTo | false> {
  if (!client.capabilities.has('MOVE') && (await isCopied(client, from, uid, to)))
    return (await client.messageDelete(String(uid), { uid: true })) ? null : false
  const moved = await client.messageMove(String(uid), to, { uid: true })
  if (moved === false) return false
  const place = moved?.uidMap?.get(uid)
  return place === undefined || moved?.uidValidity === undefined ? null : { uidValidity: String(moved.uidValidity), uid: place }
}

/** Whether the target holds the very message: the same key, not the same Message-ID alone. The folder it lies in is open again afterwards. */
async function isCopied(client: ImapFlow, from: string, uid: number, to: string): Promise<boolean> {
  const [wanted] = await fetchKeys(client, [uid])
  const head = await client.fetchOne(String(uid), { uid: true, envelope: true }, { uid: true })
  const messageId = head === false ? undefined : head?.envelope?.messageId
  if (wanted === undefined || messageId === undefined || messageId === '') return false
  await client.mailboxOpen(to)
  const found = await client.search({ header: { 'message-id': messageId } }, { uid: true })
  const keys = found === false || found === undefined || found.length === 0 ? [] : await fetchKeys(client, found)
  await client.mailboxOpen(from)
  return keys.some(({ key }) => key === wanted.key)
}

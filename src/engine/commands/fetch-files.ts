import type { Failure } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import type { MessageRow, Place } from '#data/schema.ts'
import type { EnginePorts } from '../ports.ts'

/** Under which name a message's source lies among its files. */
export const sourceName = 'source'

/** Fetches one attachment (or the message as it lies on the server) into the store, where the window finds it; what went wrong is stored too. */
export async function fetchAttachment(
  ports: EnginePorts,
  messageRow: number,
  part: string,
): Promise<Result<Record<string, never>, Failure>> {
  const { database, mail } = ports
  const kept = await database.files.get([messageRow, part])
  if (kept?.bytes != null) return ok({})
  const row = await database.messageRows.get(messageRow)
  const place = await placeNow(ports, row)
  const client = mail()
  if (row === undefined || place === undefined) return failed({ code: 'message-gone', detail: part })
  if (client === null) return failed({ code: 'connection-lost', detail: 'the mailroom is restarting' })
  const where = { path: place.folder, uidValidity: place.uidValidity, uid: place.uid }
  const fetched = part === sourceName ? await client.fetchSource(where) : await client.fetchAttachment({ ...where, part })
  const type = part === sourceName ? 'message/rfc822' : (row.attachments.find((attachment) => attachment.part === part)?.type ?? '')
  await database.files.put({
    messageRow,
    name: part,
    type,
    bytes: fetched.ok ? fetched.value.bytes : null,
    failure: fetched.ok ? null : { code: fetched.failure.code, detail: fetched.failure.detail },
  })
  return fetched.ok ? ok({}) : fetched
}

/** Where a message lies now: of its places the one whose UIDVALIDITY the folder still has. */
async function placeNow({ database }: EnginePorts, row: MessageRow | undefined): Promise<Place | undefined> {
  const places = row?.places ?? []
  const folders = await database.folders.bulkGet(places.map((place) => place.folder))
  return places.find((place, index) => folders[index]?.uidValidity === place.uidValidity)
}

/** Fetches one remote image of one message, asked for by a helper. */
export async function showImage(
  { database, mail }: EnginePorts,
  messageRow: number,
  url: string,
): Promise<Result<Record<string, never>, Failure>> {
  const kept = await database.files.get([messageRow, url])
  if (kept?.bytes != null) return ok({})
  const client = mail()
  if (client === null) return failed({ code: 'connection-lost', detail: 'the mailroom is restarting' })
  const fetched = await client.fetchImage({ url })
  await database.files.put({
    messageRow,
    name: url,
    type: fetched.ok ? fetched.value.type : '',
    bytes: fetched.ok ? fetched.value.bytes : null,
    failure: fetched.ok ? null : { code: fetched.failure.code, detail: fetched.failure.detail },
  })
  return ok({})
}

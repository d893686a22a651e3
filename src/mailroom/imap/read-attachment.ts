import type { ImapFlow } from 'imapflow'
import type { Failure } from '#contract/failure.ts'
import { failed, ok, type Result } from '#core/model/result.ts'

const sizeLimit = 25 * 1024 * 1024

/** One attachment's decoded bytes from the open folder; 25 MiB at most. */
export async function fetchAttachment(client: ImapFlow, uid: number, part: string): Promise<Result<{ bytes: Uint8Array }, Failure>> {
  const download = await client.download(String(uid), part, { uid: true, maxBytes: sizeLimit + 1 })
  if (download.content === undefined) return failed({ code: 'message-gone', detail: `part ${part}` })
  const chunks: Buffer[] = []
  for await (const chunk of download.content) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return bytes.length > sizeLimit ? failed({ code: 'too-large', detail: `${bytes.length} bytes` }) : ok({ bytes: new Uint8Array(bytes) })
}

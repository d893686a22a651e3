import { readBodies } from '#data/read/bodies.ts'
import type { Body } from '#core/model/body-block.ts'
import type { MessageRow } from '#data/schema.ts'
import { until, type NodeShop } from '../node-shop.ts'

/** One message as the store holds it. */
export type ReadMail = { readonly row: MessageRow; readonly body: Body | undefined }

/** Every message that is here, with its text. */
export async function mailsIn(shop: NodeShop): Promise<readonly ReadMail[]> {
  const rows = await shop.database.messageRows.toArray()
  const bodies = await readBodies(shop.database, rows)
  return rows.map((row, index) => ({ row, body: bodies[index] }))
}

/** Waits until so many messages are here; all of them by subject. */
export async function readMailbox(shop: NodeShop, count: number, limitMs = 60_000): Promise<ReadonlyMap<string, ReadMail>> {
  await until(async () => (await shop.database.messageRows.count()) >= count, limitMs)
  return new Map((await mailsIn(shop)).map((mail) => [mail.row.subject, mail]))
}

import type { FetchedMail } from '#contract/mail.ts'
import type { Body, BodyBlock } from '#core/model/body-block.ts'
import { bodyIn, bytesOf } from '#data/read/body-in.ts'

/** The text of one mail of the mailroom's answer. */
export function unpacked(blocks: readonly BodyBlock[], { spot }: Pick<FetchedMail, 'spot'>): Body {
  const block = spot === null ? undefined : blocks[spot.block]
  return spot === null || block === undefined ? { text: '', htmlParts: [] } : bodyIn(block, bytesOf(block), spot.slot)
}

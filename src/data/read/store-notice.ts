import type { EpochMs } from '#core/model/ids.ts'
import type { Shop } from './shop.ts'

/**
 * What a helper is told after the store was found damaged: `emptied` has lost what it held, `older` is an older copy than
 * the journal's. Counts are what the journal brought back.
 */
export type StoreNotice = {
  readonly kind: 'emptied' | 'older'
  readonly drafts: number
  readonly replies: number
  readonly verdicts: number
  readonly at: EpochMs
}

/** The notice that nobody has dismissed yet. */
export async function storeNotice(shop: Shop): Promise<StoreNotice | null> {
  return ((await shop.values.get('store-notice'))?.value as StoreNotice | undefined) ?? null
}

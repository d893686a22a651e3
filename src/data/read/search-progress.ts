import type { SearchProgress } from '../schema.ts'
import type { Shop } from './shop.ts'

/** How much of the mail can be searched; nothing of it before the engine has said so. */
export async function searchProgress(shop: Shop): Promise<SearchProgress> {
  return ((await shop.values.get('search'))?.value as SearchProgress | undefined) ?? { indexed: 0, total: 0 }
}

import { Dexie } from 'dexie'
import type { Shop } from './shop.ts'

/** Tables of the store, by name. */
export type TableName = 'conversations' | 'counters' | 'folders' | 'values' | 'changes' | 'outbox'

/** Calls `listener` after something was written to one of these tables, in whichever thread; the answer ends that. */
export function watchTables(shop: Shop, tables: readonly TableName[], listener: () => void): () => void {
  const roots = tables.map((table) => `idb://${shop.name}/${table}/`)
  const hear = (parts: object): void => {
    if (Object.keys(parts).some((part) => part === 'all' || roots.some((root) => part.startsWith(root)))) listener()
  }
  Dexie.on('storagemutated', hear)
  return () => {
    Dexie.on.storagemutated.unsubscribe(hear)
  }
}

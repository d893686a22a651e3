import type { Session } from 'electron'
import { readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'

/** How long after a new beginning the old files go: not while the new copy is being fetched. */
const dropAfterMs = 60_000

const oldMark = 'old-store-'

/**
 * Takes the local store away, so that the next page begins a new one. Nothing else of the profile is touched.
 *
 * Its files go as a whole, never its rows one by one: a store emptied in place stays slow. What Chromium leaves because it
 * cannot even open it is moved aside and removed later.
 */
export async function renewStore(session: Session): Promise<void> {
  await session.clearStorageData({ storages: ['indexdb'] })
  const storage = session.getStoragePath()
  if (storage === null) return
  const folder = path.join(storage, 'IndexedDB')
  const names = await readdir(folder).catch((): string[] => [])
  const aside = names.filter((name) => name.startsWith('app_comptoir_') && /\.indexeddb\.(leveldb|blob)$/.test(name))
  for (const name of aside) await rename(path.join(folder, name), path.join(storage, `${oldMark}${Date.now()}-${name}`)).catch(() => {})
  dropOldStores(storage)
}

/** Removes what was moved aside, some time later; also what an earlier run could not remove any more. */
export function dropOldStores(storage: string): void {
  setTimeout(() => {
    void (async () => {
      const names = await readdir(storage).catch((): string[] => [])
      for (const name of names.filter((each) => each.startsWith(oldMark)))
        await rm(path.join(storage, name), { recursive: true, force: true }).catch(() => {})
    })()
  }, dropAfterMs).unref()
}

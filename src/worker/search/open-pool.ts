import type { Database, SAHPoolUtil } from '@sqlite.org/sqlite-wasm'
import sqlite3InitModule from '@sqlite.org/sqlite-wasm'

/** The one file of the index in its pool. */
const fileName = '/search.db'

/** Attempts to get hold of the files: a window that was just closed or loaded anew lets go of them a moment later. */
const attempts = 20
const waitMs = 250

/** Where the database of the index lies: it can be opened, and thrown away. */
export type IndexPlace = {
  readonly open: () => Database
  /** Removes the files; every database opened from here must be closed. */
  readonly drop: () => void
}

/** Starts SQLite and takes hold of its files in the origin's private file system; throws where either cannot be had. */
export async function openPool(): Promise<IndexPlace> {
  // The kinds of storage that are not used stay off: one of them would ask for headers that this origin does not send.
  Object.assign(globalThis, {
    sqlite3ApiConfig: { disable: { vfs: { opfs: true, 'opfs-wl': true, 'opfs-vfs': true, kvvfs: true } }, warn: () => {}, error: () => {} },
  })
  const sqlite = await sqlite3InitModule()
  const options = {
    name: 'search',
    directory: '/search',
    initialCapacity: 4,
    // Without it a first attempt that fails would delete the index.
    preserveOnInitFailure: true,
    forceReinitIfPreviouslyFailed: true,
    verbosity: 0,
  }
  const take = async (left: number): Promise<SAHPoolUtil> => {
    try {
      return await sqlite.installOpfsSAHPoolVfs(options)
    } catch (error) {
      if (left <= 1) throw error
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      return await take(left - 1)
    }
  }
  const pool = await take(attempts)
  return {
    open: () => new pool.OpfsSAHPoolDb(fileName),
    drop: () => {
      for (const name of pool.getFileNames()) pool.unlink(name)
    },
  }
}

import type { Database } from '@sqlite.org/sqlite-wasm'

/**
 * Does work in one transaction: all of it is committed, or nothing.
 *
 * What went wrong is thrown as it was: on a full disk SQLite has rolled back by itself, and a rollback that finds nothing to
 * do must not hide that.
 */
export function inTransaction(database: Database, work: () => void): void {
  database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } catch (error) {
    try {
      database.exec('rollback')
    } catch {
      // Rolled back already.
    }
    throw error
  }
}

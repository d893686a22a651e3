import sqlite3InitModule, { type Database, type Sqlite3Static } from '@sqlite.org/sqlite-wasm'
import type { IndexPlace } from '#worker/search/open-pool.ts'

// It would report on the console what the tests provoke.
Object.assign(globalThis, { sqlite3ApiConfig: { warn: () => {}, error: () => {} } })

/** SQLite as the search worker runs it, here in Node; started once. */
export const sqlite: Promise<Sqlite3Static> = sqlite3InitModule()

/** A database in memory. */
export async function memoryDatabase(): Promise<Database> {
  return new (await sqlite).oo1.DB(':memory:')
}

/** A database whose file holds these bytes, whatever they are. */
export async function databaseOf(bytes: Uint8Array): Promise<Database> {
  const { capi, oo1, wasm } = await sqlite
  const database = new oo1.DB(':memory:')
  const pointer = wasm.allocFromTypedArray(bytes)
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE
  database.checkRc(capi.sqlite3_deserialize(database, 'main', pointer, bytes.length, bytes.length, flags))
  return database
}

/** A place whose databases are given one after another; tells how often it was emptied. */
export function placeOf(databases: readonly Database[]): IndexPlace & { readonly drops: () => number } {
  const waiting = [...databases]
  let drops = 0
  return {
    open: () => {
      const next = waiting.shift()
      if (next === undefined) throw new Error('no database left')
      return next
    },
    drop: () => {
      drops += 1
    },
    drops: () => drops,
  }
}

import type { Database } from '@sqlite.org/sqlite-wasm'
import { inTransaction } from './in-transaction.ts'

/**
 * The search index inside one SQLite database: a contentless FTS5 table, whose row ids are those of the messages, and a
 * note of the epoch it belongs to. Works on any database, in memory too.
 */

/** Raised when the tables change: an index of another form is begun anew. */
const form = 1

/**
 * Beginnings of two letters are kept, so that what is being typed is found at once; longer ones are merged quickly enough.
 * The segments of the index are merged later than FTS5 would by itself: a fifth less work at 50,000 messages, and searches
 * are as fast.
 */
const createIndex = `
  create virtual table found using fts5(
    subject, sender, recipients, text, files, marks,
    content='', contentless_delete=1, prefix='2', tokenize='unicode61 remove_diacritics 2'
  );
  insert into found(found, rank) values('automerge', 8), ('crisismerge', 32), ('hashsize', 4194304);
  create table about(name text primary key, value text) without rowid;
`

/**
 * Makes a database ready for the index; must run before anything else touches it.
 *
 * It is derived data: a transaction survives the death of the process, and where a power cut breaks it, it is built anew.
 */
export function prepareDatabase(database: Database): void {
  database.exec(`
    pragma page_size = 8192;
    pragma locking_mode = exclusive;
    pragma journal_mode = truncate;
    pragma synchronous = normal;
    pragma temp_store = memory;
    pragma cache_size = -8192;
  `)
}

/** The epoch the index was begun with; null where there is no index of our form. Throws where the file is damaged. */
export function readEpoch(database: Database): string | null {
  if (database.selectValue('pragma user_version') !== form) return null
  const epoch = database.selectValue("select value from about where name = 'epoch'")
  return typeof epoch === 'string' ? epoch : null
}

/** How many messages the index holds. */
export function countMessages(database: Database): number {
  return Number(database.selectValue('select count(*) from found_docsize') ?? 0)
}

/** Empties the index and begins it under an epoch. */
export function beginIndex(database: Database, epoch: string): void {
  inTransaction(database, () => {
    database.exec('drop table if exists found; drop table if exists about;')
    database.exec(createIndex)
    database.exec({ sql: "insert into about values('epoch', ?)", bind: [epoch] })
    database.exec(`pragma user_version = ${form}`)
  })
}

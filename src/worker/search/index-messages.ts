import type { Database } from '@sqlite.org/sqlite-wasm'
import { indexedText } from '#core/search/indexed-text.ts'
import { attachmentMark } from '#core/search/match-expression.ts'
import type { SearchDoc } from '#core/search/search-doc.ts'
import { inTransaction } from './in-transaction.ts'

/**
 * Takes messages into the index, in one transaction; one that is there already is replaced.
 *
 * In ascending order of ids: FTS5 writes out what it has gathered whenever an id is lower than the one before.
 */
export function addMessages(database: Database, docs: readonly SearchDoc[]): void {
  const ordered = [...docs].sort((a, b) => a.id - b.id)
  inTransaction(database, () => {
    const insert = database.prepare(
      'insert or replace into found(rowid, subject, sender, recipients, text, files, marks) values(?, ?, ?, ?, ?, ?, ?)',
    )
    try {
      for (const { id, subject, sender, recipients, text, files } of ordered) {
        insert
          .bind([
            id,
            indexedText(subject),
            indexedText(sender),
            indexedText(recipients),
            indexedText(text),
            indexedText(files.join('\n')),
            files.length === 0 ? '' : attachmentMark,
          ])
          .stepReset()
      }
    } finally {
      insert.finalize()
    }
  })
}

/** Drops messages from the index, in one transaction; ids that are not there are passed over. */
export function removeMessages(database: Database, ids: readonly number[]): void {
  inTransaction(database, () => {
    const remove = database.prepare('delete from found where rowid = ?')
    try {
      for (const id of ids) remove.bind([id]).stepReset()
    } finally {
      remove.finalize()
    }
  })
}

import type { Database } from '@sqlite.org/sqlite-wasm'
import type { Failure } from '#contract/failure.ts'
import type { SearchDoc } from '#core/search/search-doc.ts'
import type { Result } from '#core/model/result.ts'
import { findMessages, type FindAsk } from './find-messages.ts'
import { beginIndex, countMessages, prepareDatabase, readEpoch } from './index-file.ts'
import { addMessages, removeMessages } from './index-messages.ts'
import type { IndexPlace } from './open-pool.ts'

type Answer<Value> = Promise<Result<Value, Failure>>

/** SQLITE_CORRUPT and SQLITE_NOTADB; the upper bits of a result code tell which kind. */
const damageCodes = new Set([11, 26])

/** SQLITE_FULL, and SQLITE_IOERR: the files answer a write that finds no room with the latter. */
const fullCodes = new Set([13, 10])

/**
 * The search index over its life: opened when first asked, thrown away when it is found damaged, so that the engine builds
 * it anew. Where the place cannot be had at all, every call says why and everything else in the app goes on.
 */
export class SearchIndex {
  readonly #place: Promise<IndexPlace>
  readonly #onLost: () => void
  #database: Database | null = null

  constructor(place: Promise<IndexPlace>, onLost: () => void) {
    this.#place = place
    this.#onLost = onLost
    // Told to whoever asks; nobody may have asked yet.
    place.catch(() => {})
  }

  /** The epoch of the index and how many messages it holds; no epoch where it is new, lost or was damaged. */
  open(): Answer<{ epoch: string | null; count: number }> {
    return this.#run((database) => {
      const epoch = readEpoch(database)
      return { epoch, count: epoch === null ? 0 : countMessages(database) }
    }, 'begins')
  }

  /** Empties the index and begins it under an epoch. */
  begin(epoch: string): Answer<Record<string, never>> {
    return this.#run((database) => {
      beginIndex(database, epoch)
      return {}
    }, 'begins')
  }

  /** Takes messages in; committed when it answers. */
  add(docs: readonly SearchDoc[]): Answer<Record<string, never>> {
    return this.#run((database) => {
      addMessages(database, docs)
      return {}
    }, 'writes')
  }

  remove(ids: readonly number[]): Answer<Record<string, never>> {
    return this.#run((database) => {
      removeMessages(database, ids)
      return {}
    }, 'writes')
  }

  /** Row ids of the messages that hold all of it; none while no index was begun. */
  find(ask: FindAsk): Answer<{ ids: number[]; isEnd: boolean }> {
    return this.#run((database) => (readEpoch(database) === null ? { ids: [], isEnd: true } : findMessages(database, ask)), 'reads')
  }

  /**
   * Runs work on the database. Damage empties it; then what `begins` or `reads` is done again on the empty index, and the
   * engine is told unless it is about to begin anyway.
   */
  async #run<Value>(work: (database: Database) => Value, kind: 'begins' | 'writes' | 'reads'): Answer<Value> {
    let place: IndexPlace
    try {
      place = await this.#place
    } catch (error) {
      return { ok: false, failure: { code: 'unavailable', detail: wordsOf(error) } }
    }
    const first = this.#attempt(place, work, kind)
    if (first !== 'damaged') return first
    this.#drop(place)
    if (kind !== 'begins') this.#onLost()
    const second = kind === 'writes' ? 'damaged' : this.#attempt(place, work, kind)
    return second === 'damaged' ? { ok: false, failure: { code: 'bug', detail: 'the search index was damaged and is begun anew' } } : second
  }

  #attempt<Value>(
    place: IndexPlace,
    work: (database: Database) => Value,
    kind: 'begins' | 'writes' | 'reads',
  ): Result<Value, Failure> | 'damaged' {
    try {
      return { ok: true, value: work(this.#opened(place)) }
    } catch (error) {
      const code = resultCode(error)
      if (damageCodes.has(code)) return 'damaged'
      const isFull = kind !== 'reads' && fullCodes.has(code)
      return { ok: false, failure: { code: isFull ? 'disk-full' : 'bug', detail: wordsOf(error) } }
    }
  }

  #opened(place: IndexPlace): Database {
    if (this.#database !== null) return this.#database
    const database = place.open()
    try {
      prepareDatabase(database)
    } catch (error) {
      database.close()
      throw error
    }
    this.#database = database
    return database
  }

  #drop(place: IndexPlace): void {
    try {
      this.#database?.close()
    } catch {
      // It is thrown away in any case.
    }
    this.#database = null
    place.drop()
  }
}

/** The primary result code of SQLite; 0 where the error is not one of SQLite's. */
function resultCode(error: unknown): number {
  const code = error instanceof Error && 'resultCode' in error ? error.resultCode : undefined
  return typeof code === 'number' ? code % 256 : 0
}

function wordsOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 2000)
}

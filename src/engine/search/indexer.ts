import type { IndexCalls } from '#contract/search.ts'
import { searchDocOf } from '#core/search/search-doc.ts'
import type { Client } from '#contract/rpc.ts'
import { readBodies } from '#data/read/bodies.ts'
import type { ShopDatabase } from '#data/database.ts'
import type { IndexJobRow, MessageRow, SearchProgress } from '#data/schema.ts'
import type { StoredBatch } from '#data/write/store-mails.ts'

/** Rows of one job where the index is built anew. */
const rowsAJob = 500
/** Jobs done between two tellings of how far it is. */
const jobsATelling = 5
/** Batches whose texts are kept in memory until the index has them. */
const mostInHand = 4

/**
 * Brings the search index up to the store: jobs stand in the store, written with the rows they are about, and go once the
 * index has committed them; texts that have just been fetched are handed over without being read again. An index that is
 * lost, damaged or another's is built anew, newest mail first. Whatever fails here, mail goes on.
 */
export class Indexer {
  readonly #database: ShopDatabase
  readonly #newEpoch: () => string
  #client: Client<IndexCalls> | null = null
  #inHand = new Map<number, string>()
  #running: Promise<void> | null = null
  #isOpen = false
  #isAsked = false
  #untold = 0

  constructor(database: ShopDatabase, newEpoch: () => string) {
    this.#database = database
    this.#newEpoch = newEpoch
  }

  /** The search worker is there (again). */
  use(client: Client<IndexCalls>): void {
    this.#client = client
    this.#isOpen = false
    this.wake()
  }

  /** The index was found damaged and dropped. */
  lost(): void {
    this.#isOpen = false
    this.wake()
  }

  /** Takes texts that were just stored; waits where the index is far behind, so that memory does not grow. */
  async offer({ fresh }: StoredBatch): Promise<void> {
    if (fresh.length === 0) return
    if (this.#client !== null) for (const { row, text } of fresh) this.#inHand.set(row.id, text)
    this.wake()
    if (this.#client !== null && this.#inHand.size > mostInHand * rowsAJob) await this.#running
  }

  /** There may be something to index. */
  wake(): void {
    this.#isAsked = true
    this.#running ??= this.#run()
  }

  async #run(): Promise<void> {
    while (this.#isAsked) {
      this.#isAsked = false
      // A full disk or an ended search worker: the jobs stay, and the next wake tries again.
      await this.#drain().catch(() => {
        this.#isOpen = false
      })
    }
    this.#inHand.clear()
    this.#running = null
  }

  async #drain(): Promise<void> {
    const client = this.#client
    if (client === null) {
      await this.#tell()
      return
    }
    if (!this.#isOpen && !(await this.#open(client))) return
    for (let job = await this.#database.indexJobs.toCollection().first(); job !== undefined; job = await this.#next(job)) {
      if (job.remove.length > 0 && !(await client.remove({ ids: [...job.remove] })).ok) return
      const docs = await this.#docsOf(job)
      if (docs.length > 0) {
        const added = await client.add({ docs })
        if (!added.ok) {
          this.#isOpen = false
          return
        }
      }
      await this.#database.indexJobs.delete(job.id)
      for (const id of job.add) this.#inHand.delete(id)
      await this.#tell({ isPassing: true })
    }
    await this.#tell()
  }

  #next(job: IndexJobRow): Promise<IndexJobRow | undefined> {
    return this.#database.indexJobs.where('id').above(job.id).first()
  }

  /** Opens the index; one that is not of this store starts from nothing. */
  async #open(client: Client<IndexCalls>): Promise<boolean> {
    const { values, indexJobs, messageRows } = this.#database
    const opened = await client.open({})
    if (!opened.ok) {
      await values.put({ name: 'search-problem', value: opened.failure.detail })
      return false
    }
    await values.delete('search-problem')
    const epoch = (await values.get('search-epoch'))?.value
    if (opened.value.epoch === null || opened.value.epoch !== epoch) {
      const next = this.#newEpoch()
      const begun = await client.begin({ epoch: next })
      if (!begun.ok) return false
      await this.#database.transaction('rw', [values, indexJobs, messageRows], async () => {
        const ids = (await messageRows.toCollection().primaryKeys()).reverse()
        await indexJobs.clear()
        for (let start = 0; start < ids.length; start += rowsAJob)
          await indexJobs.add({ add: ids.slice(start, start + rowsAJob), remove: [] })
        await values.put({ name: 'search-epoch', value: next })
      })
    }
    this.#isOpen = true
    return true
  }

  async #docsOf(job: IndexJobRow) {
    const rows = (await this.#database.messageRows.bulkGet([...job.add])).filter((row): row is MessageRow => row !== undefined)
    const unread = rows.filter((row) => !this.#inHand.has(row.id))
    const bodies = await readBodies(this.#database, unread)
    const texts = new Map(unread.map((row, index) => [row.id, bodies[index]?.text ?? '']))
    return rows.map((row) => {
      const doc = searchDocOf(row, this.#inHand.get(row.id) ?? texts.get(row.id) ?? '')
      return { ...doc, files: [...doc.files] }
    })
  }

  /** How far it is. In passing only now and then: every waiting job has to be read for it. */
  async #tell({ isPassing = false } = {}): Promise<void> {
    this.#untold = isPassing ? this.#untold + 1 : 0
    if (isPassing && this.#untold % jobsATelling !== 1) return
    const { values, indexJobs, counters } = this.#database
    const waiting = (await indexJobs.toArray()).reduce((sum, job) => sum + job.add.length, 0)
    const total = (await counters.get('messages'))?.count ?? 0
    const progress: SearchProgress = { indexed: Math.max(0, total - waiting), total }
    await values.put({ name: 'search', value: progress })
  }
}

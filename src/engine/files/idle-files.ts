import type { Settings } from '#contract/shop.ts'
import { lowestRowIdAt } from '#core/model/row-id.ts'
import type { MessageRow, SyncStatus } from '#data/schema.ts'
import { fetchAttachment } from '../commands/fetch-files.ts'
import type { EnginePorts } from '../ports.ts'

/** How long after a pass: what a person does next goes first. */
const idleAfterMs = 3_000
const rowsAtOnce = 200
const monthMs = 30.44 * 86_400_000
const bytesAMegabyte = 1_000_000

/** How far older rows have been gone through, and under which wish; rows above `topId` have come since. */
type Walk = { readonly wish: string; topId: number; beforeId: number; readonly floorId: number }

/**
 * Fetches attachments ahead, where a helper wants them kept here: newest first, by age and size, one at a time, and only while
 * nothing else is under way. Nothing is begun once anything else wakes the engine, nor before older mail is complete, nor while
 * it is paused; the next pass that ends goes on. What failed is left to whoever opens it.
 */
export class IdleFiles {
  readonly #ports: EnginePorts
  readonly #settings: () => Promise<Settings>
  #isWaiting = false
  #walk: Walk | null = null

  constructor(ports: EnginePorts, settings: () => Promise<Settings>) {
    this.#ports = ports
    this.#settings = settings
  }

  /** A pass has ended: soon there is time. */
  wake(): void {
    if (this.#isWaiting) return
    this.#isWaiting = true
    this.#ports.after(idleAfterMs, () => {
      void this.#run()
        // A full disk, say: mail goes on, and the next pass tries again.
        .catch(() => {})
        .then(() => {
          this.#isWaiting = false
        })
    })
  }

  async #run(): Promise<void> {
    const { keepFilesMonths, keepFilesMegabytes } = await this.#settings()
    if (keepFilesMonths === 0) return
    const { messageRows } = this.#ports.database
    const newest = await messageRows.orderBy('id').last()
    if (newest === undefined) return
    const wish = `${keepFilesMonths} ${keepFilesMegabytes}`
    const floorId = lowestRowIdAt(Math.max(0, this.#ports.now() - keepFilesMonths * monthMs)) - 1
    const walk = this.#walk?.wish === wish ? this.#walk : { wish, topId: newest.id, beforeId: newest.id + 1, floorId }
    this.#walk = walk
    const mostBytes = keepFilesMegabytes * bytesAMegabyte
    if (newest.id > walk.topId) {
      if (!(await this.#go(walk.topId, newest.id + 1, mostBytes, () => {}))) return
      walk.topId = newest.id
    }
    await this.#go(walk.floorId, walk.beforeId, mostBytes, (id) => {
      walk.beforeId = id
    })
  }

  /** Goes through the rows between two ids, newest first; false where something else has to go first. */
  async #go(afterId: number, beforeId: number, mostBytes: number, done: (id: number) => void): Promise<boolean> {
    let nextId = beforeId
    for (;;) {
      const stretch = this.#ports.database.messageRows.where('id').between(afterId, nextId, false, false)
      const rows = await stretch.reverse().limit(rowsAtOnce).toArray()
      for (const row of rows) {
        if (!(await this.#fetchOf(row, mostBytes))) return false
        done(row.id)
        nextId = row.id
      }
      if (rows.length < rowsAtOnce) return true
    }
  }

  /** Fetches what is missing of one message; false where something else has to go first. */
  async #fetchOf(row: MessageRow, mostBytes: number): Promise<boolean> {
    for (const { part, size } of row.attachments) {
      if (size > mostBytes) continue
      const kept = await this.#ports.database.files.get([row.id, part])
      if (kept !== undefined && kept.failure?.code !== 'connection-lost') continue
      if (!(await this.#isIdle())) return false
      const fetched = await fetchAttachment(this.#ports, row.id, part)
      if (!fetched.ok && fetched.failure.code === 'connection-lost') return false
    }
    return true
  }

  async #isIdle(): Promise<boolean> {
    const [status, paused] = await this.#ports.database.values.bulkGet(['sync', 'pull-paused'])
    const { state, progress } = (status?.value as SyncStatus | undefined) ?? { state: 'syncing', progress: null }
    return state === 'idle' && progress === null && paused?.value !== true
  }
}

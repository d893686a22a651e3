import type { Failure } from '#contract/failure.ts'
import { changeIdOf } from '#contract/journal.ts'
import type { ChangeRow, MessageRow, Place } from '#data/schema.ts'
import { movePlace } from '#data/write/move-place.ts'
import type { EnginePorts } from '../ports.ts'
import { writeJournal } from '../write-journal.ts'

/** Passing troubles: the change waits for the next round. */
const passing = new Set<Failure['code']>(['throttled', 'unavailable', 'too-many-connections', 'folder-changed', 'over-quota', 'protocol'])

/** Tries of a change that a server keeps refusing without a reason that could pass. */
const mostTries = 5

/**
 * Pushes waiting changes to the server, in the order in which they were made; each waits until the server has acknowledged
 * it. One that the server refuses lastingly is dropped, and what the server says holds again. Gives a failure of the
 * connection itself, nothing else.
 */
export class ChangePusher {
  readonly #ports: EnginePorts
  readonly #tries = new Map<number, number>()

  constructor(ports: EnginePorts) {
    this.#ports = ports
  }

  async push(): Promise<Failure | null> {
    const { database } = this.#ports
    for (const change of await database.changes.toArray()) {
      const rows = await database.messageRows.where('key').equals(change.key).toArray()
      // Its message may still be on its way (a store that was lost): without it nothing was pushed.
      if (rows.length === 0 && !(await this.#isAllHere())) continue
      const outcome = await this.#pushOne(change, rows)
      if (outcome?.code === 'connection-lost') return outcome
      const tries = (this.#tries.get(change.id) ?? 0) + 1
      this.#tries.set(change.id, tries)
      if (outcome !== null && passing.has(outcome.code) && tries < mostTries) continue
      this.#tries.delete(change.id)
      await database.changes.delete(change.id)
      await writeJournal(this.#ports, { kind: 'gone', id: changeIdOf(change.id) })
    }
    return null
  }

  async #isAllHere(): Promise<boolean> {
    const folders = await this.#ports.database.folders.toArray()
    return folders.length > 0 && folders.every((folder) => folder.isComplete)
  }

  /** The last failure among its places; null where the server took all. */
  async #pushOne(change: ChangeRow, rows: readonly MessageRow[]): Promise<Failure | null> {
    let failure: Failure | null = null
    for (const row of rows) {
      for (const place of row.places) {
        const outcome = change.kind === 'flag' ? await this.#pushFlag(change, place) : await this.#pushMove(change, row, place)
        if (outcome?.code === 'connection-lost') return outcome
        failure = outcome ?? failure
      }
    }
    return failure
  }

  async #pushFlag(change: Extract<ChangeRow, { kind: 'flag' }>, place: Place): Promise<Failure | null> {
    const client = this.#ports.mail()
    if (client === null) return { code: 'connection-lost', detail: 'the mailroom is restarting' }
    const answer = await client.setFlags({
      path: place.folder,
      uidValidity: place.uidValidity,
      uid: place.uid,
      add: change.set ? [change.flag] : [],
      remove: change.set ? [] : [change.flag],
    })
    return answer.ok ? null : answer.failure
  }

  /** A move that was done already (its answer was lost) does nothing more: the UID is gone from the folder it left. */
  async #pushMove(change: Extract<ChangeRow, { kind: 'move' }>, row: MessageRow, place: Place): Promise<Failure | null> {
    if (place.folder !== change.from) return null
    const client = this.#ports.mail()
    if (client === null) return { code: 'connection-lost', detail: 'the mailroom is restarting' }
    const answer = await client.moveMail({ path: place.folder, uidValidity: place.uidValidity, uid: place.uid, to: change.to })
    if (!answer.ok) return answer.failure
    if (answer.value.place !== null) await movePlace(this.#ports.database, row.id, place, { folder: change.to, ...answer.value.place })
    return null
  }
}

import type { ShopDatabase } from '../database.ts'
import type { PlaceBlockRow } from '../schema.ts'

const stretchLength = 512

type View = { readonly folder: string; readonly uidValidity: string }

/** Which row each UID of a folder is: some stretches of it, read once, changed in memory, and written back. */
export class PlaceBlocks {
  readonly #database: ShopDatabase
  readonly #view: View
  readonly #rows = new Map<number, Map<number, number>>()
  readonly #changed = new Set<number>()

  private constructor(database: ShopDatabase, view: View) {
    this.#database = database
    this.#view = view
  }

  /** The stretches that hold these UIDs. Runs inside the caller's transaction. */
  static async around(database: ShopDatabase, view: View, uids: readonly number[]): Promise<PlaceBlocks> {
    const blocks = new PlaceBlocks(database, view)
    const stretches = [...new Set(uids.map((uid) => Math.floor(uid / stretchLength)))]
    const found = await database.placeBlocks.bulkGet(
      stretches.map((stretch): [string, string, number] => [view.folder, view.uidValidity, stretch]),
    )
    for (const [index, stretch] of stretches.entries()) blocks.#rows.set(stretch, mapOf(found[index]))
    return blocks
  }

  /** The row a UID is; undefined where it is not here. */
  rowOf(uid: number): number | undefined {
    return this.#rows.get(Math.floor(uid / stretchLength))?.get(uid)
  }

  /** Notes which row a UID is; null takes it away. The UID lies in the stretches that were read. */
  set(uid: number, row: number | null): void {
    const stretch = Math.floor(uid / stretchLength)
    const rows = this.#rows.get(stretch)
    if (rows === undefined) throw new Error(`stretch ${stretch} was not read`)
    if (row === null) rows.delete(uid)
    else rows.set(uid, row)
    this.#changed.add(stretch)
  }

  async write(): Promise<void> {
    const puts: PlaceBlockRow[] = []
    const empty: [string, string, number][] = []
    for (const stretch of this.#changed) {
      const rows = this.#rows.get(stretch) ?? new Map<number, number>()
      if (rows.size === 0) empty.push([this.#view.folder, this.#view.uidValidity, stretch])
      else puts.push({ ...this.#view, stretch, uids: [...rows.keys()], rows: [...rows.values()] })
    }
    await this.#database.placeBlocks.bulkPut(puts)
    await this.#database.placeBlocks.bulkDelete(empty)
    this.#changed.clear()
  }
}

/** Every place of a folder under one UIDVALIDITY: UID → row. */
export async function placesOf(database: ShopDatabase, view: View): Promise<Map<number, number>> {
  const blocks = await database.placeBlocks
    .where('[folder+uidValidity+stretch]')
    .between([view.folder, view.uidValidity, 0], [view.folder, view.uidValidity, Infinity])
    .toArray()
  return new Map(blocks.flatMap((block) => [...mapOf(block)]))
}

/** Numberings of a folder, other than this one, under which places are still kept. */
export async function otherNumberings(database: ShopDatabase, { folder, uidValidity }: View): Promise<string[]> {
  const keys = await database.placeBlocks.where('[folder+uidValidity+stretch]').between([folder, ''], [folder, '\uffff']).primaryKeys()
  return [...new Set(keys.map(([, numbering]) => numbering))].filter((numbering) => numbering !== uidValidity)
}

function mapOf(block: PlaceBlockRow | undefined): Map<number, number> {
  return new Map(block?.uids.map((uid, index) => [uid, block.rows[index] ?? 0]))
}

import type { Dexie, Transaction } from 'dexie'
import { linkHashes } from '#core/conversation/link-hash.ts'
import { threadLinks, type LinkedMessage } from '#core/conversation/thread-links.ts'
import { wishedRowId } from '#core/model/row-id.ts'
import type { MessageKey } from '#core/model/ids.ts'
import { asksBack } from '#core/target/asks-back.ts'
import { addUids, formatUidSet, noUids } from '#core/sync/uid-set.ts'

const chunk = 50
const stretchLength = 512

/** Version 1 as it stood: only what is read here. */
type OldMessage = LinkedMessage & {
  readonly id: number
  readonly key: MessageKey
  readonly threadIds?: unknown
  readonly subjectKey?: unknown
  readonly odd: string | null
}
type OldBody = { readonly messageRow: number; readonly text: string; readonly ownText: string; readonly htmlParts: readonly string[] }
type OldPlace = { readonly folder: string; readonly uidValidity: string; readonly uid: number; readonly messageRow: number }
type OldFolder = { readonly path: string; readonly isComplete: boolean; readonly uidNext: number; readonly uidValidity: string }
type OldConversation = { readonly id: string; readonly lane: string; readonly verdict: { readonly reasons: readonly unknown[] } }

/**
 * Version 2: row ids in order of arrival, places inside the rows and in blocks by UID, texts packed in blocks, kept counters,
 * jobs for the search index instead of folded words. Everything of version 1 is carried over; nothing is fetched again.
 */
export function packedRows(database: Dexie): void {
  database
    .version(2)
    .stores({
      messageRows: 'id, key, conversationId, *links',
      bodyBlocks: '++id',
      placeBlocks: '[folder+uidValidity+stretch]',
      conversations: 'id, [shelf+lastAt], [list+lastAt]',
      changes: '++id, key',
      counters: 'name',
      indexJobs: '++id',
      messages: null,
      bodies: null,
      places: null,
      haystacks: null,
      flagChanges: null,
    })
    .upgrade(carryOver)
}

async function carryOver(transaction: Transaction): Promise<void> {
  const newIds = await carryMessages(transaction)
  await carryPlaces(transaction, newIds)
  await carryConversations(transaction)
  await transaction.table('counters').put({ name: 'messages', count: newIds.size })
  for (const change of await transaction.table('flagChanges').toArray())
    await transaction.table('changes').add({ key: change.key, kind: 'flag', flag: change.flag, set: change.set })
  const files = await transaction.table('files').toArray()
  await transaction.table('files').clear()
  await transaction.table('files').bulkPut(
    files.flatMap((file: { messageRow: number }) => {
      const id = newIds.get(file.messageRow)
      return id === undefined ? [] : [{ ...file, messageRow: id }]
    }),
  )
}

async function carryMessages(transaction: Transaction): Promise<Map<number, number>> {
  const newIds = new Map<number, number>()
  const taken = new Set<number>()
  const oldIds = (await transaction.table('messages').toCollection().primaryKeys()) as number[]
  for (let start = 0; start < oldIds.length; start += chunk) {
    const ids = oldIds.slice(start, start + chunk)
    const messages = (await transaction.table('messages').bulkGet(ids)) as OldMessage[]
    const bodies = (await transaction.table('bodies').bulkGet(ids)) as (OldBody | undefined)[]
    const places = (await transaction.table('places').where('messageRow').anyOf(ids).toArray()) as OldPlace[]
    const block = (await transaction.table('bodyBlocks').add(packed(bodies))) as number
    const rows = messages.map((old, slot) => {
      const { threadIds: _threadIds, subjectKey: _subjectKey, ...kept } = old
      let id = wishedRowId(old.receivedAt, old.key)
      while (taken.has(id)) id += 1
      taken.add(id)
      newIds.set(old.id, id)
      return {
        ...kept,
        id,
        links: linkHashes(threadLinks(old)),
        places: places.filter((place) => place.messageRow === old.id).map(({ folder, uidValidity, uid }) => ({ folder, uidValidity, uid })),
        block,
        slot,
        bodyHash: '',
        asksBack: asksBack(bodies[slot]?.ownText ?? ''),
        odd: old.odd === null ? null : 'unreadable',
      }
    })
    await transaction.table('messageRows').bulkAdd(rows)
    await transaction.table('indexJobs').add({ add: rows.map((row) => row.id), remove: [] })
  }
  return newIds
}

function packed(bodies: readonly (OldBody | undefined)[]): { bytes: Uint8Array; ends: number[]; firsts: number[] } {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  const ends: number[] = []
  const firsts: number[] = []
  let length = 0
  for (const body of bodies) {
    firsts.push(ends.length)
    for (const text of [body?.text ?? '', ...(body?.htmlParts ?? [])]) {
      const bytes = encoder.encode(text)
      parts.push(bytes)
      length += bytes.length
      ends.push(length)
    }
  }
  firsts.push(ends.length)
  const bytes = new Uint8Array(length)
  for (const [index, part] of parts.entries()) bytes.set(part, index === 0 ? 0 : (ends[index - 1] ?? 0))
  return { bytes, ends, firsts }
}

async function carryPlaces(transaction: Transaction, newIds: ReadonlyMap<number, number>): Promise<void> {
  const blocks = new Map<string, { folder: string; uidValidity: string; stretch: number; uids: number[]; rows: number[] }>()
  const uidsOf = new Map<string, number[]>()
  await transaction
    .table('places')
    .toCollection()
    .each((place: OldPlace) => {
      const row = newIds.get(place.messageRow)
      if (row === undefined) return
      const stretch = Math.floor(place.uid / stretchLength)
      const name = JSON.stringify([place.folder, place.uidValidity, stretch])
      const block = blocks.get(name) ?? { folder: place.folder, uidValidity: place.uidValidity, stretch, uids: [], rows: [] }
      blocks.set(name, block)
      block.uids.push(place.uid)
      block.rows.push(row)
      const view = JSON.stringify([place.folder, place.uidValidity])
      uidsOf.set(view, [...(uidsOf.get(view) ?? []), place.uid])
    })
  await transaction.table('placeBlocks').bulkPut([...blocks.values()])
  for (const folder of (await transaction.table('folders').toArray()) as OldFolder[]) {
    const uids = uidsOf.get(JSON.stringify([folder.path, folder.uidValidity])) ?? []
    let settled = noUids
    if (folder.isComplete) settled = addUids(noUids, 1, folder.uidNext - 1)
    else for (const uid of uids) settled = addUids(settled, uid, uid)
    await transaction
      .table('folders')
      .put({ ...folder, settled: formatUidSet(settled), owed: [], here: uids.length, sweptAt: 0, held: null })
  }
}

async function carryConversations(transaction: Transaction): Promise<void> {
  const counts = new Map<string, number>()
  await transaction
    .table('conversations')
    .toCollection()
    .modify((row: OldConversation & { list?: string }) => {
      const changed = row as { list?: string; verdict: OldConversation['verdict'] }
      changed.list = row.lane
      changed.verdict = { ...row.verdict, reasons: row.verdict.reasons.slice(0, 3) }
      counts.set(row.lane, (counts.get(row.lane) ?? 0) + 1)
    })
  await transaction.table('counters').bulkPut([...counts].map(([list, count]) => ({ name: `list ${list}`, count })))
}

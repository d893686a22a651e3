import type { Failure } from '#contract/failure.ts'
import { changeIdOf, type JournalRecord } from '#contract/journal.ts'
import { ok, type Result } from '#core/model/result.ts'
import type { ShopDatabase } from '#data/database.ts'
import type { StoreNotice } from '#data/read/store-notice.ts'
import type { ChangeRow, FactRow } from '#data/schema.ts'
import { draftRecord } from '../drafts/draft-record.ts'
import { joinJournal } from '../outbox/join-journal.ts'
import type { EnginePorts } from '../ports.ts'
import { factRecord, writeJournal } from '../write-journal.ts'
import { standingOf, type Sentinel, type Standing } from './store-damage.ts'

/**
 * Joins what the journal kept with the store at start, and notices a store that was emptied or set back behind our back:
 * then everything that only people know comes back from the journal, mail is fetched again by the pull, and a notice says so.
 * A journal that lacks something gets it from the store.
 */
export async function joinStore(ports: EnginePorts, records: readonly JournalRecord[]): Promise<Result<null, Failure>> {
  const { database, now, dice } = ports
  const sentinel = ((await database.values.get('sentinel'))?.value as Sentinel | undefined) ?? null
  const standing = standingOf(sentinel, sentinel === null && (await isBlank(database)), records)
  const known = records.find((record) => record.kind === 'store')
  const next: Sentinel = {
    epoch: known?.epoch ?? sentinel?.epoch ?? `${now()}-${Math.floor(dice() * 1e9)}`,
    opened: Math.max(known?.opened ?? 0, sentinel?.opened ?? 0) + 1,
  }
  const tables = [database.drafts, database.outbox, database.changes, database.facts, database.values]
  await database.transaction('rw', tables, async () => {
    await joinJournal(database, records, { isSetBack: standing === 'older' })
    await joinFacts(database, records)
    await joinChanges(database, records, standing)
    await joinSettings(database, records, standing)
    if (standing === 'emptied' || standing === 'older')
      await database.values.put({ name: 'store-notice', value: noticeOf(standing, records, now()) })
    // The store first: killed in between, the journal is the one behind, and the next start only fills it up.
    await database.values.put({ name: 'sentinel', value: next })
  })
  if (standing === 'ahead') {
    const filled = await fillJournal(ports, records)
    if (!filled.ok) return filled
  }
  return await writeJournal(ports, { kind: 'store', ...next })
}

/** Puts back what a helper set, before the first settings of a new profile are taken. */
async function joinSettings(database: ShopDatabase, records: readonly JournalRecord[], standing: Standing): Promise<void> {
  const record = records.find((one) => one.kind === 'settings')
  const isLost = standing === 'emptied' || standing === 'older' || (await database.values.get('settings')) === undefined
  if (record !== undefined && isLost) await database.values.put({ name: 'settings', value: record.settings })
}

function factOf({ kind: _kind, key, lesson, ...said }: Extract<JournalRecord, { kind: 'fact' }>): FactRow {
  return { ...said, key: key as FactRow['key'], ...(lesson === undefined ? {} : { lesson }) }
}

/** What was said last holds. */
async function joinFacts(database: ShopDatabase, records: readonly JournalRecord[]): Promise<void> {
  const facts = records.flatMap((record): FactRow[] => (record.kind === 'fact' ? [factOf(record)] : []))
  const before = await database.facts.bulkGet(facts.map((fact) => fact.key))
  await database.facts.bulkPut(facts.filter((fact, at) => (before[at]?.saidAt ?? -Infinity) <= fact.saidAt))
}

/** Changes that the server has not taken yet; those that the journal calls done are not made again. */
async function joinChanges(database: ShopDatabase, records: readonly JournalRecord[], standing: Standing): Promise<void> {
  const waiting = records.flatMap((record): ChangeRow[] =>
    record.kind === 'change' ? [{ id: record.id, ...record.change } as ChangeRow] : [],
  )
  const gone = new Set(records.flatMap((record) => (record.kind === 'gone' ? [record.id] : [])))
  const known = new Set(waiting.map((change) => change.id))
  const done = (await database.changes.toArray())
    .map((change) => change.id)
    .filter((id) => gone.has(changeIdOf(id)) || (standing === 'older' && !known.has(id)))
  await database.changes.bulkDelete(done)
  await database.changes.bulkPut(waiting)
}

function noticeOf(kind: StoreNotice['kind'], records: readonly JournalRecord[], at: number): StoreNotice {
  const count = (wanted: JournalRecord['kind']): number => records.filter((record) => record.kind === wanted).length
  return { kind, drafts: count('draft'), replies: count('outbox'), verdicts: count('fact'), at }
}

/** Nothing was ever read into it or set in it. */
async function isBlank({ values, folders, drafts }: ShopDatabase): Promise<boolean> {
  return (await values.count()) === 0 && (await folders.count()) === 0 && (await drafts.count()) === 0
}

/** Writes to the journal what only the store knows: after an upgrade, or where the end of the journal was damaged. */
async function fillJournal(ports: EnginePorts, records: readonly JournalRecord[]): Promise<Result<null, Failure>> {
  const { database } = ports
  const [drafts, facts, changes, settings] = await Promise.all([
    database.drafts.toArray(),
    database.facts.toArray(),
    database.changes.toArray(),
    database.values.get('settings'),
  ])
  const said = new Map(records.flatMap((record) => (record.kind === 'fact' ? [[record.key, record.saidAt] as const] : [])))
  const missing: JournalRecord[] = [
    ...drafts.map((draft) => draftRecord(draft)),
    ...facts.filter((fact) => (said.get(fact.key) ?? -Infinity) < fact.saidAt).map(factRecord),
    ...changes.map((change) => changeRecord(change)),
  ]
  if (settings !== undefined) missing.push({ kind: 'settings', settings: settings.value as never })
  const written = await Promise.all(missing.map((record) => writeJournal(ports, record)))
  return written.find((result) => !result.ok && result.failure.code !== 'invalid-arguments') ?? ok(null)
}

/** A waiting change as the journal keeps it. */
export function changeRecord({ id, ...change }: ChangeRow): JournalRecord {
  return { kind: 'change', id, change }
}

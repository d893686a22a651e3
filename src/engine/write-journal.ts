import type { Failure } from '#contract/failure.ts'
import type { JournalRecord } from '#contract/journal.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import type { FactRow } from '#data/schema.ts'
import type { EnginePorts } from './ports.ts'

/**
 * Writes one record to the journal; on disk when this resolves.
 *
 * Where the mailroom ended meanwhile and a new one is here, the record is written there: a record replaces the one before
 * it, so a second copy does no harm.
 */
export async function writeJournal({ mail, showOutside }: EnginePorts, record: JournalRecord): Promise<Result<null, Failure>> {
  let client = mail()
  for (;;) {
    if (client === null) return failed({ code: 'connection-lost', detail: 'the mailroom is restarting' })
    const written = await client.writeJournal({ record })
    if (written.ok) return ok(null)
    if (written.failure.code === 'disk-full') showOutside?.(written.failure)
    const next = mail()
    if (written.failure.code !== 'connection-lost' || next === client) return written
    client = next
  }
}

/** The journal's record of what a helper said. */
export function factRecord({ lesson, ...fact }: FactRow): JournalRecord {
  return { kind: 'fact', ...fact, ...(lesson === undefined ? {} : { lesson: { ...lesson, buckets: [...lesson.buckets] } }) }
}

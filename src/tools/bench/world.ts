import { mailboxEndsAt } from './mailbox/keep-mailbox.ts'
import type { MadeMailbox } from './mailbox/make-mailbox.ts'
import { countMailbox, type MailboxCount } from './mailbox/count-mailbox.ts'
import { makeProfile, type BenchProfile } from './app/profile.ts'
import { startBenchApp, type BenchApp, type Machine } from './app/bench-app.ts'
import type { Look, ProbeNotes } from './app/probe.ts'
import type { ProxyCounts } from './delay-proxy.ts'
import type { BenchDovecot } from './dovecot.ts'

/** What every kind of bench works with. */
export type World = {
  readonly machine: Machine
  readonly dovecot: BenchDovecot
  readonly made: MadeMailbox
  /** A mailbox of 10,000 beside a larger one, where the kind compares the two. */
  readonly small: { readonly dovecot: BenchDovecot; readonly made: MadeMailbox } | null
  readonly rounds: number
  /** How often the slow peers run. */
  readonly peerRounds: number
  /** false for builds without search: a mailbox then counts as complete when the sync light is idle. */
  readonly withSearch: boolean
  readonly say: (line: string) => void
}

/** Where the app's clock starts in most runs: ten minutes after the newest mail. */
export const openingTime = mailboxEndsAt + 600_000

/** Whether the screen says that everything is here, and searchable. */
export function isComplete({ withSearch }: World, look: Look): boolean {
  return look.sync === 'idle' && look.hasRow && (look.isSearchable || !withSearch)
}

/** The first look that `fits`, at or after `from` on the page's clock. */
export function firstLook(notes: ProbeNotes, fits: (look: Look) => boolean, from = 0): Look | undefined {
  return notes.looks.find((look) => look.at >= from && fits(look))
}

/**
 * A profile that holds the whole mailbox, read through `port`, with the app closed.
 *
 * @throws where what the app holds in the end is not what the mailbox has.
 */
export async function fillProfile(world: World, port: number): Promise<BenchProfile> {
  const profile = makeProfile(port)
  const app = await startBenchApp(world.machine, profile, { now: openingTime })
  try {
    await app.until((notes) => firstLook(notes, (look) => isComplete(world, look)), 'complete sync')
    await checkStore(world, app)
  } finally {
    await app.close()
  }
  return profile
}

/**
 * Compares the app's store with the files of the mailbox: a figure for a sync that left something out would be worth nothing.
 *
 * @throws where the number of messages, of flagged ones, or of those in the search index is another.
 */
export async function checkStore({ dovecot, withSearch }: World, { page }: BenchApp): Promise<void> {
  const held = await page.evaluate(
    () =>
      new Promise<MailboxCount & { indexed: number }>((resolve, reject) => {
        const opening = indexedDB.open('comptoir')
        opening.addEventListener('error', () => reject(new Error(String(opening.error))))
        opening.addEventListener('success', () => {
          const database = opening.result
          const reading = database.transaction(['messageRows', 'values'])
          const search = reading.objectStore('values').get('search')
          const rows = reading.objectStore('messageRows').getAll()
          rows.addEventListener('error', () => reject(new Error(String(rows.error))))
          rows.addEventListener('success', () => {
            database.close()
            // A row without a place is of a message that has gone.
            const messages = (rows.result as { flagged: boolean; places: unknown[] }[]).filter(({ places }) => places.length > 0)
            const { indexed } = (search.result as { value: { indexed: number } } | undefined)?.value ?? { indexed: 0 }
            resolve({ messages: messages.length, flagged: messages.filter(({ flagged }) => flagged).length, indexed })
          })
        })
      }),
  )
  const there = countMailbox(dovecot.maildir)
  const isIndexed = !withSearch || held.indexed === there.messages
  if (held.messages !== there.messages || held.flagged !== there.flagged || !isIndexed) {
    throw new Error(`the app holds ${JSON.stringify(held)} where the mailbox has ${JSON.stringify(there)}`)
  }
}

/** Commands with their connection and their ms after the first connection, for a person who looks where the time goes. */
export function timelineOf({ lines, firstConnectionAt }: ProxyCounts, until: number): string {
  return lines
    .filter(({ at }) => at <= until)
    .map(({ at, connection, words }) => `${Math.round(at - (firstConnectionAt ?? at))} ms #${connection} \`${words.slice(0, 80)}\``)
    .join(', ')
}

import { IDBDatabase, IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startDelayProxy, type CommandLine, type DelayProxy, type ProxyCounts } from '#tools/bench/delay-proxy.ts'
import { startBenchDovecot, type BenchDovecot } from '#tools/bench/dovecot.ts'
import { changeMailbox } from '#tools/bench/mailbox/change-mailbox.ts'
import { countMailbox } from '#tools/bench/mailbox/count-mailbox.ts'
import { makeMailbox, type MadeMailbox } from '#tools/bench/mailbox/make-mailbox.ts'
import { hasDovecot } from '../support/dovecot.ts'
import { startNodeShop, until, type NodeShop } from '../support/node-shop.ts'

const reason = 'dovecot is not installed (apt-get install dovecot-imapd)'
if (!hasDovecot()) console.warn(`skipped: ${reason}`)
const serverTest = test.skipIf(!hasDovecot())

// What a sync costs, counted and not timed: these figures are the same on a slow machine and on a fast one.
const count = 500
const endAt = Date.UTC(2026, 2, 2, 9)

let dovecot: BenchDovecot
let proxy: DelayProxy
let made: MadeMailbox
let indexedDb: IDBFactory
let shop: NodeShop | null = null

// Taken once: Dexie keeps hold of the functions it finds when a store is opened.
const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction')
const writes = [vi.spyOn(IDBObjectStore.prototype, 'put'), vi.spyOn(IDBObjectStore.prototype, 'add')]

beforeAll(async () => {
  if (!hasDovecot()) return
  // Without COMPRESS, so that every command can be read on its way.
  dovecot = await startBenchDovecot({ compress: false })
  made = makeMailbox(dovecot.maildir, { count, endAt, owner: dovecot.owner })
  proxy = await startDelayProxy({ target: dovecot.port })
  indexedDb = new IDBFactory()
})
afterAll(async () => {
  if (!hasDovecot()) return
  await shop?.stop()
  await proxy.stop()
  await dovecot.stop()
  vi.restoreAllMocks()
})

/** What the line and the store saw of some work. */
type Cost = ProxyCounts & { readonly roundTrips: number; readonly transactions: number; readonly rowsWritten: number }

/** Counts from before `work` until `isDone` and the sync rests. */
async function costOf(
  work: () => Promise<NodeShop>,
  isDone: (shop: NodeShop, line: ProxyCounts) => Promise<boolean> | boolean,
): Promise<Cost> {
  for (const spy of [transactions, ...writes]) spy.mockClear()
  proxy.startOver()
  const running = await work()
  await until(async () => (await isDone(running, proxy.counts())) && (await syncState(running)) === 'idle', 50_000)
  const counts = proxy.counts()
  return {
    ...counts,
    roundTrips: counts.roundTripsAt.length,
    transactions: transactions.mock.calls.filter(([, mode]) => mode === 'readwrite').length,
    rowsWritten: writes.reduce((sum, spy) => sum + spy.mock.calls.length, 0),
  }
}

async function syncState({ database }: NodeShop): Promise<string | undefined> {
  return ((await database.values.get('sync'))?.value as { state: string } | undefined)?.state
}

async function open(): Promise<NodeShop> {
  const server = { host: '127.0.0.1', security: 'loopback' as const }
  shop = await startNodeShop({
    account: { address: 'hey@shop.example', user: 'shop', imap: { ...server, port: proxy.port }, smtp: { ...server, port: 9 } },
    credentials: { password: 'secret' },
    now: () => endAt + 600_000,
    indexedDb,
  })
  return shop
}

function running(): NodeShop {
  if (shop === null) throw new Error('no shop is open')
  return shop
}

/** Commands that read messages, or look for some. */
function reads({ lines }: ProxyCounts): string[] {
  return lines.map(({ words }) => words).filter((words) => /^UID (FETCH|SEARCH)|^SEARCH|^FETCH/.test(words))
}

const isWaiting = ({ lines }: ProxyCounts): boolean => lines.some(({ words }) => words === 'IDLE')

/** For each message of each folder: which of its parts were asked for, in the order of the commands. */
function fetchedParts(lines: readonly CommandLine[]): Map<string, string[]> {
  const folders = new Map<number, string>()
  const fetched = new Map<string, string[]>()
  for (const { connection, words } of lines) {
    const folder = /^(?:SELECT|EXAMINE) "?([^" ]+)/.exec(words)?.[1]
    if (folder !== undefined) folders.set(connection, folder)
    const [, set, items] = /^UID FETCH (\S+) \((.*?)\)?$/.exec(words) ?? []
    if (set === undefined || items === undefined) continue
    const parts = [...items.matchAll(/BODYSTRUCTURE|BODY\.PEEK\[[\d.]*\]/g)].map(([part]) => part)
    for (const uid of set.split(',').flatMap(uidsOf)) {
      const name = `${folders.get(connection) ?? ''} ${uid}`
      fetched.set(name, [...(fetched.get(name) ?? []), ...parts])
    }
  }
  return fetched
}

function uidsOf(range: string): number[] {
  const [from = 0, to = from] = range.split(':').map(Number)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

serverTest('a first sync of 500 messages asks once for each text, and stores in few transactions', async () => {
  const cost = await costOf(open, async ({ database }, line) => {
    const folders = await database.folders.toArray()
    return folders.length === 3 && folders.every((folder) => folder.isComplete) && isWaiting(line)
  })
  expect(await running().database.messageRows.count()).toBe(count)
  const fetched = fetchedParts(cost.lines)
  expect(fetched.size).toBe(count)
  for (const [name, parts] of fetched) expect(new Set(parts).size, `${name}: ${parts.join(' ')}`).toBe(parts.length)
  const textBytes = made.bytes - made.attachedBytes
  expect(cost.bytesDown).toBeLessThan(textBytes * 1.2)
  expect(cost.bytesUp).toBeLessThan(20_000)
  expect(cost.connections).toBeLessThanOrEqual(2)
  expect(cost.commands).toBeLessThanOrEqual(90)
  expect(cost.roundTrips).toBeLessThanOrEqual(100)
  expect(cost.transactions).toBeLessThanOrEqual(50)
  expect(cost.rowsWritten).toBeLessThanOrEqual(count * 3)
})

serverTest('a look at a mailbox in which nothing has changed asks for the folders’ status alone, and stores nothing of mail', async () => {
  const look = (): Promise<NodeShop> => {
    running().engine.wake()
    return Promise.resolve(running())
  }
  // Once a connection it is checked that UIDs still name the messages they named.
  await costOf(look, (_, line) => line.lines.filter(({ words }) => words.includes('HEADER.FIELDS')).length === 2)
  const cost = await costOf(look, (_, line) => line.lines.some(({ words }) => words.includes('STATUS')))
  expect(reads(cost)).toEqual([])
  expect(cost.connections).toBe(0)
  expect(cost.commands).toBeLessThanOrEqual(6)
  expect(cost.bytesUp + cost.bytesDown).toBeLessThan(3_000)
  expect(cost.transactions).toBeLessThanOrEqual(10)
  expect(cost.rowsWritten).toBeLessThanOrEqual(6)
})

serverTest('one new mail and five flags cost that mail’s text and those flags, not a look at the rest', async () => {
  const cost = await costOf(
    async () => {
      await changeMailbox(dovecot, { newMessages: 1, flagChanges: 5, among: made.folders.INBOX }, { round: 0, at: endAt })
      return running()
    },
    async ({ database }) => {
      const rows = await database.messageRows.toArray()
      const there = countMailbox(dovecot.maildir)
      return rows.length === there.messages && rows.filter((row) => row.flagged).length === there.flagged
    },
  )
  const newUid = made.folders.INBOX + 1
  expect([...fetchedParts(cost.lines).keys()]).toEqual([`INBOX ${newUid}`])
  expect(cost.commands).toBeLessThanOrEqual(20)
  expect(cost.bytesDown).toBeLessThan(30_000)
  expect(cost.transactions).toBeLessThanOrEqual(30)
  expect(cost.rowsWritten).toBeLessThanOrEqual(60)
})

serverTest('a start with nothing new reads no message', async () => {
  await running().stop()
  const cost = await costOf(open, (_, line) => isWaiting(line))
  expect(reads(cost)).toEqual([])
  expect(cost.connections).toBeLessThanOrEqual(2)
  expect(cost.commands).toBeLessThanOrEqual(20)
  expect(cost.bytesUp + cost.bytesDown).toBeLessThan(8_000)
  expect(cost.transactions).toBeLessThanOrEqual(12)
  expect(cost.rowsWritten).toBeLessThanOrEqual(12)
})

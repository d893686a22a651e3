import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import type { MailCalls } from '#contract/mailroom.ts'
import type { Client } from '#contract/rpc.ts'
import { defaultSettings } from '#contract/shop.ts'
import { lowestRowIdAt } from '#core/model/row-id.ts'
import { ShopDatabase } from '#data/database.ts'
import type { MessageRow, SyncStatus } from '#data/schema.ts'
import { IdleFiles } from '#engine/files/idle-files.ts'

const dayMs = 86_400_000
const now = Date.parse('2026-03-10T10:00:00Z')

/** A store with messages that have files, and a mailroom that notes what it is asked for. */
async function world(wish: { keepFilesMonths?: number; keepFilesMegabytes?: number } = {}) {
  const database = new ShopDatabase('comptoir', { indexedDB: new IDBFactory(), IDBKeyRange })
  const fetched: string[] = []
  const timers: (() => void)[] = []
  const control = {
    onFetch: async (_part: string): Promise<'ok' | 'connection-lost' | 'message-gone'> => 'ok',
    now,
    settings: { ...defaultSettings('en', 'Europe/Paris'), keepFilesMonths: 3, ...wish },
  }
  const mail = {
    fetchAttachment: async ({ part }: { part: string }) => {
      fetched.push(part)
      const outcome = await control.onFetch(part)
      return outcome === 'ok' ? { ok: true, value: { bytes: new Uint8Array([1]) } } : { ok: false, failure: { code: outcome, detail: '' } }
    },
  } as unknown as Client<MailCalls>
  const idle = new IdleFiles(
    { database, mail: () => mail, now: () => control.now, after: (_delayMs, work) => (timers.push(work), () => {}), dice: () => 0.5 },
    async () => control.settings,
  )
  const say = async (status: Partial<SyncStatus>): Promise<void> => {
    await database.values.put({ name: 'sync', value: { state: 'idle', failure: null, lastHeardAt: now, progress: null, ...status } })
  }
  await say({})
  await database.folders.put({ path: 'INBOX', uidValidity: '1', role: 'inbox' } as never)
  const add = async (daysAgo: number, part: string, size = 1000): Promise<void> => {
    const row = {
      id: lowestRowIdAt(now - daysAgo * dayMs),
      key: part.padEnd(64, '0'),
      conversationId: 'c',
      links: [],
      places: [{ folder: 'INBOX', uidValidity: '1', uid: daysAgo + 1 }],
      attachments: [{ name: part, type: 'image/png', size, part, contentId: '', inline: false }],
    }
    await database.messageRows.put(row as unknown as MessageRow)
  }
  /** Lets the pause after a pass come, and waits until nothing is under way. */
  const pass = async (): Promise<void> => {
    idle.wake()
    for (const work of timers.splice(0)) work()
    for (let turn = 0; turn < 60; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return { database, fetched, control, say, add, pass }
}

test('attachments of the last months come, newest first; older and larger ones wait until they are opened', async () => {
  const { fetched, add, pass, database } = await world()
  await add(2, 'two')
  await add(30, 'thirty')
  await add(1, 'one')
  await add(200, 'too-old')
  await add(3, 'too-large', 11_000_000)
  await pass()
  expect(fetched).toEqual(['one', 'two', 'thirty'])
  expect(await database.files.count()).toBe(3)
  await pass()
  expect(fetched).toHaveLength(3)
})

test('off is off', async () => {
  const { fetched, add, pass } = await world({ keepFilesMonths: 0 })
  await add(1, 'one')
  await pass()
  expect(fetched).toEqual([])
})

test.each([
  ['while the first sync goes on', { progress: { here: 1, exists: 9, msLeft: null, isPaused: false } }],
  ['while a pass is under way', { state: 'syncing' }],
  ['offline', { state: 'offline' }],
] as const)('nothing is fetched %s', async (_when, status) => {
  const { fetched, add, pass, say } = await world()
  await add(1, 'one')
  await say(status)
  await pass()
  expect(fetched).toEqual([])
  await say({})
  await pass()
  expect(fetched).toEqual(['one'])
})

test('nothing is fetched while older mail is paused', async () => {
  const { fetched, add, pass, database } = await world()
  await add(1, 'one')
  await database.values.put({ name: 'pull-paused', value: true })
  await pass()
  expect(fetched).toEqual([])
})

test('woken in the middle, nothing more is begun; the next quiet time goes on where it stopped', async () => {
  const { fetched, add, pass, say, control } = await world()
  await add(1, 'one')
  await add(2, 'two')
  await add(3, 'three')
  control.onFetch = async (part) => {
    if (part === 'one') await say({ state: 'syncing' })
    return 'ok'
  }
  await pass()
  expect(fetched).toEqual(['one'])
  await say({})
  await pass()
  expect(fetched).toEqual(['one', 'two', 'three'])
})

test('what has just come goes before what is left of the older mail', async () => {
  const { fetched, add, pass, say, control } = await world()
  await add(2, 'two')
  await add(3, 'three')
  control.onFetch = async (part) => {
    if (part === 'two') await say({ state: 'syncing' })
    return 'ok'
  }
  await pass()
  await add(0, 'new')
  await say({})
  await pass()
  expect(fetched).toEqual(['two', 'new', 'three'])
})

test('one that failed is left alone, except where only the connection was lost', async () => {
  const { fetched, add, pass, control } = await world()
  await add(1, 'gone')
  await add(2, 'cut')
  control.onFetch = async (part) => (part === 'gone' ? 'message-gone' : 'connection-lost')
  await pass()
  expect(fetched).toEqual(['gone', 'cut'])
  control.onFetch = async () => 'ok'
  await pass()
  expect(fetched).toEqual(['gone', 'cut', 'cut'])
})

test('a larger wish is fulfilled from the newest on', async () => {
  const { fetched, add, pass, control } = await world()
  await add(1, 'one')
  await add(200, 'old')
  await pass()
  expect(fetched).toEqual(['one'])
  control.settings = { ...control.settings, keepFilesMonths: 12 }
  await pass()
  expect(fetched).toEqual(['one', 'old'])
})

import { Dexie } from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { storeSchema } from '#contract/store-stamp.ts'
import { firstTables } from '#data/migrations/0001-first-tables.ts'
import { openStore } from '#worker/open-store.ts'
import { memoryDatabase } from '../support/memory-ports.ts'

const patience = { tries: 3, pauseMs: 1, blockedMs: 20 }

function failing(failures: number) {
  let opens = 0
  return {
    opens: () => opens,
    store: {
      open: () => {
        opens += 1
        return opens <= failures ? Promise.reject(new Error('Internal error opening backing store')) : Promise.resolve()
      },
      close: () => {},
      on: () => {},
    },
  }
}

test('a store that opens at the third try is open', async () => {
  const { store, opens } = failing(2)
  expect(await openStore(store, patience)).toBeNull()
  expect(opens()).toBe(3)
})

test('a store that opens at none of three tries is given up, with what the system said', async () => {
  const { store, opens } = failing(9)
  expect(await openStore(store, patience)).toContain('opening backing store')
  expect(opens()).toBe(3)
})

test('a window that holds an older version open lets go of it by itself, and the upgrade goes on', async () => {
  const indexedDB = new IDBFactory()
  const older = new Dexie('comptoir', { indexedDB, IDBKeyRange })
  firstTables(older)
  await older.open()
  const newer = memoryDatabase(indexedDB)
  expect(await openStore(newer, { ...patience, blockedMs: 5_000 })).toBeNull()
  expect(newer.verno).toBe(storeSchema)
  expect(older.isOpen()).toBe(false)
})

test('one that does not let go is not waited for without end', async () => {
  const indexedDB = new IDBFactory()
  const stubborn = new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('comptoir', 10)
    opening.addEventListener('success', () => {
      resolve(opening.result)
    })
  })
  const held = await stubborn
  expect(await openStore(memoryDatabase(indexedDB), patience)).toContain('another window')
  held.close()
})

test('the stamp names the version that the tables really have', async () => {
  const database = memoryDatabase()
  await database.open()
  expect(database.verno).toBe(storeSchema)
})

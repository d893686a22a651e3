import { expect, test } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import { forgetPlaces } from '#data/write/forget-places.ts'
import { movePlace } from '#data/write/move-place.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { hasLostMail } from '#engine/start/find-damage.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { alwaysOpen, folderRow, mailToStore } from '../../support/stored-mail.ts'

async function withMail(): Promise<ShopDatabase> {
  const database = memoryDatabase()
  const mails = Array.from({ length: 10 }, (_, index) => mailToStore({ uid: index + 1 }))
  await storeMails(database, folderRow(), mails, alwaysOpen)
  return database
}

test('an empty store and one that is as it was left have lost nothing', async () => {
  expect(await hasLostMail(memoryDatabase())).toBe(false)
  expect(await hasLostMail(await withMail())).toBe(false)
})

test('messages that were moved or deleted are no loss', async () => {
  const database = await withMail()
  const [row] = await database.messageRows.toArray()
  const [place] = row?.places ?? []
  if (row === undefined || place === undefined) throw new Error('no row')
  await database.folders.put(folderRow({ path: 'Archive', role: 'archive' }))
  await movePlace(database, row.id, place, { folder: 'Archive', uidValidity: '1', uid: 1 })
  expect(await hasLostMail(database)).toBe(false)
  const folder = await database.folders.get('INBOX')
  if (folder === undefined) throw new Error('no folder')
  await forgetPlaces(database, folder, { folder: 'INBOX', uidValidity: '1' }, [5], alwaysOpen)
  expect(await hasLostMail(database)).toBe(false)
})

test.each<[string, (database: ShopDatabase) => Promise<unknown>]>([
  [
    'one message',
    (database) =>
      database.messageRows
        .toCollection()
        .first()
        .then((row) => database.messageRows.delete(row?.id ?? 0)),
  ],
  ['its texts', (database) => database.bodyBlocks.clear()],
  ['its places', (database) => database.placeBlocks.clear()],
  ['its folders', (database) => database.folders.clear()],
  ['its counters', (database) => database.counters.clear()],
])('a store that lost %s is found out', async (_what, lose) => {
  const database = await withMail()
  await lose(database)
  expect(await hasLostMail(database)).toBe(true)
})

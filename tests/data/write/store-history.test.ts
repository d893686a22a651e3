import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopDatabase } from '#data/database.ts'
import type { FolderRow } from '#data/schema.ts'
import { forgetPlaces } from '#data/write/forget-places.ts'
import { movePlace } from '#data/write/move-place.ts'
import { placeKnown } from '#data/write/place-known.ts'
import { relabelPlaces } from '#data/write/relabel-places.ts'
import { storeFlags } from '#data/write/store-flags.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { expectWholeStore, storedTexts } from '../../support/store-check.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore } from '../../support/stored-mail.ts'

const roles: Readonly<Record<string, FolderRow['role']>> = { INBOX: 'inbox', Archive: 'archive', Junk: 'junk' }
const folders = fc.constantFrom(...Object.keys(roles))
const uids = fc.integer({ min: 1, max: 6 })
const names = fc.constantFrom('a', 'b', 'c', 'd')

/** Anything that may happen to a store, in the words of the server. */
const events = fc.oneof(
  fc.record({
    kind: fc.constant('stored' as const),
    folder: folders,
    mails: fc.array(fc.record({ uid: uids, name: names, refers: fc.option(names), text: fc.constantFrom('one', 'two') }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('placed' as const), folder: folders, uid: uids, name: names }),
  fc.record({ kind: fc.constant('flagged' as const), folder: folders, uid: uids, isSeen: fc.boolean() }),
  fc.record({ kind: fc.constant('gone' as const), folder: folders, uids: fc.array(uids, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('moved' as const), folder: folders, uid: uids, to: folders, toUid: uids }),
  fc.record({ kind: fc.constant('relabelled' as const), folder: folders }),
  fc.record({ kind: fc.constant('judged' as const), name: names, lane: fc.constantFrom('pitch' as const, 'customer' as const) }),
)
type StoreEvent = typeof events extends fc.Arbitrary<infer Event> ? Event : never

async function happen(database: ShopDatabase, event: StoreEvent, step: number): Promise<void> {
  if (event.kind === 'judged') {
    await database.facts.put({ key: keyNamed(event.name), lane: event.lane, dismissed: false, saidAt: step })
    return
  }
  const path = event.folder
  const known = await database.folders.get(path)
  const folder = folderRow({ path, role: roles[path] ?? 'other' })
  const view = { folder: path, uidValidity: '1' }
  switch (event.kind) {
    case 'stored': {
      const mails = event.mails.map(({ uid, name, refers, text }) =>
        mailToStore({ uid, name, text, inReplyTo: refers === null ? '' : `${refers}@post.example` }),
      )
      await storeMails(database, folder, mails, alwaysOpen)
      break
    }
    case 'placed':
      await placeKnown(database, folder, [{ uid: event.uid, key: keyNamed(event.name), flags: [] }], alwaysOpen)
      break
    case 'flagged':
      await storeFlags(database, { path, uidValidity: '1' }, [{ uid: event.uid, flags: event.isSeen ? ['\\Seen'] : [] }], alwaysOpen)
      break
    case 'gone':
      if (known !== undefined) await forgetPlaces(database, known, view, event.uids, alwaysOpen)
      break
    case 'moved': {
      const row = (await database.messageRows.toArray()).find((each) =>
        each.places.some((place) => place.folder === path && place.uid === event.uid),
      )
      const from = row?.places.find((place) => place.folder === path && place.uid === event.uid)
      if (row !== undefined && from !== undefined && event.to !== path)
        await movePlace(database, row.id, from, { folder: event.to, uidValidity: '1', uid: event.toUid })
      break
    }
    case 'relabelled':
      if (known?.uidValidity === '1') await relabelPlaces(database, path, '1', `1 until ${step}`)
      break
  }
}

test('whatever happens, in any order, counts equal a recount, places agree with rows, and every message has its text', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(events, { minLength: 1, maxLength: 14 }), async (history) => {
      const database = memoryDatabase()
      for (const [step, event] of history.entries()) {
        await happen(database, event, step)
        await expectWholeStore(database)
      }
      for (const text of await storedTexts(database)) expect(['one', 'two']).toContain(text)
      const waiting = new Set<number>()
      for (const job of await database.indexJobs.toArray()) {
        for (const id of job.remove) waiting.delete(id)
        for (const id of job.add) waiting.add(id)
      }
      expect([...waiting].sort((a, b) => a - b)).toEqual(await database.messageRows.toCollection().primaryKeys())
      database.close()
    }),
    { numRuns: 120 },
  )
}, 60_000)

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MailboxIndex } from '#data/write/mailbox-index.ts'
import { storeMails, type MailToStore } from '#data/write/store-mails.ts'
import { memoryDatabase } from '../../support/memory-ports.ts'
import { expectWholeStore } from '../../support/store-check.ts'
import { alwaysOpen, folderRow, mailToStore } from '../../support/stored-mail.ts'

/** Mails that refer to each other, share subjects, and now and then a key or an instant. */
const mailbox = fc
  .array(
    fc.record({
      name: fc.integer({ min: 0, max: 7 }),
      refers: fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 2 }),
      subject: fc.constantFrom('Broken cup', 'Re: Broken cup', 'Where is my parcel', 'Re: Where is my parcel'),
      day: fc.constantFrom(0, 0, 1, 29, 60),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map((letters) =>
    letters.map(({ name, refers, subject, day }, index) =>
      mailToStore({
        uid: index + 1,
        name: `n${name}`,
        messageId: `n${name}@post.example`,
        references: refers.map((id) => `n${id}@post.example`),
        subject,
        receivedAt: 1_700_000_000_000 + day * 86_400_000,
      }),
    ),
  )

/** What a store holds once the mails came in batches of that size, by one index over all or looked up batch by batch. */
async function stored(mails: readonly MailToStore[], size: number, isWhole: boolean): Promise<unknown> {
  const database = memoryDatabase()
  // Some are there before the index is read.
  await storeMails(database, folderRow(), mails.slice(0, size), alwaysOpen)
  const index = isWhole ? await MailboxIndex.whole(database) : undefined
  for (let start = size; start < mails.length; start += size)
    await storeMails(database, folderRow(), mails.slice(start, start + size), alwaysOpen, index)
  const rows = await database.messageRows.toArray()
  const conversations = await database.conversations.toArray()
  await expectWholeStore(database)
  database.close()
  return {
    groups: rows.map((row) => [row.places[0]?.uid ?? 0, row.conversationId] as const).sort(([a], [b]) => a - b),
    conversations: conversations.map(({ id, messageCount, lastAt }) => [id, messageCount, lastAt]),
    ids: new Set(rows.map((row) => row.id)).size,
  }
}

test('an index over the whole store and one around each batch give the same conversations, in any order and any batches', async () => {
  await fc.assert(
    fc.asyncProperty(
      mailbox.chain((mails) => fc.tuple(fc.constant(mails), fc.shuffledSubarray(mails, { minLength: mails.length }))),
      fc.integer({ min: 1, max: 3 }),
      async ([mails, shuffled], size) => {
        const expected = await stored(mails, 1, false)
        expect(await stored(mails, size, true)).toEqual(expected)
        expect(await stored(shuffled, size, true)).toEqual(expected)
        expect(await stored(shuffled, size, false)).toEqual(expected)
      },
    ),
    { numRuns: 30 },
  )
}, 60_000)

test('forty mails of one instant whose keys wish for one row id get forty', async () => {
  for (const isWhole of [true, false]) {
    const database = memoryDatabase()
    const mails = Array.from({ length: 40 }, (_, index) => mailToStore({ uid: index + 1, name: 'same', receivedAt: 1_700_000_000_000 }))
    for (const mail of mails)
      await storeMails(database, folderRow(), [mail], alwaysOpen, isWhole ? await MailboxIndex.whole(database) : undefined)
    expect(await database.messageRows.count()).toBe(40)
    await expectWholeStore(database)
  }
})

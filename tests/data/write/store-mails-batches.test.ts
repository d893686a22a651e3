import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MessageKey } from '#core/model/ids.ts'
import type { Message } from '#core/model/message.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { ShopDatabase } from '#data/database.ts'
import type { FolderRow } from '#data/schema.ts'
import { storeMails, type MailToStore } from '#data/write/store-mails.ts'
import { expectWholeStore, keptCounts, placedUids, storedTexts } from '../../support/store-check.ts'

const inbox: FolderRow = {
  path: 'INBOX',
  role: 'inbox',
  uidValidity: '1',
  uidNext: 1,
  highestModseq: null,
  settled: '',
  owed: [],
  isComplete: false,
  exists: 9,
  here: 0,
  sweptAt: 0,
  held: null,
}
const hours: ShopHours = { timeZone: 'Europe/Paris', hours: {} }

function mail(uid: number, about: Partial<Message> & { key: MessageKey }): MailToStore {
  const person = { name: 'Claire', address: 'claire@post.example' }
  const message: Message = {
    messageId: '',
    inReplyTo: '',
    references: [],
    from: person,
    to: [{ name: '', address: 'hey@shop.example' }],
    cc: [],
    author: person,
    subject: 'My order 1042',
    sentAt: null,
    receivedAt: 1_700_000_000_000 + uid * 60_000,
    direction: 'in',
    kind: 'human',
    text: `text ${uid}`,
    ownText: `text ${uid}`,
    ...about,
  }
  return {
    uid,
    flags: uid % 2 === 0 ? ['\\Seen'] : [],
    message,
    verdict: { lane: 'automated', score: 0, reasons: [] },
    notice: null,
    numbers: [],
    body: null,
    attachments: [],
    bodyHash: `hash ${uid}`,
    odd: null,
  }
}

/** Few ids, few keys and few subjects, so that joins, double keys and bare replies happen all the time. */
const mailbox = fc
  .array(
    fc.record({
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f').map((sign) => sign.repeat(64) as MessageKey),
      messageId: fc.constantFrom('', 'm1', 'm2', 'm3', 'm4'),
      references: fc.subarray(['m1', 'm2', 'm3', 'm4', 'm5'], { maxLength: 2 }),
      subject: fc.constantFrom('My order 1042', 'Re: My order 1042', 'Blue scarf', 'Hi'),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((letters) => letters.map((letter, index) => mail(index + 1, letter)))

async function stored(mails: readonly MailToStore[], sizes: readonly number[]): Promise<unknown> {
  const database = new ShopDatabase('comptoir', { indexedDB: new IDBFactory(), IDBKeyRange })
  const rest = [...mails]
  for (let turn = 0; rest.length > 0; turn += 1) await storeMails(database, inbox, rest.splice(0, sizes[turn % sizes.length]), hours)
  // How texts and index jobs are cut into blocks follows the batches, what they hold does not.
  const jobs = await database.indexJobs.toArray()
  const left = {
    messages: (await database.messageRows.toArray()).map(({ block: _block, slot: _slot, ...row }) => row),
    texts: await storedTexts(database),
    places: await placedUids(database),
    conversations: await database.conversations.toArray(),
    counts: await keptCounts(database),
    toIndex: jobs.flatMap((job) => job.add).sort((a, b) => a - b),
    here: (await database.folders.get('INBOX'))?.here,
  }
  await expectWholeStore(database)
  database.close()
  return left
}

test('a batch ends as if its mails had come one by one', async () => {
  await fc.assert(
    fc.asyncProperty(mailbox, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }), async (mails, sizes) => {
      expect(await stored(mails, sizes)).toEqual(await stored(mails, [1]))
    }),
    { numRuns: 100 },
  )
})

test('a mail that is named twice in one batch is stored once', async () => {
  const twice = mail(7, { key: 'a'.repeat(64) as MessageKey })
  expect(await stored([twice, twice], [2])).toEqual(await stored([twice], [1]))
})

test('a conversation joined late is one with all its earlier messages, also those that the new mail does not name', async () => {
  const key = (sign: string): MessageKey => sign.repeat(64) as MessageKey
  const mails = [
    mail(1, { key: key('b'), messageId: 'm1', subject: 'One' }),
    mail(2, { key: key('c'), messageId: 'm2', references: ['m1'], subject: 'Two' }),
    mail(3, { key: key('d'), messageId: 'm3', subject: 'Three' }),
    mail(4, { key: key('a'), messageId: 'm4', references: ['m2', 'm3'], subject: 'Four' }),
  ]
  const { conversations } = (await stored(mails, [2])) as { conversations: { id: string; messageCount: number }[] }
  expect(conversations).toMatchObject([{ id: `c-${'a'.repeat(20)}`, messageCount: 4 }])
})

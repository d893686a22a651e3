import { expect, test } from 'vitest'
import { accountSchema } from '#contract/account.ts'
import { defaultSettings } from '#contract/shop.ts'
import { likelihood } from '#core/pitch/model/pitch-model.ts'
import { shippedModel } from '#core/pitch/score-pitch.ts'
import { storeMails } from '#data/write/store-mails.ts'
import { Engine } from '#engine/engine.ts'
import { draftRow, memoryPorts } from '../../support/memory-ports.ts'
import { alwaysOpen, folderRow, keyNamed, mailToStore, type MailSketch } from '../../support/stored-mail.ts'

async function engineWith(mails: readonly MailSketch[]) {
  const ports = memoryPorts()
  const engine = new Engine(ports, defaultSettings('en', 'Europe/Paris'))
  await storeMails(ports.database, folderRow(), mails.map(mailToStore), alwaysOpen)
  const only = async () => {
    const rows = await ports.database.conversations.toArray()
    if (rows.length !== 1 || rows[0] === undefined) throw new Error(`${rows.length} conversations`)
    return rows[0]
  }
  return { ports, engine, only }
}

const ask: MailSketch = { uid: 1, name: 'ask' }
const more: MailSketch = { uid: 2, name: 'more', inReplyTo: 'ask@post.example' }

test('a verdict moves the conversation, and taking it back restores what the evidence says', async () => {
  const { ports, engine, only } = await engineWith([ask])
  const { id } = await only()
  await engine.run({ kind: 'judge', conversationId: id, lane: 'pitch' })
  expect(await only()).toMatchObject({ lane: 'pitch', judgedBy: 'helper', shelf: 'rest' })
  await engine.run({ kind: 'judge', conversationId: id, lane: null })
  expect(await only()).toMatchObject({ lane: 'customer', judgedBy: 'evidence', shelf: 'open' })
  expect(await ports.database.facts.get(keyNamed('ask'))).toMatchObject({ lane: null })
})

test('a verdict can be taken back after another message has come', async () => {
  const { ports, engine, only } = await engineWith([ask])
  await engine.run({ kind: 'judge', conversationId: (await only()).id, lane: 'pitch' })
  await storeMails(ports.database, folderRow(), [mailToStore(more)], alwaysOpen)
  expect(await only()).toMatchObject({ lane: 'pitch', messageCount: 2 })
  await engine.run({ kind: 'judge', conversationId: (await only()).id, lane: null })
  expect(await only()).toMatchObject({ lane: 'customer', judgedBy: 'evidence' })
})

test('nothing left to answer can be taken back after another message has come', async () => {
  const { ports, engine, only } = await engineWith([ask])
  await engine.run({ kind: 'dismiss', conversationId: (await only()).id, dismissed: true })
  expect(await only()).toMatchObject({ shelf: 'answered' })
  const receipt: MailSketch = { ...more, kind: 'automated', lane: 'automated' }
  await storeMails(ports.database, folderRow(), [mailToStore(receipt)], alwaysOpen)
  expect(await only()).toMatchObject({ shelf: 'answered' })
  await engine.run({ kind: 'dismiss', conversationId: (await only()).id, dismissed: false })
  expect(await only()).toMatchObject({ shelf: 'open' })
})

test('reading marks what came in, once each, for the server too', async () => {
  const { ports, engine, only } = await engineWith([ask, { ...more, flags: ['\\Seen'] }])
  await engine.run({ kind: 'mark-seen', conversationId: (await only()).id, seen: true })
  expect(await only()).toMatchObject({ unread: false })
  expect(await ports.database.changes.toArray()).toMatchObject([{ key: keyNamed('ask'), kind: 'flag', flag: '\\Seen', set: true }])
})

test('an unknown conversation, draft or attachment is a refusal, not a bug', async () => {
  const { engine } = await engineWith([])
  for (const command of [
    { kind: 'judge', conversationId: 'c-none', lane: 'pitch' },
    { kind: 'dismiss', conversationId: '__proto__', dismissed: true },
    { kind: 'send', draftId: 'draft-none' },
    { kind: 'undo-send', draftId: 'draft-none' },
    { kind: 'attach', draftId: 'draft-none', name: 'a', type: '', bytes: new Uint8Array() },
    { kind: 'fetch-attachment', messageRow: 77, part: '2' },
  ] as const) {
    expect(await engine.run(command)).toMatchObject({ ok: false })
  }
})

test('without an account nothing can be sent, and the draft stays', async () => {
  const { ports, engine } = await engineWith([ask])
  await ports.database.drafts.put(draftRow())
  expect(await engine.run({ kind: 'send', draftId: 'draft-0001' })).toMatchObject({ ok: false, failure: { code: 'password-missing' } })
  expect(await ports.database.drafts.count()).toBe(1)
})

test('a reply is held for the undo time, refers to what it answers, and comes back to the letter', async () => {
  const { ports, engine } = await engineWith([ask])
  const server = { host: '127.0.0.1', port: 1, security: 'loopback' as const }
  ports.room.isOnline = false
  await engine.useAccount(accountSchema.parse({ address: 'hey@shop.example', imap: server, smtp: server }))
  const draft = draftRow({ answersKey: keyNamed('ask') })
  await ports.database.drafts.put(draft)
  expect(await engine.run({ kind: 'send', draftId: draft.id })).toEqual({ ok: true, value: {} })
  expect(await ports.database.outbox.get(draft.id)).toMatchObject({
    state: 'held',
    heldUntil: ports.clock.now + 10_000,
    mail: { inReplyTo: 'ask@post.example', from: { address: 'hey@shop.example' } },
  })
  expect(await engine.run({ kind: 'undo-send', draftId: draft.id })).toEqual({ ok: true, value: {} })
  expect(await ports.database.drafts.get(draft.id)).toEqual(draft)
  await engine.useAccount(null)
})

test('an attachment is fetched from where the message lies now, after the folder was renumbered', async () => {
  const attachments = [{ name: 'a.png', type: 'image/png', size: 3, part: '2', contentId: '', inline: false }]
  const { ports, engine } = await engineWith([{ ...ask, attachments }])
  await storeMails(ports.database, folderRow({ uidValidity: '2' }), [mailToStore({ ...ask, uid: 40, attachments })], alwaysOpen)
  const asked: unknown[] = []
  const client = {
    ...ports.room.client,
    fetchAttachment: async (place: { uidValidity: string }) => {
      asked.push(place)
      return place.uidValidity === '2'
        ? { ok: true as const, value: { bytes: new Uint8Array([1, 2, 3]) } }
        : { ok: false as const, failure: { code: 'folder-changed' as const, detail: '' } }
    },
  }
  const moved = new Engine({ ...ports, mail: () => client }, defaultSettings('en', 'Europe/Paris'))
  const [row] = await ports.database.messageRows.toArray()
  expect(await moved.run({ kind: 'fetch-attachment', messageRow: row?.id ?? 0, part: '2' })).toEqual({ ok: true, value: {} })
  expect(asked).toMatchObject([{ uidValidity: '2', uid: 40, part: '2' }])
  expect(engine.account).toBeNull()
})

const spam = 'We make glass lids for jars in Porto and would like to show you our winter range and prices'

test('a verdict is learned from at once, and taking it back leaves no trace of it', async () => {
  const { ports, engine, only } = await engineWith([{ ...ask, text: spam, from: 'paulo@lids.example' }])
  const untaught = engine.lessons.layer
  await engine.run({ kind: 'judge', conversationId: (await only()).id, lane: 'pitch' })
  expect(engine.lessons.layer.senders.get('lids.example')).toBeGreaterThan(0)
  expect(await ports.database.facts.get(keyNamed('ask'))).toMatchObject({ lane: 'pitch', lesson: { address: 'paulo@lids.example' } })
  expect([...ports.room.journal.values()].find((record) => record.kind === 'fact')).toMatchObject({
    lesson: { address: 'paulo@lids.example' },
  })
  await engine.run({ kind: 'judge', conversationId: (await only()).id, lane: null })
  expect(engine.lessons.layer).toEqual(untaught)
  expect((await ports.database.facts.get(keyNamed('ask')))?.lesson).toBeUndefined()
})

test('what was learned can be forgotten while the verdict stays', async () => {
  const { ports, engine, only } = await engineWith([{ ...ask, text: spam }])
  await engine.run({ kind: 'judge', conversationId: (await only()).id, lane: 'pitch' })
  await engine.run({ kind: 'forget-lesson', key: keyNamed('ask') })
  expect(engine.lessons.layer.words.size).toBe(0)
  expect(await only()).toMatchObject({ lane: 'pitch', judgedBy: 'helper' })
  expect((await ports.database.facts.get(keyNamed('ask')))?.lesson).toBeUndefined()
})

test('what was forgotten stays forgotten when something else is said of the conversation, and what was learned stays learned', async () => {
  const { ports, engine, only } = await engineWith([{ ...ask, text: spam }])
  const lesson = async () => (await ports.database.facts.get(keyNamed('ask')))?.lesson
  const { id } = await only()
  await engine.run({ kind: 'judge', conversationId: id, lane: 'pitch' })
  const learned = await lesson()
  await engine.run({ kind: 'dismiss', conversationId: id, dismissed: true })
  expect(await lesson()).toEqual(learned)
  await engine.run({ kind: 'forget-lesson', key: keyNamed('ask') })
  await engine.run({ kind: 'dismiss', conversationId: id, dismissed: false })
  expect(await lesson()).toBeUndefined()
  expect(await only()).toMatchObject({ lane: 'pitch', judgedBy: 'helper' })
})

/** Two offers of one firm just below the line, as the model would have it, and a customer’s question. */
async function shopWithTwins() {
  const twin = (uid: number, from: string): MailSketch => ({
    uid,
    name: `twin${uid}`,
    subject: `Lids ${uid}`,
    text: spam,
    from,
    lane: 'unsure',
  })
  const { ports, engine } = await engineWith([
    twin(1, 'paulo@lids.example'),
    twin(2, 'ana@lids.example'),
    { uid: 3, name: 'other', subject: 'My parcel', text: 'Where is my parcel?', from: 'claire@post.example' },
  ])
  const { database } = ports
  for (const row of await database.messageRows.toArray())
    if (row.verdict.lane === 'unsure')
      await database.messageRows.update(row.id, {
        verdict: {
          lane: 'unsure',
          score: likelihood(shippedModel(), shippedModel().thresholds.hold - 0.5),
          reasons: ['offer', 'goods'].map((signal) => ({ signal, weight: 2, reason: { code: `pitch.${signal}`, params: {} } })),
        },
      })
  const idOf = async (name: string) => (await database.messageRows.where('key').equals(keyNamed(name)).first())?.conversationId ?? ''
  const preview = async () => (await database.values.get('lesson-preview'))?.value
  return { engine, database, preview, twin1: await idOf('twin1'), twin2: await idOf('twin2'), other: await idOf('other') }
}

test('a verdict asks before it moves others that are alike, moves them when told to, and never a customer’s', async () => {
  const { engine, database, preview, twin1, twin2, other } = await shopWithTwins()
  await engine.run({ kind: 'judge', conversationId: twin1, lane: 'pitch' })
  await engine.lessons.preview(twin1, 'pitch')
  expect(await preview()).toEqual({ of: twin1, lane: 'pitch', ids: [twin2] })
  expect(await database.conversations.get(twin2)).toMatchObject({ lane: 'unsure' })
  await engine.run({ kind: 'follow-lesson', follow: true })
  expect(await database.conversations.get(twin2)).toMatchObject({ lane: 'pitch', judgedBy: 'evidence' })
  expect(await database.conversations.get(other)).toMatchObject({ lane: 'customer' })
  expect(await preview()).toBeUndefined()
})

test('a verdict that is taken back brings back what was moved along with it', async () => {
  const { engine, database, twin1 } = await shopWithTwins()
  const lies = async () => [
    await database.messageRows.toArray(),
    (await database.conversations.toArray()).map(({ id, lane }) => [id, lane]),
  ]
  const before = await lies()
  await engine.run({ kind: 'judge', conversationId: twin1, lane: 'pitch' })
  await engine.lessons.preview(twin1, 'pitch')
  await engine.run({ kind: 'follow-lesson', follow: true })
  expect(await lies()).not.toEqual(before)
  await engine.run({ kind: 'judge', conversationId: twin1, lane: null })
  expect(await lies()).toEqual(before)
})

test('what a verdict would move is asked of the latest one only, and of none that was taken back meanwhile', async () => {
  const { engine, preview, twin1, twin2, other } = await shopWithTwins()
  await engine.run({ kind: 'judge', conversationId: twin1, lane: 'pitch' })
  await engine.lessons.preview(twin1, 'pitch')
  expect(await preview()).toMatchObject({ ids: [twin2] })
  const superseded = engine.lessons.preview(twin1, 'pitch')
  await Promise.all([superseded, engine.lessons.preview(other, 'customer')])
  expect(await preview()).toBeUndefined()
  const takenBack = engine.lessons.preview(twin1, 'pitch')
  await Promise.all([takenBack, engine.lessons.preview(twin1, null)])
  expect(await preview()).toBeUndefined()
})

test('a pitch that is refused by the template for it is judged a pitch: its writer is nobody we answered as a customer', async () => {
  const { ports, engine, only } = await engineWith([{ ...ask, lane: 'unsure' }])
  await engine.start(
    accountSchema.parse({
      address: 'hey@shop.example',
      addresses: [],
      imap: { host: 'h', port: 993, security: 'tls' },
      smtp: { host: 'h', port: 465, security: 'tls' },
    }),
    null,
  )
  await ports.database.drafts.put(draftRow({ answersKey: keyNamed('ask'), templateId: 'polite-no' }))
  await engine.run({ kind: 'send', draftId: 'draft-0001' })
  expect(await only()).toMatchObject({ lane: 'pitch', judgedBy: 'helper' })
})

test('a customer verdict that is taken back leaves everything as it was, for other mail of that person too', async () => {
  const offer = (uid: number): MailSketch => ({
    uid,
    name: `offer${uid}`,
    subject: `Offer ${uid}`,
    from: 'paulo@lids.example',
    lane: 'pitch',
  })
  const { ports, engine } = await engineWith([offer(1), offer(2)])
  const rows = async () => await ports.database.conversations.toArray()
  const before = await rows()
  expect(before.map(({ lane }) => lane)).toEqual(['pitch', 'pitch'])
  await engine.run({ kind: 'judge', conversationId: before[0]?.id ?? '', lane: 'customer' })
  expect((await rows()).map(({ lane }) => lane)).toEqual(['customer', 'customer'])
  await engine.run({ kind: 'judge', conversationId: before[0]?.id ?? '', lane: null })
  expect(await rows()).toEqual(before)
  expect(await ports.database.people.toArray()).toEqual([])
})

test('a slip on one conversation, taken back, leaves somebody whom we answered elsewhere known', async () => {
  const { ports, engine } = await engineWith([
    ask,
    { uid: 5, name: 'answer', from: 'anna@shop.example', to: ['claire@post.example'], inReplyTo: 'ask@post.example' },
    { uid: 6, name: 'odd', subject: 'A proposal', lane: 'pitch' },
  ])
  const { database } = ports
  const laneOf = async (name: string) => {
    const row = await database.messageRows.where('key').equals(keyNamed(name)).first()
    return await database.conversations.get(row?.conversationId ?? '')
  }
  const odd = (await laneOf('odd'))?.id ?? ''
  for (const lane of ['pitch', null, 'customer', null] as const) {
    await engine.run({ kind: 'judge', conversationId: odd, lane })
    await storeMails(ports.database, folderRow(), [mailToStore({ uid: 7, name: 'later', subject: 'Another', lane: 'pitch' })], alwaysOpen)
    expect(await laneOf('later'), `after ${lane}`).toMatchObject({ lane: 'customer' })
  }
  expect(await laneOf('odd')).toMatchObject({ lane: 'customer', judgedBy: 'evidence' })
})

test('who was called a customer twice stays one when that is taken back once, or when something else is said', async () => {
  const offer = (uid: number): MailSketch => ({ uid, name: `offer${uid}`, subject: `Offer ${uid}`, lane: 'pitch' })
  const { ports, engine } = await engineWith([offer(1), offer(2), offer(3)])
  const ids = (await ports.database.conversations.toArray()).map(({ id }) => id)
  const lanes = async () => (await ports.database.conversations.bulkGet(ids)).map((row) => row?.lane)
  for (const conversationId of ids.slice(0, 2)) await engine.run({ kind: 'judge', conversationId, lane: 'customer' })
  await engine.run({ kind: 'judge', conversationId: ids[0] ?? '', lane: null })
  await engine.run({ kind: 'dismiss', conversationId: ids[2] ?? '', dismissed: true })
  expect(await lanes()).toEqual(['customer', 'customer', 'customer'])
  await engine.run({ kind: 'judge', conversationId: ids[1] ?? '', lane: null })
  expect(await lanes()).toEqual(['pitch', 'pitch', 'pitch'])
})

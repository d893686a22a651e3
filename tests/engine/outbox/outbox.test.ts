import { expect, test } from 'vitest'
import { defaultSettings } from '#contract/shop.ts'
import type { Failure } from '#contract/failure.ts'
import type { DraftRow, OutboxRow } from '#data/schema.ts'
import { freezeDraft } from '#engine/outbox/freeze-draft.ts'
import { Outbox } from '#engine/outbox/outbox.ts'
import { draftRow, memoryPorts, type MemoryPorts } from '../../support/memory-ports.ts'

function frozen(draft: DraftRow, now: number, undoSeconds = 0): OutboxRow {
  const settings = { ...defaultSettings('en', 'Europe/Paris'), undoSeconds }
  const row = freezeDraft(draft, { settings, from: 'hey@shop.example', answered: undefined, now })
  if (!row.ok) throw new Error(row.failure.detail)
  return row.value
}

async function held(options: { undoSeconds?: number; draft?: DraftRow } = {}): Promise<{ ports: MemoryPorts; outbox: Outbox }> {
  const ports = memoryPorts()
  const outbox = new Outbox(ports, () => {})
  outbox.useSentFolder('Sent')
  const draft = options.draft ?? draftRow()
  await ports.database.drafts.put(draft)
  expect(await outbox.hold(frozen(draft, ports.clock.now, options.undoSeconds ?? 0))).toEqual({ ok: true, value: null })
  return { ports, outbox }
}

const stateOf = async (ports: MemoryPorts): Promise<string | undefined> => (await ports.database.outbox.get('draft-0001'))?.state

test('a reply leaves once, is filed, and leaves nothing behind', async () => {
  const { ports, outbox } = await held()
  expect(await outbox.flush()).toBeNull()
  expect(ports.room.sent.map((mail) => mail.text)).toEqual([draftRow().text])
  expect(ports.room.inSent).toEqual(['reply-1@shop.example'])
  expect(await ports.database.outbox.count()).toBe(0)
  expect(await ports.database.drafts.count()).toBe(0)
  expect(ports.room.journal.size).toBe(0)
  expect(await ports.database.changes.toArray()).toMatchObject([{ flag: '\\Answered', set: true }])
})

test('the journal is on disk before the attempt, and tells of its end after it', async () => {
  const { ports, outbox } = await held()
  await outbox.flush()
  expect(ports.room.log).toEqual(['journal held', 'journal connecting', 'send', 'journal accepted', 'file', 'journal gone'])
})

test('nothing leaves while the undo time runs', async () => {
  const { ports, outbox } = await held({ undoSeconds: 10 })
  await outbox.flush()
  expect(ports.room.sent).toEqual([])
  expect(ports.timers.at(-1)?.delayMs).toBe(10_000)
  ports.clock.now += 10_000
  await outbox.flush()
  expect(ports.room.sent).toHaveLength(1)
})

test('however often it is flushed, one timer waits for the next reply', async () => {
  const { ports, outbox } = await held({ undoSeconds: 10 })
  for (let round = 0; round < 5; round += 1) await outbox.flush()
  expect(ports.timers).toHaveLength(1)
})

test('a journal that cannot be written keeps the reply a draft, and nothing leaves', async () => {
  const ports = memoryPorts()
  const outbox = new Outbox(ports, () => {})
  const draft = draftRow({ attachments: [{ name: 'a.png', type: 'image/png', bytes: new Uint8Array([1, 2]) }] })
  await ports.database.drafts.put(draft)
  ports.room.onJournal = () => ({ code: 'disk-full', detail: 'ENOSPC' })
  expect(await outbox.hold(frozen(draft, ports.clock.now))).toMatchObject({ ok: false, failure: { code: 'disk-full' } })
  expect(await ports.database.drafts.get(draft.id)).toEqual(draft)
  expect(await ports.database.outbox.count()).toBe(0)
  await outbox.flush()
  expect(ports.room.log).not.toContain('send')
})

test('an attempt whose journal record cannot be written is not made; it waits', async () => {
  const { ports, outbox } = await held()
  ports.room.onJournal = (record) => (record.kind === 'outbox' && record.state === 'connecting' ? { code: 'disk-full', detail: '' } : null)
  await outbox.flush()
  expect(ports.room.sent).toEqual([])
  expect(await stateOf(ports)).toBe('queued')
  ports.room.onJournal = () => null
  ports.clock.now += 3_600_000
  await outbox.flush()
  expect(ports.room.sent).toHaveLength(1)
})

test('a reply taken back is the draft it was, to the letter, with its files', async () => {
  const draft = draftRow({
    text: '  leading, trailing  \n\nüé\u00a0😀\r\n',
    bcc: 'boss@shop.example',
    templateId: 'thanks',
    attachments: [{ name: 'a.png', type: 'image/png', bytes: new Uint8Array([0, 255]) }],
  })
  const { ports, outbox } = await held({ draft, undoSeconds: 10 })
  expect(await outbox.takeBack(draft.id)).toBe(true)
  expect(await ports.database.drafts.get(draft.id)).toEqual(draft)
  ports.clock.now += 60_000
  await outbox.flush()
  expect(ports.room.sent).toEqual([])
  expect(ports.room.journal.get(draft.id)).toMatchObject({ kind: 'draft', draft: { text: draft.text } })
})

test('a reply on its way cannot be taken back', async () => {
  const { ports, outbox } = await held()
  let answer: boolean | undefined
  ports.room.onSend = async () => {
    answer = await outbox.takeBack('draft-0001')
    return null
  }
  await outbox.flush()
  expect(answer).toBe(false)
  expect(ports.room.sent).toHaveLength(1)
  expect(await ports.database.drafts.count()).toBe(0)
})

test('taken back at the very moment it leaves, it is either sent or a draft, never both and never neither', async () => {
  for (let turns = 0; turns < 64; turns += 1) {
    const { ports, outbox } = await held()
    const flushed = outbox.flush()
    for (let turn = 0; turn < Math.floor(turns / 8); turn += 1) await new Promise((resolve) => setImmediate(resolve))
    for (let turn = 0; turn < (turns % 8) * 3; turn += 1) await Promise.resolve()
    const isBack = await outbox.takeBack('draft-0001')
    await flushed
    expect([ports.room.sent.length, await ports.database.drafts.count()], `after ${turns} turns`).toEqual(isBack ? [0, 1] : [1, 0])
  }
})

test('one taken back while another leaves stays here', async () => {
  const { ports, outbox } = await held()
  const second = draftRow({ id: 'draft-0002' as DraftRow['id'], messageId: 'reply-2@shop.example' })
  await ports.database.drafts.put(second)
  await outbox.hold(frozen(second, ports.clock.now))
  ports.room.onSend = async (mail) => {
    if (mail.draftId === 'draft-0001') expect(await outbox.takeBack('draft-0002')).toBe(true)
    return null
  }
  await outbox.flush()
  expect(ports.room.sent.map((mail) => mail.draftId)).toEqual(['draft-0001'])
  expect(await ports.database.drafts.get('draft-0002')).toEqual(second)
})

test('sending twice what is one draft sends it once', async () => {
  const { ports, outbox } = await held()
  const again = frozen(draftRow(), ports.clock.now)
  await outbox.flush()
  expect(await outbox.hold(again)).toMatchObject({ ok: false })
  await outbox.flush()
  expect(ports.room.sent).toHaveLength(1)
})

test('two flushes at once send once', async () => {
  const { ports, outbox } = await held()
  await Promise.all([outbox.flush(), outbox.flush()])
  expect(ports.room.sent).toHaveLength(1)
})

test.each([
  ['message-refused', 'failed'],
  ['refused-recipients', 'failed'],
  ['invalid-address', 'failed'],
  ['too-large', 'failed'],
  ['invalid-arguments', 'failed'],
  ['bug', 'failed'],
  ['unknown-outcome', 'unknown'],
  ['throttled', 'queued'],
  ['unavailable', 'queued'],
  ['over-quota', 'queued'],
  ['connection-lost', 'queued'],
  ['wrong-password', 'failed'],
  ['unknown-host', 'queued'],
  ['port-blocked', 'queued'],
] as const)('after %s a reply is %s, with what the server said, and in the journal too', async (code, state) => {
  const { ports, outbox } = await held()
  ports.room.onSend = async () => ({ ok: false, failure: { code, detail: '550 no' } })
  await outbox.flush()
  expect(await ports.database.outbox.get('draft-0001')).toMatchObject({ state, failure: { code, detail: '550 no' } })
  expect(ports.room.journal.get('draft-0001')).toMatchObject({ kind: 'outbox', state })
  // Without waiting nothing is tried again.
  await outbox.flush()
  expect(ports.room.log.filter((entry) => entry === 'send')).toHaveLength(1)
})

test('a queued reply is tried again when its time has come, ever later', async () => {
  const { ports, outbox } = await held()
  ports.room.onSend = async () => ({ ok: false, failure: { code: 'throttled', detail: '451 later' } })
  const delays: number[] = []
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await outbox.flush()
    const row = await ports.database.outbox.get('draft-0001')
    delays.push((row?.nextTryAt ?? 0) - ports.clock.now)
    ports.clock.now = row?.nextTryAt ?? 0
  }
  expect(delays).toEqual([5_000, 10_000, 20_000, 40_000])
  ports.room.onSend = async () => null
  await outbox.flush()
  expect(ports.room.sent).toHaveLength(1)
})

test('an unknown outcome that turns up in Sent is filed and done, never sent again', async () => {
  const { ports, outbox } = await held()
  ports.room.onSend = async () => ({ ok: false, failure: { code: 'unknown-outcome', detail: 'cut' } })
  await outbox.flush()
  await outbox.flush()
  expect(await stateOf(ports)).toBe('unknown')
  ports.room.inSent.push('reply-1@shop.example')
  await outbox.flush()
  expect(await ports.database.outbox.count()).toBe(0)
  expect(ports.room.inSent).toHaveLength(1)
  expect(ports.room.log.filter((entry) => entry === 'send')).toHaveLength(1)
})

test('an unknown outcome is sent again only when a helper asks for it', async () => {
  const { ports, outbox } = await held()
  ports.room.onSend = async () => ({ ok: false, failure: { code: 'unknown-outcome', detail: 'cut' } })
  await outbox.flush()
  ports.room.onSend = async () => null
  await outbox.settle('draft-0001', false)
  await outbox.flush()
  expect(await stateOf(ports)).toBe('unknown')
  await outbox.settle('draft-0001', true)
  await outbox.flush()
  expect(ports.room.sent).toHaveLength(1)
})

test('asked to send again, it looks in Sent first', async () => {
  const { ports, outbox } = await held()
  ports.room.onSend = async () => ({ ok: false, failure: { code: 'unknown-outcome', detail: 'cut' } })
  await outbox.flush()
  ports.room.inSent.push('reply-1@shop.example')
  await outbox.settle('draft-0001', true)
  await outbox.flush()
  expect(ports.room.log.filter((entry) => entry === 'send')).toHaveLength(1)
  expect(await ports.database.outbox.count()).toBe(0)
})

test('asked to send again while Sent cannot be read, it sends nothing and says so', async () => {
  const { ports, outbox } = await held()
  ports.room.onSend = async () => ({ ok: false, failure: { code: 'unknown-outcome', detail: 'cut' } })
  await outbox.flush()
  ports.room.onSend = async () => null
  outbox.useSentFolder(null)
  expect(await outbox.settle('draft-0001', true)).toBe(false)
  await outbox.flush()
  expect(await stateOf(ports)).toBe('unknown')
  expect(ports.room.sent).toHaveLength(0)
})

test('a reply written as another address does not leave through this mailbox', async () => {
  const { ports, outbox } = await held()
  outbox.useAddress('other@shop.example')
  await outbox.flush()
  expect(await stateOf(ports)).toBe('failed')
  expect(ports.room.sent).toHaveLength(0)
})

test('a helper lets a stuck reply go; one that may still leave by itself stays', async () => {
  const { ports, outbox } = await held()
  expect(await outbox.giveUp('draft-0001')).toBe(false)
  ports.room.onSend = async () => ({ ok: false, failure: { code: 'unknown-outcome', detail: 'cut' } })
  await outbox.flush()
  expect(await outbox.giveUp('draft-0001')).toBe(true)
  expect(await ports.database.outbox.count()).toBe(0)
})

test('an accepted reply whose filing fails is filed later, once, and not sent again', async () => {
  const { ports, outbox } = await held()
  ports.room.isOnline = false
  await outbox.flush()
  expect(await stateOf(ports)).toBe('accepted')
  ports.room.isOnline = true
  await outbox.flush()
  await outbox.flush()
  expect(ports.room.inSent).toEqual(['reply-1@shop.example'])
  expect(ports.room.sent).toHaveLength(1)
})

test('a server that files sent mail itself leaves one copy', async () => {
  const { ports, outbox } = await held()
  ports.room.onSend = async (mail) => {
    ports.room.inSent.push(mail.messageId)
    return null
  }
  await outbox.flush()
  expect(ports.room.inSent).toHaveLength(1)
})

test('who was refused while others were served stays in sight', async () => {
  const { ports, outbox } = await held()
  ports.room.onSend = async () => ({ ok: true, value: { rejected: [{ address: 'typo@post.example', answer: '550 no such user' }] } })
  await outbox.flush()
  const row = await ports.database.outbox.get('draft-0001')
  expect(row).toMatchObject({ state: 'filed', failure: { code: 'refused-recipients' } })
  expect(row?.failure?.detail).toContain('typo@post.example: 550 no such user')
  await outbox.flush()
  expect(ports.room.sent).toHaveLength(1)
})

test('a mailroom that dies after the dot leaves an unknown outcome, not a second send', async () => {
  const { ports, outbox } = await held()
  const lost: Failure = { code: 'connection-lost', detail: 'the mailroom ended' }
  ports.room.onSend = async (mail) => {
    // What the mailroom itself writes before the dot leaves.
    ports.room.journal.set(mail.draftId, { kind: 'outbox', mail, answersKey: 'a'.repeat(64), state: 'dot-sent', heldUntil: 0 })
    return { ok: false, failure: lost }
  }
  await outbox.flush()
  expect(await stateOf(ports)).toBe('unknown')
})

import path from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextClosing } from '#core/calendar/open-time.ts'
import { localDateOf, wallTimeOf } from '#core/calendar/zone.ts'
import type { MessageKey } from '#core/model/ids.ts'
import { boardGroup } from '#core/target/board-group.ts'
import { asksBack } from '#core/target/asks-back.ts'
import { readClock, type ClockMessage } from '#core/target/reply-clock.ts'
import { replyDue } from '#core/target/reply-due.ts'
import { targetState } from '#core/target/target-state.ts'
import { readConversations, type DemoConversation } from '#demo/conversations.ts'
import { layOut, type LaidMessage } from '#demo/lay-out.ts'
import { demoShop } from '#demo/shop.ts'
import { spreadOver } from '#demo/spread.ts'

const { hours, timeZone } = demoShop
const hourMs = 3_600_000
const dayMs = 24 * hourMs

const conversations = await readConversations(path.resolve(import.meta.dirname, '../../resources/demo/mail'))

function asMessage({ fields, receivedAt, folder, ownText }: LaidMessage): ClockMessage {
  const author = fields.replyTo ?? fields.from
  return {
    key: fields.messageId as MessageKey,
    from: fields.from,
    to: [fields.to],
    cc: [],
    author,
    receivedAt,
    direction: folder === 'Sent' ? 'out' : 'in',
    kind: fields.replyTo === undefined ? 'human' : 'form',
    asksBack: asksBack(ownText),
  }
}

function groupByConversation(laid: readonly LaidMessage[]): Map<string, LaidMessage[]> {
  const groups = new Map<string, LaidMessage[]>()
  for (const message of laid) groups.set(message.conversation.id, [...(groups.get(message.conversation.id) ?? []), message])
  return groups
}

/** The board as core sees it: how many conversations of which place stand in which group. */
function boardAt(now: number, all: readonly DemoConversation[] = conversations): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const messages of groupByConversation(layOut(all, { now, hours })).values()) {
    const place = messages[0]?.conversation.place ?? 'none'
    if (place === 'pitch' || place === 'automated') continue
    const clock = readClock(messages.map(asMessage), { dismissed: new Set() })
    const dueAt = clock.status === 'open' ? replyDue(clock.since, hours).dueAt : null
    const { state } = targetState({ clock, dueAt, hours, now, tightMinutes: 60 })
    const group = boardGroup({ clock, state, dueAt, nextClosingAt: nextClosing(hours, now), now, timeZone })
    // In the last hour before closing all that is due then is tight.
    const name = `${place} ${group === 'tight' ? 'next-closing' : group}`
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

function count(places: readonly string[]): number {
  return conversations.filter(({ place }) => places.includes(place)).length
}

const expected = {
  'missed missed': count(['missed']),
  'due next-closing': count(['due']),
  'unsure next-closing': count(['unsure']),
  'waiting waiting': count(['waiting']),
  'done done-today': count(['done']),
  'closed null': count(['closed']),
}

test('the whole set is large and speaks both languages', () => {
  expect(conversations.reduce((sum, { messages }) => sum + messages.length, 0)).toBeGreaterThanOrEqual(250)
  for (const language of ['fr', 'en']) expect(conversations.filter((one) => one.language === language).length).toBeGreaterThan(40)
  expect(count(['missed'])).toBe(2)
  expect(count(['due'])).toBeGreaterThanOrEqual(10)
  expect(count(['waiting'])).toBeGreaterThanOrEqual(8)
  expect(count(['done'])).toBeGreaterThanOrEqual(8)
})

/** Each hour of so many days from a date of the shop. */
function hoursFrom(iso: string, days: number): number[] {
  return Array.from({ length: days * 24 }, (_, index) => Date.parse(iso) + index * hourMs)
}

test.each([
  ['a fortnight', hoursFrom('2026-03-01T23:00:00Z', 14)],
  ['the spring clock change', hoursFrom('2026-03-28T23:00:00Z', 2)],
  ['the autumn clock change', hoursFrom('2026-10-24T22:00:00Z', 2)],
  ['Christmas and New Year', hoursFrom('2026-12-24T16:00:00Z', 9)],
  [
    'the minutes around midnight',
    [0, 1, 30_000, 60_000, 61_000, 10 * 60_000].flatMap((ms) => [
      Date.parse('2026-03-10T23:00:00Z') + ms,
      Date.parse('2026-05-01T22:00:00Z') - ms,
    ]),
  ],
  ['the minutes around closing', [-60_000, -1, 0, 1, 999, 30_000, 60_000, 600_000].map((ms) => Date.parse('2026-03-10T17:00:00Z') + ms)],
  ['the minutes around opening', [-60_000, 0, 60_000, 1_800_000].map((ms) => Date.parse('2026-03-10T08:00:00Z') + ms)],
])('each group of the board is filled at any hour of %s', (_, instants) => {
  for (const now of instants) expect(boardAt(now), new Date(now).toISOString()).toEqual(expected)
})

test('each group of the board is filled at any instant of any year, nothing is of the future, and threads are in order', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2031-01-01') }), (now) => {
      expect(boardAt(now)).toEqual(expected)
      const laid = layOut(conversations, { now, hours })
      for (const { receivedAt } of laid) {
        expect(receivedAt).toBeLessThanOrEqual(now)
        expect(receivedAt % 1000).toBe(0)
        expect(receivedAt).toBeGreaterThan(now - 44 * dayMs)
      }
      for (const messages of groupByConversation(laid).values()) {
        const numbers = messages.map(({ fields }) => Number(/\.(\d+)@/.exec(fields.messageId)?.[1]))
        expect(numbers).toEqual(numbers.map((_, index) => index + 1))
      }
    }),
    { numRuns: 60 },
  )
})

test('any subset of the conversations can be laid out', () => {
  fc.assert(
    fc.property(
      fc.subarray([...conversations]),
      fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
      (some, now) => {
        const ids = new Set(layOut(some, { now, hours }).map(({ conversation }) => conversation.id))
        expect(ids.size).toBe(some.length)
      },
    ),
    { numRuns: 40 },
  )
})

const tuesdayMorning = Date.parse('2026-03-10T10:20:30Z')

test('what waits came at least a minute ago, mostly by day', () => {
  const waiting = layOut(conversations, { now: tuesdayMorning, hours })
    .filter(({ conversation }) => conversation.place === 'due')
    .map(({ receivedAt }) => receivedAt)
  expect(Math.max(...waiting)).toBeLessThanOrEqual(tuesdayMorning - 60_000)
  const last = layOut(conversations, { now: tuesdayMorning, hours }).filter(
    ({ conversation, answered, folder }) => conversation.place === 'due' && !answered && folder === 'INBOX',
  )
  for (const { receivedAt } of last)
    expect(wallTimeOf(receivedAt, timeZone) >= '06:30' && wallTimeOf(receivedAt, timeZone) <= '23:00').toBe(true)
})

test('the past keeps its calendar day and wall time in the zone of the shop, across a clock change', () => {
  const now = Date.parse('2026-04-02T10:00:00Z')
  const closed: DemoConversation = {
    id: 'fr-past',
    language: 'fr',
    place: 'closed',
    messages: [
      {
        from: { name: 'A', address: 'a@b.example' },
        subject: 'x',
        text: 'x',
        quote: false,
        attachments: [],
        headers: {},
        at: { days: 10, time: '16:12' },
      },
      { from: 'shop', by: 'Anna', text: 'y', attachments: [], at: { days: 2, time: '09:30' } },
    ],
  }
  const local = layOut([closed], { now, hours }).map(
    ({ receivedAt }) => `${localDateOf(receivedAt, timeZone)} ${wallTimeOf(receivedAt, timeZone)}`,
  )
  expect(local).toEqual(['2026-03-23 16:12', '2026-03-31 09:30'])
})

test('some pitches and notices come today, the others on earlier days', () => {
  const laid = layOut(conversations, { now: tuesdayMorning, hours }).filter(
    ({ conversation }) => conversation.place === 'pitch' || conversation.place === 'automated',
  )
  const today = laid.filter(({ receivedAt }) => localDateOf(receivedAt, timeZone) === '2026-03-10').length
  expect(today).toBeGreaterThan(5)
  expect(laid.length - today).toBeGreaterThan(20)
})

test('replies of the shop lie in Sent, read, answer the person of a form, and mark what they answer', () => {
  const laid = layOut(conversations, { now: tuesdayMorning, hours })
  for (const message of laid.filter(({ folder }) => folder === 'Sent')) {
    expect(message.seen).toBe(true)
    expect(message.fields.from.address).toBe(demoShop.address)
    expect(message.fields.to.address).not.toMatch(/^(form|hey)@atelier-lunaire/)
    expect(message.fields.subject).toMatch(/^Re: (?!re:)/i)
    const original = laid.find(({ fields }) => fields.messageId === message.fields.inReplyTo)
    expect(original?.folder === 'Sent' || original?.answered).toBe(true)
  }
  expect(laid.some(({ fields, folder }) => fields.replyTo !== undefined && folder === 'INBOX')).toBe(true)
})

test('the same instant gives the same mailbox', () => {
  expect(layOut(conversations, { now: tuesdayMorning, hours })).toEqual(layOut(conversations, { now: tuesdayMorning, hours }))
})

test('closed conversations do not end with a word of the customer', () => {
  for (const messages of groupByConversation(layOut(conversations, { now: tuesdayMorning, hours })).values()) {
    if (messages[0]?.conversation.place === 'closed') expect(messages.at(-1)?.folder).toBe('Sent')
  }
})

const zoe = { name: 'Zoé', address: 'zoe@mail.example' }

function asks(days: number, time: string): DemoConversation['messages'][number] {
  return { from: zoe, subject: 'Bol', text: 'Bonjour', quote: false, attachments: [], headers: {}, at: { days, time } }
}

function answers(days: number, time: string): DemoConversation['messages'][number] {
  return { from: 'shop', by: 'Anna', text: 'Lequel vous plaît ?', attachments: [], at: { days, time } }
}

test('whoever wrote twice and has no answer yet is due, not missed', () => {
  const twice: DemoConversation = { id: 'fr-twice', language: 'fr', place: 'due', messages: [asks(3, '10:00'), asks(0, '09:00')] }
  fc.assert(
    fc.property(fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }), (now) => {
      expect(boardAt(now, [twice])).toEqual({ 'due next-closing': 1 })
    }),
  )
})

test('what was answered today was asked shortly before', () => {
  const done: DemoConversation = { id: 'fr-done', language: 'fr', place: 'done', messages: [asks(9, '10:00'), answers(0, '11:00')] }
  const [ask, answer] = layOut([done], { now: tuesdayMorning, hours }).map(({ receivedAt }) => receivedAt)
  expect((answer ?? 0) - (ask ?? 0)).toBeGreaterThan(0)
  expect((answer ?? 0) - (ask ?? 0)).toBeLessThanOrEqual(hourMs)
})

test('what waits for the customer was answered before today, whatever its file says', () => {
  const waiting: DemoConversation = {
    id: 'fr-waiting',
    language: 'fr',
    place: 'waiting',
    messages: [asks(1, '10:00'), answers(0, '23:59')],
  }
  for (const now of hoursFrom('2026-03-09T23:00:00Z', 1)) expect(boardAt(now, [waiting])).toEqual({ 'waiting waiting': 1 })
})

test('where there is a minute for each, nothing lies in the last minute', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }), (ids) => {
      const stretch = { start: tuesdayMorning, end: tuesdayMorning + (ids.length + 1) * 60_000 }
      for (const at of spreadOver(ids, stretch, timeZone).values()) {
        expect(at).toBeGreaterThanOrEqual(stretch.start)
        expect(at).toBeLessThanOrEqual(stretch.end - 60_000)
      }
    }),
  )
})

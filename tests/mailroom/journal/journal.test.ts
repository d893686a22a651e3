import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { JournalRecord } from '#contract/journal.ts'
import { Journal } from '#mailroom/journal/journal.ts'

let folder: string
const opened: Journal[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-journal-'))
})

afterEach(async () => {
  vi.restoreAllMocks()
  for (const journal of opened.splice(0)) await journal.close()
  rmSync(folder, { recursive: true, force: true })
})

const file = (): string => path.join(folder, 'unsent.jsonl')

function journal(): Journal {
  const one = new Journal(folder)
  opened.push(one)
  return one
}

function draft(id: string, text: string): JournalRecord {
  const empty = { answersKey: '', messageId: 'm@shop.example', to: '', cc: '', bcc: '', subject: '', templateId: null }
  return { kind: 'draft', draft: { id, text, changedAt: 1, ...empty } }
}

function outbox(id: string, state: 'held' | 'queued', bytes: Uint8Array): JournalRecord {
  const person = { name: '', address: 'a@post.example' }
  return {
    kind: 'outbox',
    answersKey: '',
    state,
    heldUntil: 5,
    mail: {
      draftId: id,
      messageId: 'm@shop.example',
      from: person,
      to: [person],
      cc: [],
      bcc: [],
      subject: 'é\u2028"\\',
      text: 'one\ntwo',
      inReplyTo: '',
      references: [],
      attachments: [{ name: 'a', type: '', bytes }],
      writtenAt: 1,
    },
  }
}

const cut: JournalRecord = { kind: 'cut' }
const damaged = (): string[] => readdirSync(folder).filter((name) => name.includes('damaged'))

test('records survive a reopening: the newest of each id, files byte for byte', async () => {
  const first = journal()
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  await first.write(draft('draft-0001', 'older'))
  await first.write(outbox('draft-0002', 'held', bytes))
  await first.write(draft('draft-0001', 'newer {"base64":"x"}'))
  await first.write(outbox('draft-0002', 'queued', bytes))
  const expected = [draft('draft-0001', 'newer {"base64":"x"}'), outbox('draft-0002', 'queued', bytes)]
  expect(first.records()).toEqual(expected)
  expect(journal().records()).toEqual(expected)
  expect(damaged()).toEqual([])
})

test('gone ends a record', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'a'))
  await first.write(draft('draft-0002', 'b'))
  await first.write({ kind: 'gone', id: 'draft-0001' })
  const expected = [draft('draft-0002', 'b'), { kind: 'gone', id: 'draft-0001' }]
  expect(first.records()).toEqual(expected)
  expect(journal().records()).toEqual(expected)
})

test('once written it is in the file', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'on disk'))
  expect(readFileSync(file(), 'utf8')).toContain('on disk')
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o077).toBe(0)
})

test('many writes at once all arrive, in order', async () => {
  const first = journal()
  await Promise.all(Array.from({ length: 50 }, (_, index) => first.write(draft('draft-0001', `text ${index}`))))
  expect(journal().records()).toEqual([draft('draft-0001', 'text 49')])
  expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(50)
})

test('cut at any byte of the last record, the good beginning is used and the damaged file kept', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'kept é'))
  const good = readFileSync(file()).length
  await first.write(draft('draft-0002', 'cut é😀'))
  const whole = readFileSync(file())
  for (let length = good; length < whole.length; length += 1) {
    for (const name of damaged()) rmSync(path.join(folder, name))
    writeFileSync(file(), whole.subarray(0, length))
    const left = [draft('draft-0001', 'kept é'), ...(length === good ? [] : [cut])]
    expect(new Journal(folder).records()).toEqual(left)
    const kept = damaged()
    expect(kept).toHaveLength(length === good ? 0 : 1)
    if (kept[0] !== undefined) expect(readFileSync(path.join(folder, kept[0])).equals(whole.subarray(0, length))).toBe(true)
    // What is left reads without damage, and goes on saying that something may be missing.
    expect(new Journal(folder).records()).toEqual(left)
    expect(damaged()).toHaveLength(length === good ? 0 : 1)
  }
})

test('a flipped bit anywhere in a record is noticed; what stands before it is used', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'kept'))
  const good = readFileSync(file()).length
  await first.write(draft('draft-0002', 'flipped'))
  const whole = readFileSync(file())
  for (let at = good; at < whole.length; at += 1) {
    const flipped = Buffer.from(whole)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
    writeFileSync(file(), flipped)
    expect(new Journal(folder).records(), `byte ${at}`).toEqual([draft('draft-0001', 'kept'), cut])
  }
  expect(damaged().length).toBeGreaterThan(1)
})

test('after damage it goes on, and what is written then survives', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'kept'))
  appendFileSync(file(), '0123456789abcdef {"torn')
  const second = journal()
  await second.write(draft('draft-0002', 'after'))
  expect(journal().records()).toEqual([draft('draft-0001', 'kept'), cut, draft('draft-0002', 'after')])
})

test('above its size it keeps only what is alive', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'alive'))
  const long = 'x'.repeat(1024 * 1024)
  for (let times = 0; times < 3; times += 1) await first.write(draft('draft-0002', `${times} ${long}`))
  await first.write({ kind: 'gone', id: 'draft-0002' })
  expect(statSync(file()).size).toBeGreaterThan(2_500_000)
  await first.write(draft('draft-0003', long))
  await first.write(draft('draft-0003', 'short'))
  expect(statSync(file()).size).toBeLessThan(1_500_000)
  await first.write(draft('draft-0004', 'after the tidying'))
  expect(
    journal()
      .records()
      .map((record) => (record.kind === 'draft' ? record.draft.id : record.kind)),
  ).toEqual(['draft-0001', 'gone', 'draft-0003', 'draft-0004'])
})

test('with much alive it does not write everything anew at every record', async () => {
  const first = journal()
  for (let number = 2; number < 7; number += 1) await first.write(draft(`draft-000${number}`, 'x'.repeat(1024 * 1024)))
  const { ino } = statSync(file())
  for (const text of ['a', 'ab', 'abc']) await first.write(draft('draft-0001', text))
  expect(statSync(file()).ino).toBe(ino)
})

const files = (): string[] => (existsSync(path.join(folder, 'files')) ? readdirSync(path.join(folder, 'files')) : [])

test('a large attachment lies in one file of its own, however many records name it, and goes with the last of them', async () => {
  const first = journal()
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251)
  const attached = { ...draft('draft-0001', 'see the picture'), files: [{ name: 'a.png', type: 'image/png', bytes }] } as JournalRecord
  await first.write(attached)
  await first.write(draft('draft-0001', 'see the picture below'))
  await first.write(outbox('draft-0002', 'held', bytes))
  expect(files()).toEqual([createHash('sha256').update(bytes).digest('hex')])
  expect(statSync(file()).size).toBeLessThan(10_000)
  const again = journal().records()
  expect(again).toEqual([{ ...attached, ...draft('draft-0001', 'see the picture below') }, outbox('draft-0002', 'held', bytes)])
  await first.write({ kind: 'gone', id: 'draft-0001' })
  expect(files()).toHaveLength(1)
  await first.write({ kind: 'gone', id: 'draft-0002' })
  expect(files()).toEqual([])
})

test('a reply whose attachment was lost does not leave by itself; a draft goes on without it', async () => {
  const first = journal()
  const bytes = new Uint8Array(5000).fill(7)
  await first.write({ ...draft('draft-0001', 'text'), files: [{ name: 'a', type: '', bytes }] } as JournalRecord)
  await first.write(outbox('draft-0002', 'queued', bytes))
  for (const name of files()) writeFileSync(path.join(folder, 'files', name), 'something else')
  expect(journal().records()).toMatchObject([{ draft: { text: 'text' }, files: [] }, { state: 'failed' }])
})

test('what a newer version wrote is neither damage nor lost', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'before'))
  const json = '{"kind":"promise","by":"friday"}'
  const newer = `${createHash('sha256').update(json).digest('hex').slice(0, 16)} ${json}`
  appendFileSync(file(), `${newer}\n`)
  const second = journal()
  await second.write(draft('draft-0002', 'after'))
  expect(second.records()).toEqual([draft('draft-0001', 'before'), draft('draft-0002', 'after')])
  expect(damaged()).toEqual([])
  // Damage further on rewrites the file: the newer line is still there.
  appendFileSync(file(), 'torn')
  expect(journal().records()).toContainEqual(cut)
  expect(readFileSync(file(), 'utf8')).toContain(newer)
})

test('cut or flipped anywhere by chance: the good beginning is used, the damaged file is kept, nothing throws', async () => {
  const first = journal()
  const written: JournalRecord[] = []
  const ends: number[] = [0]
  for (let number = 0; number < 12; number += 1) {
    const record: JournalRecord =
      number % 3 === 0
        ? { kind: 'fact', key: `key-${number}`, lane: 'pitch', dismissed: false, saidAt: number }
        : number % 3 === 1
          ? draft(`draft-000${number}`, `text ${'é'.repeat(number)}`)
          : { kind: 'change', id: number, change: { key: 'k', kind: 'flag', flag: '\\Seen', set: true } }
    await first.write(record)
    written.push(record)
    ends.push(statSync(file()).size)
  }
  const whole = readFileSync(file())
  fc.assert(
    fc.property(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 8 }), (at, bit) => {
      const bytes = bit === 8 ? whole.subarray(0, at) : Buffer.from(whole)
      if (bit < 8) bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      for (const name of damaged()) rmSync(path.join(folder, name))
      writeFileSync(file(), bytes)
      const records = new Journal(folder).records()
      const good = ends.filter((end) => end <= at).length - 1
      const isWhole = bit === 8 && ends.includes(at)
      expect(records).toEqual([...written.slice(0, good), ...(isWhole ? [] : [cut])])
      expect(damaged().map((name) => readFileSync(path.join(folder, name)).equals(bytes))).toEqual(isWhole ? [] : [true])
    }),
    { numRuns: 400 },
  )
})

test('joined with its store, a cut journal is whole again', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'kept'))
  appendFileSync(file(), 'torn')
  const second = journal()
  await second.write({ kind: 'store', epoch: 'one', opened: 2 })
  expect(journal().records()).toEqual([draft('draft-0001', 'kept'), { kind: 'store', epoch: 'one', opened: 2 }])
})

test('of what has ended only the latest is remembered', async () => {
  const first = journal()
  await Promise.all(Array.from({ length: 2100 }, (_, number) => first.write({ kind: 'gone', id: `change ${number}` })))
  appendFileSync(file(), 'torn')
  const gone = journal()
    .records()
    .filter((record) => record.kind === 'gone')
  expect(gone).toHaveLength(2000)
  expect(gone[0]).toEqual({ kind: 'gone', id: 'change 100' })
})

test('a full disk in the middle of a record is told, and costs neither what is there nor what follows', async () => {
  const first = journal()
  await first.write(draft('draft-0001', 'before'))
  const handle = await open(file(), 'r')
  const prototype = Object.getPrototypeOf(handle) as typeof handle
  await handle.close()
  vi.spyOn(prototype, 'appendFile').mockImplementationOnce(async function (this: typeof handle, line) {
    await this.write(String(line).slice(0, 40))
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
  })
  await expect(first.write(draft('draft-0002', 'does not fit'))).rejects.toThrow('ENOSPC')
  expect(first.records()).toEqual([draft('draft-0001', 'before')])
  await first.write(draft('draft-0003', 'there is room again'))
  const expected = [draft('draft-0001', 'before'), draft('draft-0003', 'there is room again')]
  expect(first.records()).toEqual(expected)
  expect(journal().records()).toEqual(expected)
  expect(damaged()).toEqual([])
})

test('no file is an empty journal', () => {
  expect(journal().records()).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})

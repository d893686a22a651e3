import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { MimePool } from '#mailroom/mime/mime-pool.ts'

const fixtures = path.join(import.meta.dirname, 'fixtures')
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
let pool: MimePool | undefined

afterEach(async () => {
  await pool?.close()
})

function open(file: string, limitMs?: number): MimePool {
  pool = new MimePool(path.join(fixtures, file), limitMs)
  return pool
}

test('decodes a mail in the thread', async () => {
  const result = await open('mime-thread.mjs').decode(bytes('From: Claire <c@post.example>\r\nSubject: Lamp\r\n\r\nIs it back?'))
  expect(result).toMatchObject({ ok: true, value: { subject: 'Lamp', from: [{ name: 'Claire', address: 'c@post.example' }] } })
})

test('keeps the order and answers each mail with its own result', async () => {
  const odd = open('odd-thread.mjs')
  const results = await Promise.all(['a1', 'a2', 'a3'].map((text) => odd.decode(bytes(text))))
  expect(results).toEqual(['a1', 'a2', 'a3'].map((value) => ({ ok: true, value })))
})

test.each([
  ['takes too long', 'loop', 'too complex'],
  ['crashes the thread', 'crash', 'crashed'],
  ['makes the thread leave', 'xit', 'brought the reading thread down'],
])('a mail that %s fails alone, and the queue goes on', async (_, order, words) => {
  const odd = open('odd-thread.mjs', 300)
  const [before, bad, after] = await Promise.all([odd.decode(bytes('a')), odd.decode(bytes(order)), odd.decode(bytes('b'))])
  expect(before.ok).toBe(true)
  expect(bad).toMatchObject({ ok: false, failure: { code: 'protocol' } })
  expect(JSON.stringify(bad)).toContain(words)
  expect(after).toEqual({ ok: true, value: 'b' })
})

test('a thread that cannot start fails what waits for it and nothing hangs', async () => {
  const results = await Promise.all([open('missing.mjs').decode(bytes('a')), pool?.decode(bytes('b'))])
  expect(results.map((result) => result?.ok)).toEqual([false, false])
})

test('closing fails what still waits, and what comes later', async () => {
  const odd = open('odd-thread.mjs')
  const waiting = odd.decode(bytes('loop'))
  await odd.close()
  expect(await waiting).toMatchObject({ ok: false })
  expect(await odd.decode(bytes('a'))).toMatchObject({ ok: false })
})

test('the bytes stay with the caller', async () => {
  const source = bytes('abc')
  await open('odd-thread.mjs').decode(source)
  expect(source.byteLength).toBe(3)
})

const corpus = process.env['COMPTOIR_CORPUS'] ?? ''
const folder = path.join(corpus, 'eml')
const hasCorpus = corpus !== '' && existsSync(folder)
if (!hasCorpus) console.log('skipped: raw mails of other projects (COMPTOIR_CORPUS is not set)')

test.runIf(hasCorpus)(
  'every raw mail of other projects gives a row or a clear failure within two seconds',
  { timeout: 120_000 },
  async () => {
    const real = open('mime-thread.mjs')
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.(?:eml|msg|txt|mbox)$/u.test(name) && !name.includes('LICENSE'),
    )
    const failures: string[] = []
    for (const name of names) {
      const result = await real.decode(readFileSync(path.join(folder, name)))
      if (result.ok) expect(Array.isArray(result.value.from), name).toBe(true)
      else failures.push(`${name}: ${result.failure.detail}`)
    }
    expect(names.length).toBeGreaterThan(400)
    expect(failures.filter((failure) => failure.includes('too complex') || failure.includes('thread'))).toEqual([])
    console.log(`raw mails: ${names.length}, not readable: ${failures.length}${failures.map((failure) => `\n  ${failure}`).join('')}`)
  },
)

import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, expect, test } from 'vitest'
import { countMailbox } from '#tools/bench/mailbox/count-mailbox.ts'
import { folderOf, makeMailbox } from '#tools/bench/mailbox/make-mailbox.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-mailbox-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const owner = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
const endAt = Date.UTC(2026, 2, 2, 9)
const maildir = path.join(folder, 'large')
const made = makeMailbox(maildir, { count: 1500, endAt, owner })

test('has the sizes, threads and files of a shop’s mailbox', () => {
  const { sizes, threads, withFile, attachedBytes, bytes } = made
  expect(sizes.p50).toBeGreaterThan(6_000)
  expect(sizes.p50).toBeLessThan(10_000)
  expect(sizes.p90).toBeGreaterThan(30_000)
  expect(sizes.p99).toBeGreaterThan(1_000_000)
  expect(threads / made.messages).toBeCloseTo(0.48, 1)
  expect(withFile / made.messages).toBeCloseTo(0.09, 1)
  expect(attachedBytes / bytes).toBeGreaterThan(0.75)
})

test('counts by file names what was made', () => {
  const { messages, flagged } = countMailbox(maildir)
  expect(messages).toBe(1500)
  expect(flagged).toBeGreaterThan(0)
  expect(Object.values(made.folders).reduce((sum, count) => sum + count, 0)).toBe(1500)
})

test('the same count and seed give the same bytes, another seed others', () => {
  const again = (name: string, seed: number): string[] => {
    const place = path.join(folder, name)
    makeMailbox(place, { count: 40, endAt, owner, seed })
    return ['INBOX', 'Sent', 'Archive'].flatMap((box) => {
      const cur = path.join(folderOf(place, box as 'INBOX'), 'cur')
      return readdirSync(cur)
        .sort()
        .map((file) =>
          createHash('sha256')
            .update(readFileSync(path.join(cur, file)))
            .digest('hex'),
        )
    })
  }
  const first = again('one', 1)
  expect(again('two', 1)).toEqual(first)
  expect(again('three', 2)).not.toEqual(first)
})

test('every mail can be read: an address, a text without leftovers of its encoding, answers that name what they answer', async () => {
  const cur = path.join(folderOf(maildir, 'Sent'), 'cur')
  for (const file of readdirSync(cur).slice(0, 60)) {
    const mail = await simpleParser(readFileSync(path.join(cur, file)))
    expect(mail.from?.value[0]?.address).toBe('hey@shop.example')
    expect(mail.inReplyTo).toMatch(/^<box1\.\d+/)
    expect(mail.text).not.toMatch(/=[0-9A-F]{2}|=\n|�/)
  }
})

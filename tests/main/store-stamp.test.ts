import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readStamp, stampProblem, writeStamp } from '#main/store-stamp.ts'

const ours = { schema: 2, app: '0.2.0', chromium: '114.0.5735.289' }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-stamp-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

test.each([
  [null, null],
  [ours, null],
  [{ ...ours, schema: 1, chromium: '90.0.0.0' }, null],
  [{ ...ours, chromium: '114.0.9999.0' }, null],
  [{ ...ours, chromium: '115.0.0.0' }, 'newer-chromium'],
  [{ ...ours, chromium: '1000.0.0.0' }, 'newer-chromium'],
  [{ ...ours, schema: 3 }, 'newer-schema'],
  [{ ...ours, schema: 3, chromium: '80.0.0.0' }, 'newer-schema'],
])('a profile stamped %j: %s', (kept, expected) => {
  expect(stampProblem(kept, ours)).toBe(expected)
})

test('a stamp is read as it was written; none, and one that is damaged, is none', () => {
  expect(readStamp(folder)).toBeNull()
  writeStamp(folder, ours)
  expect(readStamp(folder)).toEqual(ours)
  writeFileSync(path.join(folder, 'store-version.json'), '{"schema":')
  expect(readStamp(folder)).toBeNull()
})

test('a stamp with more in it, from a newer app, still tells its version', () => {
  writeFileSync(path.join(folder, 'store-version.json'), JSON.stringify({ ...ours, schema: 7, more: true }))
  expect(stampProblem(readStamp(folder), ours)).toBe('newer-schema')
})

import { lstatSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropStaleLock } from '#main/stale-lock.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-lock-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

const lock = (): string => path.join(folder, 'SingletonLock')
const computer = { id: 'abc', name: 'new-name', isAlive: () => false }

function isLocked(): boolean {
  try {
    return lstatSync(lock()).isSymbolicLink()
  } catch {
    return false
  }
}

test('the lock of this computer under its old name goes, where its process has ended', () => {
  dropStaleLock(folder, { ...computer, name: 'old-name' })
  expect(readFileSync(path.join(folder, 'computer-id'), 'utf8')).toBe('abc')
  symlinkSync('old-name-4711', lock())
  dropStaleLock(folder, computer)
  expect(isLocked()).toBe(false)
})

test.each([
  ['of another computer', { ...computer, id: 'def' }, 'old-name-4711'],
  ['of a process that still runs', { ...computer, isAlive: () => true }, 'old-name-4711'],
  ['under the present name, which Chromium judges by itself', computer, 'new-name-4711'],
  ['that names nothing we know', computer, 'something'],
])('a lock %s stays', (_what, now, target) => {
  dropStaleLock(folder, computer)
  symlinkSync(target, lock())
  dropStaleLock(folder, now)
  expect(isLocked()).toBe(true)
})

test('a lock nobody noted the computer of stays', () => {
  symlinkSync('old-name-4711', lock())
  dropStaleLock(folder, computer)
  expect(isLocked()).toBe(true)
})

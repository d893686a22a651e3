import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeNewFile } from '#main/write-new-file.ts'

let folder: string
const bytes = new TextEncoder().encode('from a stranger')

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-save-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('A01: a file is written whole under its name, and nothing else is left', async () => {
  await writeNewFile(path.join(folder, 'a.pdf'), bytes)
  expect(readFileSync(path.join(folder, 'a.pdf'), 'utf8')).toBe('from a stranger')
  expect(readdirSync(folder)).toEqual(['a.pdf'])
})

test('A01: a link of that name is replaced, and what it leads to stays as it was', async () => {
  const secret = path.join(folder, 'secret')
  writeFileSync(secret, 'mine')
  symlinkSync(secret, path.join(folder, 'a.pdf'))
  symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'b.pdf'))
  for (const name of ['a.pdf', 'b.pdf']) {
    await writeNewFile(path.join(folder, name), bytes)
    expect(lstatSync(path.join(folder, name)).isSymbolicLink()).toBe(false)
  }
  expect(readFileSync(secret, 'utf8')).toBe('mine')
  expect(readdirSync(folder)).toEqual(['a.pdf', 'b.pdf', 'secret'])
})

test('A01: what cannot be written says so and leaves nothing behind', async () => {
  mkdirSync(path.join(folder, 'taken', 'full'), { recursive: true })
  await expect(writeNewFile(path.join(folder, 'taken'), bytes)).rejects.toThrow()
  await expect(writeNewFile(path.join(folder, 'missing', 'a.pdf'), bytes)).rejects.toThrow('ENOENT')
  expect(readdirSync(folder)).toEqual(['taken'])
})

test('A03: only Windows gets its mark, in the form that Windows reads (its own file system is not tested here)', async () => {
  await writeNewFile(path.join(folder, 'a.exe'), bytes, 'win32')
  const [mark] = readdirSync(folder).filter((name) => name.endsWith(':Zone.Identifier'))
  expect(readFileSync(path.join(folder, mark ?? ''), 'utf8')).toContain('ZoneId=3')
})

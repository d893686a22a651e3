import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const room = path.resolve(import.meta.dirname, '../../../src/mailroom')

/** imapflow runs one command at a time: a loop over its `fetch` that gives another command waits for itself (postalsys/imapflow#110). */
const openLoop = /^( *)for await \(.*\.fetch\(.*$[\s\S]*?^\1\}/gm

/** Loops over `fetch` in whose body something is waited for. */
function nestingLoops(source: string): string[] {
  return [...source.matchAll(openLoop)].map(([loop]) => loop).filter((loop) => /\bawait\b/.test(loop.slice(loop.indexOf('\n'))))
}

test('S23: no loop of the mailroom over mail that comes waits for anything else in it', () => {
  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(10)
  expect(files.filter((name) => nestingLoops(readFileSync(path.join(room, name), 'utf8')).length > 0)).toEqual([])
})

test('S23, control: such a loop would be found', () => {
  expect(nestingLoops("  for await (const mail of client.fetch('1:*', { uid: true })) {\n    await client.noop()\n  }\n")).toHaveLength(1)
  expect(nestingLoops("  for await (const mail of client.fetch('1:*', { uid: true })) {\n    all.push(mail)\n  }\n")).toEqual([])
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parseVerb } from '#tools/lab/parse.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-parse-'))

afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('reads a mail file', async () => {
  const eml = path.join(folder, 'one.eml')
  writeFileSync(
    eml,
    'From: Claire <c@post.example>\r\nTo: hey@shop.example\r\nSubject: Lamp\r\nDate: Mon, 4 May 2026 10:12:00 +0200\r\n\r\nYes please\r\n\r\n> Shall we?\r\n',
  )
  expect(await parseVerb({ id: 'a', eml })).toMatchObject({
    id: 'a',
    from: { name: 'Claire', address: 'c@post.example' },
    to: [{ address: 'hey@shop.example' }],
    subject: 'Lamp',
    date: '2026-05-04T08:12:00.000Z',
    ownText: 'Yes please',
    attachments: [],
    kind: 'human',
  })
})

test.each([{ id: 1 }, { eml: path.join(folder, 'missing.eml') }])('refuses %j with a clear message', async (input) => {
  await expect(parseVerb(input)).rejects.toThrow('eml')
})

import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { messageKey } from '#mailroom/mime/message-key.ts'

const headers = [
  ['message-id', '<a@b>'],
  ['date', 'Mon, 2 Mar 2026 10:00:00 +0100'],
  ['from', 'Claire <claire@post.example>'],
  ['subject', 'Hello'],
] as const

test('a key is SHA-256 over the five things, always the same', () => {
  const expected = createHash('sha256').update('["<a@b>","Mon, 2 Mar 2026 10:00:00 +0100","Claire <claire@post.example>","Hello",42]')
  expect(messageKey(headers, 42)).toBe(expected.digest('hex'))
})

test('other fields and the order of fields do not matter; each of the five does', () => {
  const key = messageKey(headers, 42)
  expect(messageKey([['received', 'x'], ...headers.toReversed()], 42)).toBe(key)
  expect(messageKey(headers, 43)).not.toBe(key)
  for (const [name] of headers)
    expect(
      messageKey(
        headers.map(([field, value]) => [field, field === name ? `${value}.` : value] as const),
        42,
      ),
      name,
    ).not.toBe(key)
})

test('what one field loses another cannot gain', () => {
  const one = messageKey(
    [
      ['from', 'ab'],
      ['subject', 'c'],
    ],
    1,
  )
  expect(
    messageKey(
      [
        ['from', 'a'],
        ['subject', 'bc'],
      ],
      1,
    ),
  ).not.toBe(one)
})

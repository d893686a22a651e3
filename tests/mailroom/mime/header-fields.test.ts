import { expect, test } from 'vitest'
import { headerFields, headerLines, headerValue, messageIds, rawField } from '#mailroom/mime/header-fields.ts'

test('fields are unfolded, named in lower case, and kept in order, twins too', () => {
  const block = 'Subject: one\r\n two\r\n\tthree\r\nReceived: a\nReceived: b\r\nX-Empty:\r\n\r\n'
  expect(headerFields(headerLines(block))).toEqual([
    ['subject', 'one two\tthree'],
    ['received', 'a'],
    ['received', 'b'],
    ['x-empty', ''],
  ])
})

test.each([
  ['Subject: =?UTF-8?Q?Caf=C3=A9?=', 'Café'],
  ['Subject: =?utf-8?B?w4k=?= =?utf-8?B?dMOp?=', 'Été'],
  ['Subject: =?iso-8859-1?Q?Th=E9i=E8re?=', 'Théière'],
  ['Subject: 1 =? 2 ?= 3', '1 =? 2 ?= 3'],
  ['Subject: Été', 'Été'],
])('%j is %j', (line, value) => {
  expect(headerValue(headerFields(headerLines(line)), 'subject')).toBe(value)
})

test('lines without a name are left out, and a name from a stranger harms nobody', () => {
  expect(headerFields(headerLines('no colon\r\n: no name\r\n__proto__: x\r\nconstructor: y'))).toEqual([
    ['__proto__', 'x'],
    ['constructor', 'y'],
  ])
  expect(headerValue([], 'constructor')).toBe('')
})

test('fields without end are cut', () => {
  const fields = headerFields(headerLines(Array.from({ length: 5_000 }, (_, index) => `X-${index}: ${index}`).join('\r\n')))
  expect(fields).toHaveLength(500)
  expect(headerValue(headerFields(headerLines(`Subject: ${'x'.repeat(100_000)}`)), 'subject').length).toBeLessThanOrEqual(20_000)
})

test.each([
  ['<a@b> <c@d>', ['a@b', 'c@d']],
  ['text <a@b>, (comment) <c@d>', ['a@b', 'c@d']],
  ['a@b', []],
  ['<a b@c>', []],
  ['<>', []],
  ['<<a@b>>', ['a@b']],
])('the ids in %j are %j', (value, ids) => {
  expect(messageIds(value)).toEqual(ids)
})

test('of many ids the last hundred are kept', () => {
  const ids = messageIds(Array.from({ length: 300 }, (_, index) => `<${index}@x>`).join(' '))
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([100, '200@x', '299@x'])
})

test('M02: who wrote, and about what, is read below any number of other fields', () => {
  const others = Array.from({ length: 100_000 }, (_, index) => `X-${index}: x`)
    .join('\r\n')
    .slice(0, 900_000)
  const block = `${others}\r\nFrom: claire@post.example\r\nSubject: Lamp\r\n`
  expect(headerValue(headerFields(headerLines(block)), 'subject')).toBe('Lamp')
  expect(rawField(headerLines(block), 'from')).toBe('claire@post.example')
  const senders = headerFields(headerLines(`${others}\r\n${'From: a@b.example\r\n'.repeat(5000)}`))
  expect(senders.length).toBeLessThanOrEqual(600)
})

test('M02: of a header of 50 MB a first part is read', () => {
  expect(headerFields(headerLines(`X: ${'x\r\n '.repeat(10_000_000)}\r\nSubject: late`))).toHaveLength(1)
})

test('an address field comes as it was written, several of one name together', () => {
  expect(rawField(headerLines('From: =?utf-8?q?A?= <a@b.example>\r\nX-From: no\r\nFROM: c@d.example,\r\n e@f.example\r\n'), 'from')).toBe(
    '=?utf-8?q?A?= <a@b.example>, c@d.example, e@f.example',
  )
  expect(rawField(headerLines('Subject: x'), 'from')).toBe('')
})

import { expect, test } from 'vitest'
import { parseAddresses } from '#mailroom/mime/address-list.ts'

const encode = (text: string): string => `=?utf-8?b?${Buffer.from(text).toString('base64')}?=`

test.each([
  ['Claire <Claire@Post.example>', [{ name: 'Claire', address: 'claire@post.example' }]],
  [
    '"Morel, Claire" <c@post.example>, hey@shop.example',
    [
      { name: 'Morel, Claire', address: 'c@post.example' },
      { name: '', address: 'hey@shop.example' },
    ],
  ],
  [
    'Team: a@x.example, B <b@x.example>;',
    [
      { name: '', address: 'a@x.example' },
      { name: 'B', address: 'b@x.example' },
    ],
  ],
  ['undisclosed-recipients:;', []],
  [`${encode('Été')} <e@post.example>`, [{ name: 'Été', address: 'e@post.example' }]],
  ['', []],
])('%j names %j', (field, people) => {
  expect(parseAddresses(field)).toEqual(people)
})

test.each([
  ['an encoded second address', `${encode('a@good.example, b@good.example')} <x@evil.example>`],
  ['encoded brackets', `${encode('Good <a@good.example>')} <x@evil.example>`],
  ['an encoded address in quotes', `"${encode('a@good.example')}" <x@evil.example>`],
  ['an encoded local part', `${encode('a@good.example')}@evil.example`],
])('D01: %s stays part of the name or of the one address: parsed first, decoded after', (_, field) => {
  const people = parseAddresses(field)
  expect(people).toHaveLength(1)
  expect(people[0]?.address.endsWith('@evil.example')).toBe(true)
})

test('M02: of fifty thousand people a thousand are listed, none of them cut in two', () => {
  const people = parseAddresses(Array.from({ length: 50_000 }, (_, index) => `"P, ${index}" <p${index}@x.example>`).join(', '))
  expect(people).toHaveLength(1000)
  const long = parseAddresses(Array.from({ length: 900 }, (_, index) => `"${'n'.repeat(300)}" <p${index}@x.example>`).join(', '))
  expect(long.length).toBeGreaterThan(300)
  expect(long.every(({ address }) => /^p\d+@x\.example$/u.test(address))).toBe(true)
  expect(parseAddresses('x'.repeat(1_000_000))).toEqual([])
})

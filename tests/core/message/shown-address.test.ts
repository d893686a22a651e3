import { expect, test } from 'vitest'
import { isOddAddress, shownAddress, shownPeople } from '#core/message/shown-address.ts'

test.each([
  ['Claire@Post.Example', 'claire@post.example'],
  ['', ''],
  ['claire', 'claire'],
  ['=?utf-8?b?cG90dXNAd2hpdGVob3VzZS5nb3Y=?=@mailsploit.example', '=?utf-8?b?cg90dxnad2hpdgvob3vzzs5nb3y=?=@mailsploit.example'],
  ['potus@whitehouse.example\0@mailsploit.example', '"potus@whitehouse.example\uFFFD"@mailsploit.example'],
  ['potus@whitehouse.example\n@mailsploit.example', '"potus@whitehouse.example\uFFFD"@mailsploit.example'],
  ['orders@shop.example@evil.example', '"orders@shop.example"@evil.example'],
  ['a b@evil.example', 'a\uFFFDb@evil.example'],
  ['a"b,c@evil.example', '"ab,c"@evil.example'],
  ['claire@münchen.example', 'claire@xn--mnchen-3ya.example'],
  ['hey@ѕhop.example', 'hey@xn--hop-ehd.example'],
  ['claire@post.example\r\n', 'claire@post.example'],
])('D01, D03: the address %j is shown as %j', (address, shown) => {
  expect(shownAddress(address)).toBe(shown)
})

test.each([
  'claire\u200B@post.example',
  'claire@post\u200B.example',
  'claire@post.example\u202E',
  'claire@post.example\uFEFF',
  'cl\0aire@post.example',
  'claire@post .example',
])('D03: an address with something unseen in it, %j, does not become the address without it', (address) => {
  expect(shownAddress(address)).not.toBe('claire@post.example')
  expect(isOddAddress(shownAddress(address))).toBe(true)
})

test.each(['1.2', '0x7f.1', 'a_b.example', 'example', ''])('an ASCII domain stays as it was written: %j', (domain) => {
  expect(shownAddress(`claire@${domain}`)).toBe(`claire@${domain}`)
})

test('M02: of 50,000 people a thousand are listed, and a name without end is cut', () => {
  const people = shownPeople(
    Array.from({ length: 50_000 }, (_, index) => ({ name: 'x'.repeat(10_000), address: `a${index}@post.example` })),
  )
  expect(people).toHaveLength(1000)
  expect(people[0]?.name.length).toBeLessThan(300)
  expect(shownAddress(`${'x'.repeat(1_000_000)}@post.example`)).toMatch(/^x{128}…@post\.example$/)
  expect(shownAddress(`claire@${'post.example.'.repeat(1000)}evil.example`)).toMatch(/^claire@\uFFFD.{200,300}\.evil\.example$/u)
})

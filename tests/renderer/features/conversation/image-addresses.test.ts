import { expect, test } from 'vitest'
import { imageAddresses, isDrawableData } from '#renderer/features/conversation/image-addresses.ts'
import { gif, jpeg, png } from '../../../support/hostile-mail/images.ts'

const attachment = (part: string, contentId: string, type = 'image/png') => ({ name: '', type, size: 1, part, contentId, inline: true })
const text = (value: string): Uint8Array => new TextEncoder().encode(value)

test('A04: an own inline image is shown under its Content-ID, a consented remote one under its address, with the type of their bytes', () => {
  const shown = imageAddresses(
    [
      { name: '2', bytes: png(9, 9) },
      { name: 'https://x.example/a.png', bytes: gif(9, 9) },
    ],
    [attachment('2', 'logo@x', 'image/jpeg')],
  )
  expect([...shown.keys()]).toEqual(['cid:logo@x', 'https://x.example/a.png'])
  expect([...shown.values()].map((address) => address.slice(0, 22))).toEqual(['data:image/png;base64,', 'data:image/gif;base64,'])
})

test.each([
  ['html labelled as an image', text('<html><script>x</script></html>')],
  ['a vector image', text('<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>')],
  ['an image of 30,000 by 30,000 pixels', png(30_000, 30_000)],
  ['nothing', new Uint8Array()],
  ['what did not come', null],
])('A04: %s is not shown', (_, bytes) => {
  expect(imageAddresses([{ name: '2', bytes }], [attachment('2', 'logo@x')]).size).toBe(0)
})

test("A04: a Content-ID of another message's attachment names nothing here", () => {
  const shown = imageAddresses([{ name: '2', bytes: png(9, 9) }], [attachment('2', 'mine@x')])
  expect(shown.get('cid:other@x')).toBeUndefined()
  expect(shown.get('cid:mine@x')).toBeDefined()
  expect(imageAddresses([{ name: '2', bytes: png(9, 9) }], [attachment('2', '')]).size).toBe(0)
})

test('A04: many images that are each small enough stop before they are too much together', () => {
  const files = Array.from({ length: 20 }, (_, index) => ({ name: String(index), bytes: jpeg(6_000, 4_000) }))
  expect(
    imageAddresses(
      files,
      files.map(({ name }) => attachment(name, `i${name}@x`)),
    ).size,
  ).toBe(6)
})

test('A04: an image written into the html is held to the same', () => {
  const data = (type: string, bytes: Uint8Array): string => `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
  expect(isDrawableData(data('image/png', png(9, 9)))).toBe(true)
  expect(isDrawableData(data('image/png', png(30_000, 30_000)))).toBe(false)
  expect(isDrawableData(data('image/png', text('<html>')))).toBe(false)
  expect(isDrawableData(data('image/svg+xml', text('<svg/>')))).toBe(false)
  for (const odd of ['data:image/png,plain', 'data:image/png;base64,!!', 'data:text/html;base64,PGI+', 'javascript:x', ''])
    expect(isDrawableData(odd)).toBe(false)
})

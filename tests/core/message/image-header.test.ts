import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isDrawable, readImageHeader } from '#core/message/image-header.ts'
import { bmp, gif, jpeg, png, webp } from '../../support/hostile-mail/images.ts'

test.each([
  ['PNG', png(640, 480), { type: 'image/png', widthPx: 640, heightPx: 480 }],
  ['GIF', gif(640, 480), { type: 'image/gif', widthPx: 640, heightPx: 480 }],
  ['GIF whose frame is larger than its screen', gif(1, 1, 30_000, 30_000), { type: 'image/gif', widthPx: 30_000, heightPx: 30_000 }],
  ['JPEG', jpeg(640, 480), { type: 'image/jpeg', widthPx: 640, heightPx: 480 }],
  ['WebP, lossy', webp('VP8 ', 640, 480), { type: 'image/webp', widthPx: 640, heightPx: 480 }],
  ['WebP, lossless', webp('VP8L', 640, 480), { type: 'image/webp', widthPx: 640, heightPx: 480 }],
  ['WebP, extended', webp('VP8X', 640, 480), { type: 'image/webp', widthPx: 640, heightPx: 480 }],
  ['BMP', bmp(640, 480), { type: 'image/bmp', widthPx: 640, heightPx: 480 }],
])('A04: a %s tells its own kind and size', (_, bytes, header) => {
  expect(readImageHeader(bytes)).toEqual(header)
})

test.each(['<html><script>x</script>', '<svg xmlns="http://www.w3.org/2000/svg"/>', '%PDF-1.7', 'MZ\u0090', 'PK\u0003\u0004', 'GIF', ''])(
  'A04: %j is no image, whatever its label says',
  (text) => {
    expect(readImageHeader(new TextEncoder().encode(text))).toBeNull()
  },
)

test('A04: an image of 30,000 by 30,000 pixels is not drawn, one of a good camera is', () => {
  for (const bytes of [
    png(30_000, 30_000),
    jpeg(30_000, 30_000),
    gif(30_000, 30_000),
    webp('VP8X', 30_000, 30_000),
    bmp(30_000, -30_000),
  ]) {
    const header = readImageHeader(bytes)
    expect(header === null || isDrawable(header)).toBe(false)
  }
  const camera = readImageHeader(jpeg(8_000, 6_000))
  expect(camera !== null && isDrawable(camera)).toBe(true)
  const nothing = readImageHeader(png(0, 100))
  expect(nothing === null || isDrawable(nothing)).toBe(false)
})

test('A04: a header that is cut or damaged anywhere throws nothing', () => {
  const whole = [png(9, 9), gif(9, 9), jpeg(9, 9), webp('VP8X', 9, 9), webp('VP8L', 9, 9), bmp(9, 9)]
  for (const bytes of whole) for (let length = 0; length <= bytes.length; length += 1) readImageHeader(bytes.subarray(0, length))
  fc.assert(
    fc.property(fc.constantFrom(...whole), fc.nat(60), fc.nat(255), (bytes, at, value) => {
      const damaged = Uint8Array.from(bytes)
      if (at < damaged.length) damaged[at] = value
      readImageHeader(damaged)
    }),
    { numRuns: 2000 },
  )
})

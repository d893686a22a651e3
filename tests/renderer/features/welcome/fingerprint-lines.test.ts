import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprintLines } from '#renderer/features/welcome/fingerprint-lines.ts'

test('a fingerprint reads as pairs in capitals, eight to a line', () => {
  expect(fingerprintLines('00112233445566778899aabbccddeeff'.repeat(2))).toEqual([
    '00:11:22:33:44:55:66:77',
    '88:99:AA:BB:CC:DD:EE:FF',
    '00:11:22:33:44:55:66:77',
    '88:99:AA:BB:CC:DD:EE:FF',
  ])
})

test('no digit of a fingerprint is lost or moved, with colons or without', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const hex = Buffer.from(bytes).toString('hex')
      const shown = fingerprintLines(hex)
      expect(shown.join('').replaceAll(':', '').toLowerCase()).toBe(hex)
      expect(fingerprintLines(shown.join(':'))).toEqual(shown)
    }),
  )
})

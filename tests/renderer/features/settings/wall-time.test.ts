import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readWallTime, wallTimeOfMinutes } from '#renderer/features/settings/wall-time.ts'

test.each([
  ['9', '09:00'],
  ['09:00', '09:00'],
  ['9:30', '09:30'],
  ['9h', '09:00'],
  ['9 h 30', '09:30'],
  ['9\u202fh\u202f30', '09:30'],
  ['18H', '18:00'],
  ['9.30', '09:30'],
  ['0930', '09:30'],
  ['930', '09:30'],
  [' 24:00 ', '24:00'],
  ['24', '24:00'],
])('%j is a time: %s', (text, expected) => {
  expect(readWallTime(text)).toBe(expected)
})

test.each(['', 'h', '25', '24:01', '9:60', '9:5', '9h3', '9 30 00', '-1', '9:30 pm', 'noon', '12345'])('%j is no time', (text) => {
  expect(readWallTime(text)).toBeNull()
})

test('every minute of a day reads back as it is written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1440 }), (minutes) => {
      const wall = wallTimeOfMinutes(minutes)
      expect(readWallTime(wall)).toBe(wall)
    }),
  )
})

import { expect, test } from 'vitest'
import { reasonText } from '#tools/lab/reason-text.ts'

const viewpoint = { timeZone: 'Europe/Paris', from: Date.parse('2026-01-06T10:00+01:00') }

test('instants become times of the shop, other parameters stand as they are', () => {
  const params = { dueAt: Date.parse('2026-01-06T17:00Z'), minutesLeft: 12 }
  expect(reasonText({ code: 'target.tight', params }, viewpoint)).toBe('Closing soon: 12 min left to answer before 18:00')
})

test('an instant of another year has its date', () => {
  const params = { answeredAt: Date.parse('2025-01-06T17:00Z') }
  expect(reasonText({ code: 'target.met', params }, viewpoint)).toBe('Answered: Monday 2025-01-06 18:00')
})

test('a code without words is a bug and throws', () => {
  expect(() => reasonText({ code: 'due.unheard-of', params: {} }, viewpoint)).toThrow('due.unheard-of')
})

import { expect, test } from 'vitest'
import { failureCodes } from '#contract/failure.ts'
import { retryDelayMs, stateAfterFailure, stateAtStart } from '#core/outbox/outbox-state.ts'

test.each([
  ['held', 'held'],
  ['queued', 'queued'],
  ['connecting', 'queued'],
  ['data', 'queued'],
  ['dot-sent', 'unknown'],
  ['accepted', 'accepted'],
  ['filed', 'filed'],
  ['failed', 'failed'],
  ['unknown', 'unknown'],
] as const)('found %s at start, a reply is %s', (before, after) => {
  expect(stateAtStart(before)).toBe(after)
})

test('only a lost answer after the dot is unknown, and only what repeating cannot mend has failed', () => {
  const codesThatEnd = (state: string): string[] => failureCodes.filter((code) => stateAfterFailure(code) === state)
  expect(codesThatEnd('unknown')).toEqual(['unknown-outcome'])
  expect(codesThatEnd('failed').toSorted()).toEqual(
    [
      'bug',
      'invalid-address',
      'invalid-arguments',
      'message-refused',
      'refused-recipients',
      'too-large',
      // A person has to act first.
      'wrong-password',
      'app-password-needed',
      'provider-sign-in-only',
      'password-missing',
      'tls-too-old',
      'starttls-refused',
      'certificate-expired',
      'certificate-wrong-name',
      'certificate-untrusted',
      'certificate-changed',
      'preauth-greeting',
      'injected-plaintext',
    ].toSorted(),
  )
})

test('waits double from 5 seconds to 15 minutes, spread by a quarter either way', () => {
  expect([0, 1, 2, 3, 8, 9, 1_000].map((attempts) => retryDelayMs(attempts, 0.5) / 1000)).toEqual([5, 5, 10, 20, 640, 900, 900])
  expect([retryDelayMs(1, 0), retryDelayMs(1, 1)]).toEqual([3_750, 6_250])
})

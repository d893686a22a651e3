import { expect, test } from 'vitest'
import type { Evidence, Verdict } from '#core/model/lane.ts'
import { likelihood } from '#core/pitch/model/pitch-model.ts'
import { relearn } from '#core/pitch/relearn.ts'
import { shippedModel } from '#core/pitch/score-pitch.ts'

const piece = (signal: string, weight = 2): Evidence => ({ signal, weight, reason: { code: `pitch.${signal}`, params: {} } })

function verdictAt(logit: number, ...more: readonly Evidence[]): Verdict {
  const { thresholds } = shippedModel()
  const lane = logit >= thresholds.unsure ? 'unsure' : 'customer'
  return { lane, score: likelihood(shippedModel(), logit), reasons: [piece('offer'), piece('goods'), ...more] }
}

test('lessons move a doubtful message over the line, and without them it lies where it lay', () => {
  const before = verdictAt(shippedModel().thresholds.hold - 0.5)
  const taught = relearn(before, 1, 'en')
  expect(taught.lane).toBe('pitch')
  expect(relearn(taught, 0, 'en')).toMatchObject({ lane: before.lane, reasons: before.reasons })
})

test('what is in another language is not held for lessons either, unless its headers prove that it went to many', () => {
  const logit = shippedModel().thresholds.unsure - 0.1
  expect(relearn(verdictAt(logit), 5, 'other').lane).toBe('unsure')
  expect(relearn(verdictAt(logit), 5, 'fr').lane).toBe('pitch')
  expect(relearn(verdictAt(logit, piece('outreach-headers')), 5, 'other').lane).toBe('pitch')
})

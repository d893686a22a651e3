import type { Verdict } from '../model/lane.ts'
import type { GuessedLanguage } from './guess-language.ts'
import { likelihood } from './model/pitch-model.ts'
import { isProvenBulk, laneAt, shippedModel } from './score-pitch.ts'
import { evidence } from './weigh-evidence.ts'

/** Likelihoods are kept to four places: at the ends this much is told. */
const nearest = 0.00005

/** A verdict as it would be with what the shop has taught since: the evidence in the message stays, the lessons' weight changes. `language` is the message's. */
export function relearn(verdict: Verdict, lessons: number, language: GuessedLanguage): Verdict {
  if (verdict.lane === 'automated') return verdict
  const model = shippedModel()
  const { slope, shift } = model.calibration
  const score = Math.min(1 - nearest, Math.max(nearest, verdict.score))
  const before = verdict.reasons.find(({ signal }) => signal === 'lessons')?.weight ?? 0
  const logit = (Math.log(score / (1 - score)) - shift) / slope - before + lessons
  const others = verdict.reasons.filter(({ signal }) => signal !== 'lessons')
  const reasons = lessons === 0 ? others : [...others, evidence('lessons', lessons)].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const lane = laneAt(logit, reasons, { model, mayHold: language !== 'other' || isProvenBulk(others) })
  return { lane, score: Math.round(likelihood(model, logit) * 10_000) / 10_000, reasons }
}

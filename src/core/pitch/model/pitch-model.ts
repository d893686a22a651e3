import { wordBuckets } from '../word-features.ts'

/** A linear model over signals and words, as it is kept in a file: readable, and small. */
export type StoredModel = {
  /** The logit of a message that says nothing. */
  readonly bias: number
  /** By which each signal's weight is multiplied. */
  readonly signals: Readonly<Record<string, number>>
  /** Buckets of words that weigh anything, ascending, and their weights in thousandths. */
  readonly buckets: readonly number[]
  readonly weights: readonly number[]
  /** From a logit to a likelihood: 1 / (1 + exp(-(logit × slope + shift))). */
  readonly calibration: { readonly slope: number; readonly shift: number }
  /** Held as a pitch, and shown as unsure, from this logit on. */
  readonly thresholds: { readonly hold: number; readonly unsure: number }
}

/** The same, ready for use. */
export type PitchModel = Omit<StoredModel, 'buckets' | 'weights'> & { readonly words: Float32Array }

/** Unpacks a model. */
export function readModel({ buckets, weights, ...rest }: StoredModel): PitchModel {
  const words = new Float32Array(wordBuckets)
  for (const [index, bucket] of buckets.entries()) words[bucket] = (weights[index] ?? 0) / 1000
  return { ...rest, words }
}

/** How likely a message of that logit is a pitch, 0..1. */
export function likelihood({ calibration }: Pick<PitchModel, 'calibration'>, logit: number): number {
  return 1 / (1 + Math.exp(-(logit * calibration.slope + calibration.shift)))
}

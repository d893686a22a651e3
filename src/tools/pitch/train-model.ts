import { gatherEvidence } from '#core/pitch/gather-evidence.ts'
import type { Reading } from '#core/pitch/reading.ts'
import { signals } from '#core/pitch/signals.ts'
import { wordBuckets, wordFeatures } from '#core/pitch/word-features.ts'

/** A message as training sees it: signal weights by index, and buckets of words. */
export type Features = { readonly signals: readonly (readonly [index: number, weight: number])[]; readonly buckets: readonly number[] }

/** One example in training: y is 1 for a pitch. `group` is the batch or source it belongs to. */
export type Sample = { readonly features: Features; readonly y: 0 | 1; readonly weight: number; readonly group: string }

/** A trained linear model; words is by bucket. */
export type Linear = { readonly bias: number; readonly signals: readonly number[]; readonly words: Float64Array }

const indexOf = new Map(signals.map(({ name }, index) => [name, index]))

/** The features of a message. */
export function featuresOf(reading: Reading): Features {
  return {
    signals: gatherEvidence(reading).map(({ name, weight }) => [indexOf.get(name) ?? 0, weight] as const),
    buckets: wordFeatures(reading.words).map(({ bucket }) => bucket),
  }
}

/** The logit that a model gives. A word counts by the square root of how many there are, so that length alone says nothing. */
export function logitOf(model: Linear, { signals: found, buckets }: Features): number {
  let logit = model.bias
  for (const [index, weight] of found) logit += (model.signals[index] ?? 0) * weight
  if (buckets.length === 0) return logit
  let words = 0
  for (const bucket of buckets) words += model.words[bucket] ?? 0
  return logit + words / Math.sqrt(buckets.length)
}

/** What training is steered by; chosen once, on the training part alone. */
export type Training = {
  readonly epochs: number
  readonly signalDecay: number
  readonly wordDecay: number
  readonly leastGroups: number
  readonly rate: number
  readonly without?: string
}

export const defaultTraining: Training = { epochs: 40, signalDecay: 0.002, wordDecay: 0.00005, leastGroups: 2, rate: 0.5 }

/**
 * Logistic regression by AdaGrad with weight decay; the same samples give the same model. Signals start from the weights
 * written by hand. Words that occur in fewer than `leastGroups` batches or sources weigh nothing: they are how one writer writes.
 */
export function trainLinear(samples: readonly Sample[], training: Training = defaultTraining): Linear {
  const usable = usableBuckets(samples, training.leastGroups)
  const isLeftOut = signals.map(({ name }) => name === training.without || training.without === 'all signals')
  const signalWeights: number[] = isLeftOut.map((left) => (left ? 0 : 0.6))
  const words = new Float64Array(wordBuckets)
  const signalSquares = signals.map(() => 1e-2)
  const wordSquares = new Float64Array(wordBuckets).fill(1e-2)
  let bias = -1
  let biasSquare = 1e-2
  const prepared = samples.map((sample) => ({
    ...sample,
    buckets: training.without === 'words' ? [] : sample.features.buckets.filter((bucket) => usable[bucket] === 1),
  }))
  const order = prepared.map((_, index) => index)
  let seed = 12_345
  const dice = (): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return seed / 0x80000000
  }
  const rate = training.rate
  for (let epoch = 0; epoch < training.epochs; epoch += 1) {
    for (let left = order.length - 1; left > 0; left -= 1) {
      const other = Math.floor(dice() * (left + 1))
      ;[order[left], order[other]] = [order[other] ?? 0, order[left] ?? 0]
    }
    for (const index of order) {
      const sample = prepared[index]
      if (sample === undefined) continue
      const { features, buckets, y, weight } = sample
      const share = features.buckets.length === 0 ? 0 : 1 / Math.sqrt(features.buckets.length)
      let logit = bias
      for (const [signal, strength] of features.signals) logit += (signalWeights[signal] ?? 0) * strength
      for (const bucket of buckets) logit += (words[bucket] ?? 0) * share
      const error = (1 / (1 + Math.exp(-logit)) - y) * weight
      biasSquare += error * error
      bias -= (rate / Math.sqrt(biasSquare)) * error
      for (const [signal, strength] of features.signals) {
        if (isLeftOut[signal] === true) continue
        const gradient = error * strength + training.signalDecay * ((signalWeights[signal] ?? 0) - 0.6)
        signalSquares[signal] = (signalSquares[signal] ?? 0) + gradient * gradient
        signalWeights[signal] = (signalWeights[signal] ?? 0) - (rate / Math.sqrt(signalSquares[signal] ?? 1)) * gradient
      }
      for (const bucket of buckets) {
        const gradient = error * share + training.wordDecay * (words[bucket] ?? 0)
        wordSquares[bucket] = (wordSquares[bucket] ?? 0) + gradient * gradient
        words[bucket] = (words[bucket] ?? 0) - (rate / Math.sqrt(wordSquares[bucket] ?? 1)) * gradient
      }
    }
  }
  // A signal that speaks for a pitch never speaks against it, nor the other way round: what is told to people must stay true.
  return { bias, signals: signalWeights.map((weight) => Math.max(0, weight)), words }
}

function usableBuckets(samples: readonly Sample[], leastGroups: number): Uint8Array {
  const groups = new Map<number, Set<string>>()
  for (const { features, group } of samples) {
    for (const bucket of features.buckets) {
      const found = groups.get(bucket)
      if (found === undefined) groups.set(bucket, new Set([group]))
      else found.add(group)
    }
  }
  const usable = new Uint8Array(wordBuckets)
  for (const [bucket, found] of groups) if (found.size >= leastGroups) usable[bucket] = 1
  return usable
}

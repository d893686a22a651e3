import type { StoredModel } from '#core/pitch/model/pitch-model.ts'
import { signals } from '#core/pitch/signals.ts'
import { defaultTraining, logitOf, trainLinear, type Linear, type Sample, type Training } from './train-model.ts'

/** One message in a thousand that is no pitch may score so high where nobody has seen it before; one in twenty may be unsure. */
const heldInThousand = 1
const unsureShare = 0.05

/** Words that weigh less, in thousandths, are left out: half of all, and a hundredth of what words say. */
const leastKept = 60

/** A finished model: weights learned from all samples, thresholds and calibration from what each of them scored unseen. */
export function fitModel(
  samples: readonly Sample[],
  { training = defaultTraining, folds = 5 }: { training?: Training; folds?: number } = {},
): StoredModel {
  const unseen = unseenLogits(samples, { training, folds })
  const linear = trainLinear(samples, training)
  return storedOf(linear, thresholdsOf(samples, unseen), calibrationOf(samples, unseen))
}

/** What each sample scores by a model that has seen nothing of its batch or source. */
export function unseenLogits(
  samples: readonly Sample[],
  { training = defaultTraining, folds }: { training?: Training; folds: number },
): number[] {
  const foldOf = foldsOf(samples, folds)
  const logits: number[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const model = trainLinear(
      samples.filter(({ group }) => foldOf.get(group) !== fold),
      training,
    )
    for (const [index, sample] of samples.entries()) if (foldOf.get(sample.group) === fold) logits[index] = logitOf(model, sample.features)
  }
  return logits
}

/** Whole batches and sources, spread over the folds. */
export function foldsOf(samples: readonly { readonly group: string }[], folds: number): ReadonlyMap<string, number> {
  return new Map([...new Set(samples.map(({ group }) => group))].map((group, index) => [group, index % folds]))
}

function thresholdsOf(samples: readonly Sample[], logits: readonly number[]): StoredModel['thresholds'] {
  // Short questions of one outside source are easy and many: what people wrote decides.
  const others = samples
    .flatMap((sample, index) => (sample.y === 0 && sample.weight >= 0.5 ? [logits[index] ?? 0] : []))
    .sort((a, b) => b - a)
  const hold = others[Math.ceil((others.length * heldInThousand) / 1000)] ?? 0
  const unsure = others[Math.floor(others.length * unsureShare)] ?? 0
  return { hold: round(hold + 0.01), unsure: round(Math.min(unsure, hold)) }
}

/** Platt's scaling: the slope and shift under which the logits are likelihoods. */
function calibrationOf(samples: readonly Sample[], logits: readonly number[]): StoredModel['calibration'] {
  let slope = 1
  let shift = 0
  for (let step = 0; step < 2_000; step += 1) {
    let forSlope = 0
    let forShift = 0
    for (const [index, { y, weight }] of samples.entries()) {
      const logit = logits[index] ?? 0
      const error = (1 / (1 + Math.exp(-(logit * slope + shift))) - y) * weight
      forSlope += error * logit
      forShift += error
    }
    slope -= (0.5 * forSlope) / samples.length
    shift -= (0.5 * forShift) / samples.length
  }
  return { slope: round(slope), shift: round(shift) }
}

function storedOf(linear: Linear, thresholds: StoredModel['thresholds'], calibration: StoredModel['calibration']): StoredModel {
  const buckets: number[] = []
  const weights: number[] = []
  for (const [bucket, weight] of linear.words.entries()) {
    const rounded = Math.round(weight * 1000)
    if (Math.abs(rounded) < leastKept) continue
    buckets.push(bucket)
    weights.push(rounded)
  }
  return {
    bias: round(linear.bias),
    signals: Object.fromEntries(signals.map(({ name }, index) => [name, round(linear.signals[index] ?? 0)])),
    buckets,
    weights,
    calibration,
    thresholds,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

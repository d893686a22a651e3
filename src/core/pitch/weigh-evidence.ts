import type { Evidence } from '../model/lane.ts'
import { gatherEvidence } from './gather-evidence.ts'
import type { PitchModel } from './model/pitch-model.ts'
import type { Reading } from './reading.ts'
import { lessonWeight, type ShopLayer } from './shop-layer.ts'
import { wordFeatures, type WordFeature } from './word-features.ts'

/** Weights below this are not told: nobody learns from them. */
const leastTold = 0.05

/** What the evidence in a message comes to, and each piece of it. */
export type Weighed = { readonly logit: number; readonly evidence: readonly Evidence[] }

/** One piece of evidence; its words are in the locale files under `pitch.<signal>`. */
export function evidence(signal: string, weight: number, quote = ''): Evidence {
  return { signal, weight: Math.round(weight * 100) / 100, reason: { code: `pitch.${signal}`, params: { quote } } }
}

/** Weighs the evidence in a message by a model, and by what this shop has taught. */
export function weighEvidence(reading: Reading, model: PitchModel, layer: ShopLayer): Weighed {
  const signals = gatherEvidence(reading).map(({ name, weight, quote }) => evidence(name, weight * (model.signals[name] ?? 0), quote))
  const features = wordFeatures(reading.words)
  const words = wordsEvidence(reading.words, features, model)
  const taught = lessonWeight(
    layer,
    features.map(({ bucket }) => bucket),
    reading.author.address === '' ? reading.from.address : reading.author.address,
  )
  const found = [...signals, ...words, ...(taught === 0 ? [] : [evidence('lessons', taught)])].filter(
    ({ weight }) => Math.abs(weight) >= leastTold,
  )
  return { logit: found.reduce((sum, { weight }) => sum + weight, model.bias), evidence: found }
}

/** What the words say by themselves, whichever phrases were looked for; quotes the one that says most. */
function wordsEvidence(text: string, features: readonly WordFeature[], model: PitchModel): readonly Evidence[] {
  if (features.length === 0) return []
  let sum = 0
  let most: WordFeature | undefined
  let mostWeight = 0
  for (const feature of features) sum += model.words[feature.bucket] ?? 0
  for (const feature of features) {
    const weight = (model.words[feature.bucket] ?? 0) * Math.sign(sum)
    if (weight <= mostWeight) continue
    most = feature
    mostWeight = weight
  }
  const quote = most === undefined ? '' : text.slice(most.from, most.to).slice(0, 60)
  return [evidence(sum > 0 ? 'words' : 'customer-words', sum / Math.sqrt(features.length), quote)]
}

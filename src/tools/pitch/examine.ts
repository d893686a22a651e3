import type { Lane, Verdict } from '#core/model/lane.ts'
import { readModel, type PitchModel } from '#core/pitch/model/pitch-model.ts'
import { scorePitch } from '#core/pitch/score-pitch.ts'
import { readingOf, type Example } from './examples.ts'
import { fitModel, foldsOf } from './fit-model.ts'
import { featuresOf, type Sample, type Training } from './train-model.ts'

/** An example and what a model that had not seen its batch said of it. */
export type Examined = { readonly example: Example; readonly verdict: Verdict }

/** What is trained on: everything but automated mail, which has a lane of its own before any words are weighed. */
export function samplesOf(examples: readonly Example[]): Sample[] {
  return examples
    .filter(({ label }) => label !== 'automated')
    .map((example) => ({
      features: featuresOf(readingOf(example)),
      y: example.label === 'pitch' ? 1 : 0,
      weight: example.weight,
      group: example.group,
    }))
}

/** Leaves whole batches and sources out in turn; thresholds are chosen inside the part that is trained on, never on what is left out. */
export function examineUnseen(
  examples: readonly Example[],
  { folds, withSubject = true, training }: { folds: number; withSubject?: boolean; training?: Training },
): Examined[] {
  const foldOf = foldsOf(examples, folds)
  const examined: Examined[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const model = readModel(
      fitModel(samplesOf(examples.filter(({ group }) => foldOf.get(group) !== fold)), training === undefined ? {} : { training }),
    )
    for (const example of examples) if (foldOf.get(example.group) === fold) examined.push(examine(example, model, { withSubject }))
  }
  return examined
}

/** What a model says of one example, of whom nothing is known. */
export function examine(example: Example, model: PitchModel, { withSubject = true } = {}): Examined {
  const message = withSubject ? example.message : { ...example.message, subject: '' }
  return { example, verdict: scorePitch(message, {}, { model }) }
}

/** How many ended in each lane. */
export function lanesOf(examined: readonly Examined[]): Record<Lane, number> {
  const lanes: Record<Lane, number> = { customer: 0, unsure: 0, pitch: 0, automated: 0 }
  for (const { verdict } of examined) lanes[verdict.lane] += 1
  return lanes
}

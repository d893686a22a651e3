import type { Sample } from './train-model.ts'

/** The classic baseline: multinomial naive Bayes over the same words, by log odds. */
export function trainNaiveBayes(samples: readonly Sample[]): (sample: Pick<Sample, 'features'>) => number {
  const counts = [new Map<number, number>(), new Map<number, number>()] as const
  const totals = [0, 0]
  const examples = [0, 0]
  for (const { features, y, weight } of samples) {
    examples[y] = (examples[y] ?? 0) + weight
    for (const bucket of features.buckets) {
      counts[y].set(bucket, (counts[y].get(bucket) ?? 0) + weight)
      totals[y] = (totals[y] ?? 0) + weight
    }
  }
  const vocabulary = new Set([...counts[0].keys(), ...counts[1].keys()]).size
  const logOf = (y: 0 | 1, bucket: number): number => Math.log(((counts[y].get(bucket) ?? 0) + 1) / ((totals[y] ?? 0) + vocabulary))
  return ({ features }) =>
    Math.log((examples[1] ?? 1) / (examples[0] ?? 1)) +
    features.buckets.reduce((sum, bucket) => sum + logOf(1, bucket) - logOf(0, bucket), 0)
}

import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { outsideExamples, writtenExamples } from './pitch/examples.ts'
import { samplesOf } from './pitch/examine.ts'
import { fitModel } from './pitch/fit-model.ts'
import { projectRoot } from './runtime/launch.ts'

/**
 * `npm run pitch:train`: trains the pitch model on the written batches and the data behind COMPTOIR_CORPUS, and writes
 * src/core/pitch/model/weights.json. The same data give the same file.
 */
const outside = outsideExamples()
if (outside.length === 0) {
  process.stderr.write('COMPTOIR_CORPUS is not set: the model is trained on all data or not at all.\n')
  process.exitCode = 1
} else {
  const model = fitModel(samplesOf([...writtenExamples(), ...outside]))
  writeFileSync(path.join(projectRoot, 'src', 'core', 'pitch', 'model', 'weights.json'), `${JSON.stringify(model)}\n`)
  process.stdout.write(
    `${model.buckets.length} words weigh something; held from ${model.thresholds.hold}, unsure from ${model.thresholds.unsure}.\n`,
  )
}

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readModel } from '#core/pitch/model/pitch-model.ts'
import { shippedModel } from '#core/pitch/score-pitch.ts'
import { signals } from '#core/pitch/signals.ts'
import { outsideExamples, setAsideExamples, writtenExamples, type Example } from './pitch/examples.ts'
import { examine, examineUnseen, lanesOf, samplesOf, type Examined } from './pitch/examine.ts'
import { sayShare, shareOf } from './pitch/figures.ts'
import { fitModel, foldsOf } from './pitch/fit-model.ts'
import { trainNaiveBayes } from './pitch/naive-bayes.ts'
import { defaultTraining } from './pitch/train-model.ts'
import { projectRoot } from './runtime/launch.ts'

/**
 * `npm run pitch:report [-- --folds=12] [--ablation] [--final]`: what the pitch model is worth on batches and sources that it
 * has not seen, in both languages, beside naive Bayes and plain logistic regression trained on the same data. `--final`
 * examines the shipped model on the batches that were set aside. To standard output and out/pitch-report.md.
 */
const options = process.argv.slice(2)
const folds = Number(options.find((option) => option.startsWith('--folds='))?.split('=')[1] ?? 12)
const lines: string[] = []
const say = (line = ''): void => {
  lines.push(line)
  process.stdout.write(`${line}\n`)
}

/** Headers by which a machine or a mailing says what it is. */
const telling =
  /^(?:auto-submitted: auto|precedence: (?:bulk|list|junk|auto)|list-(?:id|unsubscribe|post):|x-auto-?reply:|x-autorespond|return-path: <>|content-type: (?:multipart\/report|text\/calendar)|feedback-id:|x-failed-recipients:)/i

const isWritten = ({ group }: Example): boolean => !group.includes(':') && group !== 'npm'

function sayTable(title: string, examined: readonly Examined[]): void {
  say(`## ${title}`)
  say()
  say('| who | held or automated | in Unsure | on the board |')
  say('| --- | --- | --- | --- |')
  for (const language of ['fr', 'en']) {
    for (const label of ['customer', 'other', 'pitch'] as const) {
      const those = examined.filter(({ example }) => example.language === language && example.label === label)
      if (those.length === 0) continue
      const lanes = lanesOf(those)
      const [held, unsure, board] = [lanes.pitch + lanes.automated, lanes.unsure, lanes.customer].map((count) =>
        sayShare(shareOf(count, those.length)),
      )
      say(`| ${label}, ${language} | ${held} | ${unsure} | ${board} |`)
    }
  }
  say()
}

function sayMistakes(examined: readonly Examined[]): void {
  say('## Worst mistakes')
  say()
  const wrong = examined.filter(
    ({ example, verdict }) => example.label !== 'pitch' && (verdict.lane === 'pitch' || verdict.lane === 'automated'),
  )
  for (const { example, verdict } of wrong.sort((a, b) => b.verdict.score - a.verdict.score).slice(0, 20)) {
    const reasons = verdict.reasons
      .slice(0, 4)
      .map(({ signal, weight, reason }) => `${signal} ${weight} ${String(reason.params['quote'] ?? '')}`.trim())
    say(`- ${example.label} ${example.id} in ${verdict.lane} (${verdict.score}): ${reasons.join('; ')}`)
  }
  const missed = examined.filter(({ example, verdict }) => example.label === 'pitch' && verdict.lane === 'customer')
  for (const { example, verdict } of missed.sort((a, b) => a.verdict.score - b.verdict.score).slice(0, 10))
    say(`- pitch ${example.id} on the board (${verdict.score}): “${example.subject.slice(0, 60)}”`)
  say()
}

/** How often messages of a likelihood really are pitches. */
function sayCalibration(examined: readonly Examined[]): void {
  say('## Calibration')
  say()
  for (let from = 0; from < 1; from += 0.2) {
    const those = examined.filter(
      ({ example, verdict }) => isWritten(example) && verdict.score >= from && verdict.score < from + 0.2 + (from > 0.7 ? 0.01 : 0),
    )
    const pitches = those.filter(({ example }) => example.label === 'pitch').length
    say(
      `- likelihood ${from.toFixed(1)} to ${(from + 0.2).toFixed(1)}: ${those.length} messages, ${those.length === 0 ? '–' : ((100 * pitches) / those.length).toFixed(0)} % pitches`,
    )
  }
  say()
}

/** Share of pitches caught where a score lets through so many non-pitches: the same for any score, so that models can be compared. */
function sayCaught(name: string, scored: readonly { readonly example: Example; readonly score: number }[]): void {
  const written = scored.filter(({ example }) => isWritten(example))
  const others = written.flatMap(({ example, score }) => (example.label === 'pitch' ? [] : [score])).sort((a, b) => b - a)
  const pitches = written.flatMap(({ example, score }) => (example.label === 'pitch' ? [score] : []))
  const caught = [0.003, 0.01, 0.05, 0.1].map((share) => {
    const line = others[Math.floor(others.length * share)] ?? 0
    return `${((100 * pitches.filter((score) => score > line).length) / pitches.length).toFixed(1)} % at ${share * 100} %`
  })
  say(`- ${name}: ${caught.join(', ')}`)
}

const examples = [...writtenExamples(), ...outsideExamples()]
if (outsideExamples().length === 0) say('COMPTOIR_CORPUS is not set: written batches alone.')
if (options.includes('--final')) {
  sayTable(
    'Batches that were set aside, never looked at',
    setAsideExamples().map((example) => examine(example, shippedModel())),
  )
  sayTable(
    'The same without subjects',
    setAsideExamples().map((example) => examine(example, shippedModel(), { withSubject: false })),
  )
} else {
  const counted = examples.filter(({ label }) => label !== 'automated')
  say(`# Pitch report: ${counted.length} messages, whole batches and sources left out in turn (${folds} parts)`)
  say()
  const examined = examineUnseen(counted, { folds })
  sayTable(
    'Written batches',
    examined.filter(({ example }) => isWritten(example)),
  )
  sayTable(
    'Outside data',
    examined.filter(({ example }) => !isWritten(example)),
  )
  sayTable(
    'Written batches, without subjects',
    examineUnseen(counted, { folds, withSubject: false }).filter(({ example }) => isWritten(example)),
  )
  say('## Pitches of the written batches caught where so many others would be')
  say()
  sayCaught(
    'this model',
    examined.map(({ example, verdict }) => ({ example, score: verdict.score })),
  )
  const samples = samplesOf(counted)
  const foldOf = foldsOf(counted, folds)
  const bayes = counted.map(() => 0)
  for (let fold = 0; fold < folds; fold += 1) {
    const score = trainNaiveBayes(samples.filter(({ group }) => foldOf.get(group) !== fold))
    for (const [index, sample] of samples.entries()) if (foldOf.get(sample.group) === fold) bayes[index] = score(sample)
  }
  sayCaught(
    'naive Bayes over the same words',
    counted.map((example, index) => ({ example, score: bayes[index] ?? 0 })),
  )
  const words = examineUnseen(counted, { folds, training: { ...defaultTraining, without: 'all signals' } })
  sayCaught(
    'logistic regression over words alone',
    words.map(({ example, verdict }) => ({ example, score: verdict.score })),
  )
  say()
  sayCalibration(examined)
  sayMistakes(examined)
  const automated = [...writtenExamples(), ...outsideExamples()].filter(({ label }) => label === 'automated')
  const model = readModel(fitModel(samples))
  const told = automated.filter(({ message }) => message.headers.some(([name, value]) => telling.test(`${name}: ${value}`)))
  const seen = told.filter((example) => examine(example, model).verdict.lane === 'automated')
  say(`Automated mail recognised where headers say so: ${sayShare(shareOf(seen.length, told.length))}`)
  if (options.includes('--ablation')) {
    say()
    say('## Without one signal')
    say()
    for (const { name } of [...signals, { name: 'words' }]) {
      const without = examineUnseen(counted, { folds: 4, training: { ...defaultTraining, without: name } })
      sayCaught(
        name,
        without.map(({ example, verdict }) => ({ example, score: verdict.score })),
      )
    }
  }
}
mkdirSync(path.join(projectRoot, 'out'), { recursive: true })
writeFileSync(path.join(projectRoot, 'out', options.includes('--final') ? 'pitch-final.md' : 'pitch-report.md'), `${lines.join('\n')}\n`)

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../runtime/launch.ts'

/** A line of a table: what was measured, and the figure of each round. */
export type Line = { readonly what: string; readonly unit: string; readonly figures: readonly number[] }

/** Two lines set against each other, with what must hold where something must. */
export type Ratio = { readonly what: string; readonly value: number; readonly must?: number }

/** What a bench found. */
export type Report = {
  readonly title: string
  readonly notes: readonly string[]
  readonly lines: readonly Line[]
  readonly ratios: readonly Ratio[]
}

/** The middle of some figures; NaN of none. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2
}

/** The figure that `part` (0 to 1) of all figures do not exceed. */
export function quantile(figures: readonly number[], part: number): number {
  const sorted = figures.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

/** Whether nothing is above its limit; what could not be measured breaks none. */
export function holds({ ratios }: Report): boolean {
  return ratios.every(({ value, must }) => must === undefined || Number.isNaN(value) || value <= must)
}

/** The report as Markdown. */
export function tableOf({ title, notes, lines, ratios }: Report): string {
  const measured = lines
    .filter(({ figures }) => figures.length > 0)
    .map(
      ({ what, unit, figures }) =>
        `| ${what} | ${say(median(figures))} | ${say(Math.min(...figures))}–${say(Math.max(...figures))} | ${unit} | ${figures.length} |\n`,
    )
  const compared = ratios
    .filter(({ value }) => !Number.isNaN(value))
    .map(({ what, value, must }) => {
      const goal = must === undefined ? '' : say(must)
      const word = must === undefined ? '' : value <= must ? 'held' : '**missed**'
      return `| ${what} | ${say(value)} | ${goal} | ${word} |\n`
    })
  return `# ${title}

${notes.map((note) => `${note}\n`).join('')}
| what | median | range | unit | figures |
| --- | ---: | ---: | --- | ---: |
${measured.join('')}${compared.length === 0 ? '' : `\n| against | value | must be at most | |\n| --- | ---: | ---: | --- |\n${compared.join('')}`}`
}

/** Writes out/bench/NAME.md and prints it. */
export function publish(name: string, report: Report): void {
  const folder = path.join(projectRoot, 'out', 'bench')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${name}.md`), tableOf(report))
  process.stdout.write(tableOf(report))
}

function say(figure: number): string {
  if (Math.abs(figure) >= 100) return String(Math.round(figure))
  return figure.toFixed(Math.abs(figure) >= 10 ? 1 : Math.abs(figure) >= 0.995 ? 2 : 3)
}

import { ensureDisplay, type Display } from './display.ts'
import { findElectron, type ElectronRuntime } from './find-electron.ts'
import { ensureSystemPackages, testNeeds, windowNeeds } from './system-packages.ts'

/** Prints one line for the person at the terminal. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Everything a window needs on this machine: system packages, an Electron, a display. Says in one line each what it found. */
export async function prepareMachine(purpose: 'start' | 'test'): Promise<{ runtime: ElectronRuntime; display: Display }> {
  ensureSystemPackages(purpose === 'test' ? [...windowNeeds, ...testNeeds] : windowNeeds, say)
  const runtime = await findElectron(say)
  const display = await ensureDisplay(say)
  say(`Running on ${runtime.words}, ${display.words}, Node ${process.versions.node}.`)
  return { runtime, display }
}

/** Runs a tool's main function; a failure is one plain line and exit code 1. */
export function runTool(main: () => Promise<number>): void {
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      say(error instanceof Error ? error.message : String(error))
      process.exit(1)
    },
  )
}

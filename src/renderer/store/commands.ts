import type { Command } from '#contract/commands.ts'
import type { Failure } from '#contract/failure.ts'
import type { Result } from '#core/model/result.ts'

type Runner = (command: Command) => Promise<Result<Record<string, never>, Failure>>

let runner: Runner = () => Promise.resolve({ ok: false, failure: { code: 'bug', detail: 'the worker has not started' } })

/** Tells where commands go; once, at start. */
export function setCommandRunner(run: Runner): void {
  runner = run
}

/** Runs a command in the worker: accepted, or refused with a reason; its results arrive through live queries. */
export function runCommand(command: Command): Promise<Result<Record<string, never>, Failure>> {
  return runner(command)
}

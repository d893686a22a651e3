import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What one run of a program took: by the clock and in processor time of all its processes, ms. */
export type Timed = { readonly wallMs: number; readonly cpuMs: number; readonly output: string }

/** Whether a program is installed (on the PATH). */
export function hasProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`))
}

/**
 * Runs a program to its end; the shell's own `time` counts, since Node gives no processor time of a child.
 *
 * @throws where it ends with an exit code that is not among the `fine` ones.
 */
export function runTimed(program: string, args: readonly string[], env: Record<string, string> = {}, fine: readonly number[] = [0]): Timed {
  const start = performance.now()
  const run = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" 2>&3 3>&-', 'bash', program, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 256 * 1_048_576,
  })
  const wallMs = performance.now() - start
  if (run.status === null || !fine.includes(run.status))
    throw new Error(`${program} failed (${run.status}): ${String(run.output[3]).slice(-500)}`)
  const [user = 0, system = 0] = run.stderr.trim().split(' ').map(Number)
  return { wallMs, cpuMs: (user + system) * 1000, output: run.stdout }
}

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.ts'
import { launchOf, projectRoot } from './runtime/launch.ts'
import { prepareMachine, runTool, say } from './runtime/prepare.ts'

/** The whole proof: static checks, build, then every test on real parts. The last line counts the tests. */
runTool(async () => {
  const { runtime, display } = await prepareMachine('test')
  const run = (command: string, args: readonly string[], env: Record<string, string> = {}): boolean => {
    say(`\n▸ ${[command, ...args].join(' ')}`)
    const result = spawnSync(command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...env },
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    return result.status === 0
  }
  const chosen = process.argv.slice(2)
  const staticsHold = chosen.length > 0 || run('npm', ['run', '--silent', 'check:static'])
  say('\n▸ build')
  build()
  const report = path.join(projectRoot, 'out', 'test-report.json')
  mkdirSync(path.dirname(report), { recursive: true })
  const testsHold = run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...chosen], {
    ...launchOf(runtime, display.name).env,
    COMPTOIR_TEST_RUNTIME: JSON.stringify(runtime),
  })
  display.stop()
  if (!existsSync(report)) throw new Error('vitest wrote no report')
  const counts = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; numFailedTests: number; numPendingTests: number }
  say(`Tested on ${runtime.words}.`)
  const failed = counts.numFailedTests + (staticsHold ? 0 : 1) + (!testsHold && counts.numFailedTests === 0 ? 1 : 0)
  process.stdout.write(
    `${counts.numPassedTests} passed, ${failed} failed${counts.numPendingTests > 0 ? `, ${counts.numPendingTests} skipped` : ''}\n`,
  )
  return staticsHold && testsHold ? 0 : 1
})

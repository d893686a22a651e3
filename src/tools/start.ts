import { spawn } from 'node:child_process'
import { build } from './build.ts'
import { launchOf, projectRoot } from './runtime/launch.ts'
import { prepareMachine, runTool } from './runtime/prepare.ts'

runTool(async () => {
  const { runtime, display } = await prepareMachine('start')
  build()
  const launch = launchOf(runtime, display.name)
  const app = spawn(launch.executable, [...launch.args, ...process.argv.slice(2)], { cwd: projectRoot, env: launch.env, stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal))
  const code = await new Promise<number>((resolve) => {
    app.on('exit', (exitCode) => {
      resolve(exitCode ?? 1)
    })
  })
  display.stop()
  return code
})

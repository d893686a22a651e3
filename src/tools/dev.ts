import { spawn } from 'node:child_process'
import { launchOf, projectRoot } from './runtime/launch.ts'
import { prepareMachine, runTool } from './runtime/prepare.ts'

runTool(async () => {
  const { runtime, display } = await prepareMachine('start')
  const launch = launchOf(runtime, display.name, { ELECTRON_EXEC_PATH: runtime.executable })
  const noSandbox = launch.args.includes('--no-sandbox') ? ['--noSandbox'] : []
  const dev = spawn('npx', ['electron-vite', 'dev', '--watch', ...noSandbox], {
    cwd: projectRoot,
    env: launch.env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  return await new Promise<number>((resolve) => {
    dev.on('exit', (code) => {
      resolve(code ?? 1)
    })
  })
})

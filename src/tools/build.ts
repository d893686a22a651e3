import { execFileSync } from 'node:child_process'
import { projectRoot } from './runtime/launch.ts'

/** Builds the app into out/; throws when the build fails, its own words on the terminal. */
export function build(): void {
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: projectRoot,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
}

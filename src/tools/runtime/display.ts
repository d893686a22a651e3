import { spawn } from 'node:child_process'
import { displayNeeds, ensureSystemPackages } from './system-packages.ts'

/** A display to open windows on; `stop` ends it where it was started here. */
export type Display = { readonly name: string | undefined; readonly words: string; readonly stop: () => void }

/**
 * The display at hand, else a virtual one (Xvfb on a free number), sized for the widest screen the tests ask for.
 *
 * Asked again, it gives the same one. Throws with a plain sentence when neither can be had.
 */
export function ensureDisplay(say: (line: string) => void): Promise<Display> {
  started ??= findOrStart(say)
  return started
}

let started: Promise<Display> | null = null

async function findOrStart(say: (line: string) => void): Promise<Display> {
  const [screen, wayland] = [process.env['DISPLAY'] ?? '', process.env['WAYLAND_DISPLAY'] ?? '']
  if (process.platform !== 'linux' || screen !== '' || wayland !== '') {
    return { name: screen === '' ? undefined : screen, words: screen === '' ? 'the desktop' : `display ${screen}`, stop: () => {} }
  }
  ensureSystemPackages(displayNeeds, say)
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    const pipe = server.stdio[3]
    pipe?.on('data', (bytes: Buffer) => {
      resolve(bytes.toString('utf8').trim())
    })
    server.on('error', reject)
    server.on('exit', (code) => {
      reject(new Error(`There is no display here, and Xvfb ended with code ${code}. Start a display and set DISPLAY.`))
    })
  })
  server.unref()
  process.on('exit', () => server.kill())
  return { name: `:${number}`, words: `a virtual display (Xvfb :${number})`, stop: () => server.kill() }
}

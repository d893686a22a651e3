import { spawn } from 'node:child_process'
import path from 'node:path'
import type { ServerSettings } from '#contract/account.ts'
import type { ChildReport } from './connect-child.ts'

/** Runs `connect-child.ts` in a Node process of its own and gives what it reports. */
export async function connectInChild(
  kind: 'imap' | 'imap-status' | 'smtp' | 'careless',
  server: ServerSettings,
  environment: Readonly<Record<string, string>> = {},
): Promise<ChildReport> {
  const script = path.join(import.meta.dirname, 'connect-child.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, kind, JSON.stringify(server)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  await new Promise<void>((resolve) => child.on('close', () => resolve()))
  if (output === '') throw new Error(`the child said nothing: ${errors}`)
  return JSON.parse(output) as ChildReport
}

import { spawn } from 'node:child_process'
import path from 'node:path'
import type { Dovecot } from '../dovecot.ts'
import type { PullReport } from './pull-child.ts'

/** Nothing takes this long that ends at all. */
const deadlineMs = 120_000

/** Reads the mailbox of a Dovecot in a process of its own; null where it had to be ended because it did not end. */
export async function pullInChild(dovecot: Dovecot, count: number): Promise<PullReport | null> {
  const options = {
    account: {
      address: 'hey@shop.example',
      user: dovecot.user,
      imap: { host: '127.0.0.1', port: dovecot.tlsPort, security: 'tls', certificate: dovecot.certificateFingerprint },
      smtp: { host: '127.0.0.1', port: 9, security: 'loopback', user: 'shop' },
    },
    credentials: { password: dovecot.password, smtpPassword: 'secret' },
  }
  const script = path.join(import.meta.dirname, 'pull-child.ts')
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options), String(count)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: Buffer[] = []
  const errors: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    child.kill('SIGKILL')
  }, deadlineMs)
  await new Promise<void>((resolve) => child.on('close', () => resolve()))
  clearTimeout(deadline)
  if (isLate) return null
  const output = Buffer.concat(chunks).toString()
  if (output === '') throw new Error(`the child said nothing: ${Buffer.concat(errors).toString().slice(-2000)}`)
  return JSON.parse(output) as PullReport
}

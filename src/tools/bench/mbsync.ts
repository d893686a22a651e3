import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Whether the peer (Debian's package isync) is installed. */
export function hasMbsync(): boolean {
  return existsSync('/usr/bin/mbsync')
}

/** How long mbsync takes to fetch INBOX and Sent whole into an empty Maildir, attachments included, in ms. It syncs every file to disk. */
export function pullWithMbsync(port: number): number {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-bench-mbsync-'))
  try {
    mkdirSync(path.join(folder, 'mail'))
    const config = path.join(folder, 'mbsyncrc')
    writeFileSync(
      config,
      `IMAPAccount shop
Host 127.0.0.1
Port ${port}
User shop
Pass secret
SSLType None
AuthMechs LOGIN
DisableExtensions COMPRESS=DEFLATE

IMAPStore server
Account shop

MaildirStore here
Path ${folder}/mail/
Inbox ${folder}/mail/INBOX
SubFolders Verbatim

Channel all
Far :server:
Near :here:
Patterns INBOX Sent
Create Near
Sync Pull
SyncState *
`,
    )
    const start = performance.now()
    const run = spawnSync('mbsync', ['-q', '-c', config, 'all'], { encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`mbsync failed: ${run.stderr.slice(0, 500)}`)
    return performance.now() - start
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { hasProgram, runTimed, type Timed } from './run-timed.ts'

/** mbsync with one configuration and one local Maildir, which it keeps between runs. */
export type Mbsync = {
  /** Its copy of the mailbox. */
  readonly mail: string
  readonly run: () => Timed
  /** Forgets everything, so that the next run is a first one. */
  readonly startOver: () => void
  readonly remove: () => void
}

/** Whether mbsync (Debian's package isync) is installed. */
export function hasMbsync(): boolean {
  return hasProgram('mbsync')
}

/**
 * An mbsync of all folders of the bench's mailbox. As shipped it takes COMPRESS where it is offered; it syncs each file to
 * disk either way.
 */
export function prepareMbsync(port: number, { compress }: { compress: boolean }): Mbsync {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-bench-mbsync-'))
  const config = path.join(folder, 'mbsyncrc')
  const startOver = (): void => {
    for (const part of ['mail', 'state']) {
      rmSync(path.join(folder, part), { recursive: true, force: true })
      mkdirSync(path.join(folder, part))
    }
  }
  startOver()
  writeFileSync(
    config,
    `IMAPAccount shop
Host 127.0.0.1
Port ${port}
User shop
Pass secret
SSLType None
AuthMechs LOGIN
${compress ? '' : 'DisableExtension COMPRESS=DEFLATE\n'}
IMAPStore server
Account shop

MaildirStore here
Path ${folder}/mail/
Inbox ${folder}/mail/INBOX
SubFolders Verbatim

Channel all
Far :server:
Near :here:
Patterns INBOX Sent Archive
Create Near
Sync All
SyncState ${folder}/state/
`,
  )
  return {
    mail: path.join(folder, 'mail'),
    run: () => runTimed('mbsync', ['-q', '-c', config, 'all']),
    startOver,
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

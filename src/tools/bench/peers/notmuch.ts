import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bytesIn } from './bytes-in.ts'
import { hasProgram, runTimed, type Timed } from './run-timed.ts'

/** A full-text peer: builds an index over a Maildir, then answers queries, a process each time. */
export type SearchPeer = {
  readonly build: () => Timed & { readonly bytes: number }
  /** The newest 50 messages that match. */
  readonly find: (query: string) => Timed
  readonly remove: () => void
}

/** Whether notmuch is installed. */
export function hasNotmuch(): boolean {
  return hasProgram('notmuch')
}

/** A notmuch with an index of its own over `mail`, which it does not change. */
export function prepareNotmuch(mail: string): SearchPeer {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-bench-notmuch-'))
  const index = path.join(folder, 'index')
  mkdirSync(index)
  const config = path.join(folder, 'config')
  writeFileSync(
    config,
    `[database]
path=${index}
mail_root=${mail}
[user]
name=Anna
primary_email=hey@shop.example
[new]
tags=new
ignore=/.*[.](cache|log|index|lock)$/;dovecot-uidlist;dovecot.index;dovecot.index.log;dovecot.index.cache;dovecot.list.index;dovecot.list.index.log;dovecot-uidvalidity;subscriptions;maildirfolder
[maildir]
synchronize_flags=false
`,
  )
  const env = { NOTMUCH_CONFIG: config }
  return {
    build: () => ({ ...runTimed('notmuch', ['new', '--quiet'], env), bytes: bytesIn(index) }),
    find: (query) => runTimed('notmuch', ['search', '--output=messages', '--limit=50', query], env),
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

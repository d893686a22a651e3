import {
  chownSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { makeMailbox, type MadeMailbox, type Owner } from './make-mailbox.ts'

/** When the bench's mailboxes end, and its clocks start: a Monday morning, so that every run sees the same targets. */
export const mailboxEndsAt = Date.UTC(2026, 2, 2, 9)

/** Raise it when the same count and seed give other bytes. */
const version = 4

/**
 * Lays the mailbox of `count` messages into `maildir`. It is made once and kept in the temporary folder for further runs
 * of the same size; each run gets links to its files, and keeps its own names, flags and indexes.
 */
export function layMailbox(maildir: string, { count, owner }: { count: number; owner: Owner }): MadeMailbox {
  const kept = path.join(os.tmpdir(), 'comptoir-bench-mail', `${count}-v${version}-u${owner.uid}`)
  const note = path.join(kept, 'made.json')
  if (!existsSync(note)) {
    rmSync(kept, { recursive: true, force: true })
    mkdirSync(path.join(kept, 'Maildir'), { recursive: true })
    const made = makeMailbox(path.join(kept, 'Maildir'), { count, endAt: mailboxEndsAt, owner })
    writeFileSync(`${note}.part`, JSON.stringify(made))
    renameSync(`${note}.part`, note)
  }
  link(path.join(kept, 'Maildir'), maildir, owner)
  return JSON.parse(readFileSync(note, 'utf8')) as MadeMailbox
}

/** A tree of the same files; copies only where the file system has no links or lies elsewhere. */
function link(from: string, to: string, owner: Owner): void {
  mkdirSync(to, { recursive: true })
  chownSync(to, owner.uid, owner.gid)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) link(source, target, owner)
    else {
      try {
        linkSync(source, target)
      } catch {
        copyFileSync(source, target)
        chownSync(target, owner.uid, owner.gid)
      }
    }
  }
}

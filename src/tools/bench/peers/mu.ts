import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { bytesIn } from './bytes-in.ts'
import type { SearchPeer } from './notmuch.ts'
import { hasProgram, runTimed } from './run-timed.ts'

/** Whether mu (Debian's package maildir-utils) is installed. */
export function hasMu(): boolean {
  return hasProgram('mu')
}

/** A mu with an index of its own over `mail`, which it does not change. */
export function prepareMu(mail: string): SearchPeer {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'comptoir-bench-mu-'))
  const home = ['--muhome', path.join(folder, 'home')]
  return {
    build: () => {
      runTimed('mu', ['init', ...home, '--maildir', mail])
      return { ...runTimed('mu', ['index', ...home, '--quiet']), bytes: bytesIn(folder) }
    },
    // 4: nothing matches.
    find: (query) => runTimed('mu', ['find', ...home, '-n', '50', '--sortfield=date', '--reverse', query], {}, [0, 4]),
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

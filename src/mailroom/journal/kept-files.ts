import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import path from 'node:path'

/**
 * The files of drafts and replies beside the journal, each named by the SHA-256 of what is in it: written once however
 * often a record names it, and on disk before the record is.
 */
export class KeptFiles {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Writes a file unless it is there already; on disk when this resolves. */
  async keep(name: string, bytes: Uint8Array): Promise<void> {
    const file = path.join(this.#folder, name)
    if (existsSync(file) && this.read(name) !== null) return
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const handle = await open(`${file}.part`, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(`${file}.part`, file)
    await syncFolder(this.#folder)
  }

  /** What a file holds; null where it is missing or holds something else than it did. */
  read(name: string): Uint8Array | null {
    try {
      const bytes = readFileSync(path.join(this.#folder, name))
      return fileNameOf(bytes) === name ? new Uint8Array(bytes) : null
    } catch {
      return null
    }
  }

  /** Removes every file that is not among these; one that cannot be removed stays. */
  keepOnly(names: ReadonlySet<string>): void {
    try {
      for (const name of readdirSync(this.#folder)) if (!names.has(name)) rmSync(path.join(this.#folder, name), { force: true })
    } catch {
      // No folder yet: nothing to remove.
    }
  }
}

/** Under which name bytes are kept. */
export function fileNameOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A new name is on disk once its folder is; Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

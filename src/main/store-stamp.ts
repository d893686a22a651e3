import { readFileSync } from 'node:fs'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { storeStampSchema, type StoreStamp } from '#contract/store-stamp.ts'

/** Why a profile must not be opened by this app: a newer app wrote its tables, or a newer Chromium its files. */
export type StampProblem = 'newer-schema' | 'newer-chromium'

function fileOf(profileFolder: string): string {
  return path.join(profileFolder, 'store-version.json')
}

/** The stamp that the profile carries; null where there is none, or none that can be read. */
export function readStamp(profileFolder: string): StoreStamp | null {
  try {
    return storeStampSchema.parse(JSON.parse(readFileSync(fileOf(profileFolder), 'utf8')))
  } catch {
    return null
  }
}

/** Compares the profile's stamp with what we are; null where the profile can be opened. */
export function stampProblem(kept: StoreStamp | null, ours: StoreStamp): StampProblem | null {
  if (kept === null) return null
  if (kept.schema > ours.schema) return 'newer-schema'
  return majorOf(kept.chromium) > majorOf(ours.chromium) ? 'newer-chromium' : null
}

/** Notes in the profile what opens it now; a disk that is full keeps the old stamp. */
export function writeStamp(profileFolder: string, ours: StoreStamp): void {
  try {
    writeFileAtomic.sync(fileOf(profileFolder), `${JSON.stringify(ours, null, 2)}\n`, { mode: 0o600 })
  } catch {
    // Without it the next start knows less; that is no reason not to start.
  }
}

function majorOf(version: string): number {
  return Number(/^\d+/.exec(version)?.[0] ?? 0)
}

import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** All bytes of the files in a folder and below it; 0 where it is missing. */
export function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name)
    bytes += entry.isDirectory() ? bytesIn(place) : statSync(place).size
  }
  return bytes
}

/** All bytes of the files in folders of that name, anywhere below `folder`. */
export function bytesUnder(folder: string, name: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .reduce((bytes, entry) => {
      const place = path.join(folder, entry.name)
      return bytes + (entry.name === name ? bytesIn(place) : bytesUnder(place, name))
    }, 0)
}

import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { open, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

/**
 * Writes a stranger's file to the path a helper chose, whole or not at all.
 *
 * The bytes go to a new file of our own beside it (exclusive: nothing that lies there is opened), which then takes the
 * name. So a link of that name is replaced, never followed, and what it leads to stays as it was. The file gets the
 * system's mark for "came from outside" before it has its name, where the system knows one.
 *
 * @throws the file system's error; nothing of ours is left behind then.
 */
export async function writeNewFile(target: string, bytes: Uint8Array, platform: NodeJS.Platform = process.platform): Promise<void> {
  const own = path.join(path.dirname(target), `.comptoir-${randomUUID()}.part`)
  const file = await open(own, 'wx')
  try {
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await markAsFromOutside(own, platform)
    await rename(own, target)
  } catch (error) {
    await rm(own, { force: true })
    throw error
  }
}

/** Windows: the zone of the internet; macOS: the quarantine attribute. Best effort: a disk may know neither. */
async function markAsFromOutside(file: string, platform: NodeJS.Platform): Promise<void> {
  try {
    if (platform === 'win32') await writeFile(`${file}:Zone.Identifier`, '[ZoneTransfer]\r\nZoneId=3\r\n')
    if (platform === 'darwin') {
      const now = Math.floor(Date.now() / 1000).toString(16)
      await promisify(execFile)('/usr/bin/xattr', ['-w', 'com.apple.quarantine', `0081;${now};Comptoir;`, file])
    }
  } catch {
    // A file without the mark is what saving gave before.
  }
}

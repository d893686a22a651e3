import { statfs } from 'node:fs/promises'

/** Below this Chromium cannot open its store, nor write what comes in. */
const leastBytes = 2 * 1024 * 1024

/** Whether the disk that holds `folder` has room to write; where the system does not say, it has. */
export async function hasRoom(folder: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize >= leastBytes
  } catch {
    return true
  }
}

import { app } from 'electron'
import path from 'node:path'

/** A file of the app itself, by its path from the app's root. */
export function appFile(...parts: string[]): string {
  return path.join(app.getAppPath(), ...parts)
}

import { app } from 'electron'
import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/** Where everything of one person's app lives: `folder` for our files, readable by its owner alone. */
export type Profile = { readonly folder: string }

/** Settles the profile folder before Electron reads it: COMPTOIR_PROFILE, else the system's place for app data. */
export function chooseProfile(): Profile {
  const given = process.env['COMPTOIR_PROFILE']
  const folder = given === undefined || given === '' ? path.join(app.getPath('appData'), 'Comptoir') : path.resolve(given)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
  app.setPath('userData', folder)
  app.setPath('sessionData', path.join(folder, 'browser'))
  return { folder }
}

/** How far the app's clock is from the computer's: COMPTOIR_NOW (ISO instant), for tests, unpackaged only. */
export function clockOffsetMs(): number {
  const given = process.env['COMPTOIR_NOW']
  if (given === undefined || given === '' || app.isPackaged) return 0
  const wanted = Date.parse(given)
  if (Number.isNaN(wanted)) throw new Error(`COMPTOIR_NOW is not an ISO instant: ${given}`)
  return wanted - Date.now()
}

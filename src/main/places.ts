import { app } from 'electron'
import path from 'node:path'

/** A file of the app itself, by its path from the app's root. */
export function appFile(...parts: string[]): string {
  return path.join(app.getAppPath(), ...parts)
}

/** Where the page comes from while developing; a packaged build never listens to this. */
export function developmentServer(): string | undefined {
  return app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']
}

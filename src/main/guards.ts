import type { WebContents } from 'electron'
import { appOrigin } from './app-protocol.ts'
import { openOutside } from './external-links.ts'
import { developmentServer } from './places.ts'

/** Pins a window to the page it was opened with: no navigation, no further windows, no webviews; links open outside. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    void openOutside(url)
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
}

/** Whether an IPC message comes from the page we loaded, in its top frame. */
export function isOurPage(frame: { url: string; parent: unknown } | null): boolean {
  if (frame === null || frame.parent !== null) return false
  const developing = developmentServer()
  return frame.url.startsWith(`${appOrigin}/`) || (developing !== undefined && frame.url.startsWith(developing))
}

import { BrowserWindow, screen, session, type Rectangle } from 'electron'
import { readFileSync } from 'node:fs'
import writeFileAtomic from 'write-file-atomic'
import { windowStateSchema } from '#contract/window-state.ts'
import { appFile, developmentServer } from './places.ts'
import { appOrigin, closeSession, serveApp } from './app-protocol.ts'

/**
 * Opens the one window on the shop. `partition` keeps the demo's database in memory, apart from the real one.
 * Size and place are remembered in `stateFile`.
 */
export function openWindow(options: {
  partition: string | null
  stateFile: string
  onHide: () => void
  mayClose: () => boolean
}): BrowserWindow {
  const bounds = readState(options.stateFile)
  const windowSession = options.partition === null ? session.defaultSession : session.fromPartition(options.partition)
  if (!windowSession.protocol.isProtocolHandled('app')) {
    serveApp(windowSession, appFile('out', 'renderer'))
    closeSession(windowSession)
  }
  const window = new BrowserWindow({
    ...(bounds === null ? { width: 1280, height: 800 } : { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
    minWidth: 720,
    minHeight: 520,
    show: false,
    title: 'Comptoir',
    icon: appFile('resources', 'icon.png'),
    backgroundColor: '#00000000',
    webPreferences: {
      preload: appFile('out', 'preload', 'index.cjs'),
      session: windowSession,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  })
  if (bounds?.maximized === true) window.maximize()
  window.once('ready-to-show', () => {
    window.show()
  })
  const remember = (): void => {
    if (window.isDestroyed() || window.isMinimized()) return
    writeFileAtomic.sync(options.stateFile, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }))
  }
  window.on('close', (event) => {
    remember()
    if (options.mayClose()) return
    event.preventDefault()
    window.hide()
    options.onHide()
  })
  comeBack(window)
  const developing = developmentServer()
  void window.loadURL(developing ?? `${appOrigin}/index.html`)
  return window
}

/** Between two reloads of a page that ends by itself again and again. */
const reloadPauseMs = 3_000

/** Loads the page anew when its process was killed or crashed: what was typed is in the journal, the rest in the store. */
function comeBack(window: BrowserWindow): void {
  let lastAt = -Infinity
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const pauseMs = Math.max(0, lastAt + reloadPauseMs - Date.now())
    lastAt = Date.now() + pauseMs
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload()
    }, pauseMs)
  })
}

function readState(file: string): (Rectangle & { maximized: boolean }) | null {
  try {
    const state = windowStateSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    // A screen may have gone since: only a place that still shows most of the window counts.
    const area = screen.getDisplayMatching(state).workArea
    const visible =
      state.x >= area.x - 50 && state.y >= area.y - 50 && state.x + 100 < area.x + area.width && state.y + 100 < area.y + area.height
    return visible ? state : null
  } catch {
    return null
  }
}

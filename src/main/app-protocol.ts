import { net, protocol, type Session } from 'electron'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { developmentServer } from './places.ts'

/** The origin that every window of ours is loaded from. */
export const appOrigin = 'app://comptoir'

/**
 * The page's rules: own scripts only, no network at all. Images may be data or blob: consented mail images arrive as
 * bytes. Frames are the message frame's srcdoc, which carries its own, stricter policy.
 */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The rules of the one worker that runs SQLite: it may compile WebAssembly too. No page may. */
const searchWorkerPolicy = pagePolicy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")

/** The rules that a file of ours is served with: a worker's are those of its own script. */
export function contentSecurityPolicy(pathname: string): string {
  return /^\/assets\/search-[\w-]+\.js$/.test(pathname) ? searchWorkerPolicy : pagePolicy
}

/** Makes app:// a standard, secure scheme; must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** Serves the built renderer under app://comptoir/ in `session`, and nothing else. */
export function serveApp(session: Session, rendererFolder: string): void {
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url)
    const file = path.normalize(path.join(rendererFolder, decodeURIComponent(url.pathname === '/' ? '/index.html' : url.pathname)))
    if (url.host !== 'comptoir' || !file.startsWith(rendererFolder + path.sep)) return new Response('not here', { status: 404 })
    try {
      const response = await net.fetch(pathToFileURL(file).href)
      const headers = new Headers(response.headers)
      headers.set('content-security-policy', contentSecurityPolicy(url.pathname))
      headers.set('x-content-type-options', 'nosniff')
      headers.set('referrer-policy', 'no-referrer')
      return new Response(response.body, { status: response.status, headers })
    } catch {
      return new Response('not here', { status: 404 })
    }
  })
}

/** Denies every request and permission that the app does not need, in `session`. */
export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  const developing = developmentServer()
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed =
      /^(app|devtools|blob|data):/.test(details.url) || (developing !== undefined && /^(https?|ws):\/\/localhost:/.test(details.url))
    answer({ cancel: !allowed })
  })
}

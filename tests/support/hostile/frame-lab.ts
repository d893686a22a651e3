import type { CDPSession } from 'playwright-core'
import { newProfile, removeProfile, startApp, type App } from '../app.ts'
import { buildHarness } from './build-harness.ts'
import type { FrameHarness, Layers } from './frame-harness.ts'

/** What the html in frames managed to do. */
export type Doings = {
  /** Scripts that Chromium compiled in a frame, whatever they then did. */
  scripts: number
  /** Calls of the canary `top.ran`. */
  ran: number
  dialogs: number
  /** Calls that reached main over the app's IPC. */
  ipcCalls: number
  /** Where the window or a new window went. */
  navigations: string[]
}

/** The running app with the frame harness in its window, and counters around it. */
export type FrameLab = {
  readonly app: App
  /** Shows html parts, so many frames at a time, with some layers off. */
  readonly show: (parts: readonly string[], layers?: Layers) => Promise<void>
  /** What happened since the last time this was asked. */
  readonly doings: () => Promise<Doings>
  /** Takes the page's own policy off, for frames made from now on. */
  readonly bypassPagePolicy: (isOff: boolean) => Promise<void>
  readonly stop: () => Promise<void>
}

export const allLayers: Layers = { sanitiser: true, policy: true, sandbox: true }
const framesAtOnce = 150

declare global {
  // eslint-disable-next-line no-var -- what the harness and the canary put on the page
  var frameHarness: FrameHarness
}

/** Starts the app on its welcome screen, where it makes no call of its own, and puts the harness in its window. */
export async function startFrameLab(): Promise<FrameLab> {
  const profile = newProfile()
  const app = await startApp({ profile })
  const { page, electron } = app
  const cdp = await page.context().newCDPSession(page)
  const counted: Doings = { scripts: 0, ran: 0, dialogs: 0, ipcCalls: 0, navigations: [] }
  page.on('dialog', (dialog) => {
    counted.dialogs += 1
    void dialog.dismiss().catch(() => {})
  })
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) counted.navigations.push(frame.url())
  })
  app.electron.on('window', (window) => counted.navigations.push(window.url()))
  await countScripts(cdp, () => {
    counted.scripts += 1
  })
  await page.evaluate(() => {
    const hits: string[] = []
    Object.assign(globalThis, { ran: (what: unknown) => hits.push(String(what)), ranHits: hits })
  })
  await page.evaluate(await buildHarness())
  await electron.evaluate(({ ipcMain }) => {
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => unknown> })._invokeHandlers
    const handler = handlers.get('desktop')
    if (handler === undefined) throw new Error('main has no desktop handler')
    Object.assign(globalThis, { ipcCalls: 0 })
    handlers.set('desktop', (...args) => {
      ;(globalThis as unknown as { ipcCalls: number }).ipcCalls += 1
      return handler(...args)
    })
  })
  return {
    app,
    async show(parts, layers = allLayers) {
      for (let start = 0; start < parts.length; start += framesAtOnce) {
        await page.evaluate(async ([some, which]) => globalThis.frameHarness.show(some, which), [
          parts.slice(start, start + framesAtOnce),
          layers,
        ] as const)
      }
    },
    async doings() {
      const ran = await page.evaluate(() => (globalThis as unknown as { ranHits: string[] }).ranHits.splice(0).length)
      const ipcCalls = await electron.evaluate(() => {
        const counter = globalThis as unknown as { ipcCalls: number }
        const calls = counter.ipcCalls
        counter.ipcCalls = 0
        return calls
      })
      const done = { ...counted, ran, ipcCalls }
      Object.assign(counted, { scripts: 0, dialogs: 0, navigations: [] })
      return done
    },
    bypassPagePolicy: async (isOff) => {
      await cdp.send('Page.setBypassCSP', { enabled: isOff })
    },
    async stop() {
      await app.close()
      removeProfile(profile)
    },
  }
}

/** Counts every script compiled in a frame below the top one, in the world that its own markup runs in. */
async function countScripts(cdp: CDPSession, count: () => void): Promise<void> {
  const { frameTree } = await cdp.send('Page.getFrameTree')
  cdp.on('Debugger.scriptParsed', ({ executionContextAuxData, length }) => {
    const place = executionContextAuxData as { frameId?: string; isDefault?: boolean } | undefined
    // Playwright's own question to each frame, `void 0`, is not the mail's.
    if (length === 'void 0'.length) return
    if (place?.isDefault === true && place.frameId !== frameTree.frame.id) count()
  })
  await cdp.send('Debugger.enable')
  await cdp.send('Debugger.setSkipAllPauses', { skip: true })
}

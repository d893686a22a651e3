import type { App } from './app.ts'

/**
 * What the window's page gives for an expression, asked through the main process.
 *
 * Playwright's page is lost for good when its process is killed; this way goes on with the page that comes back.
 * Undefined while there is no page to answer.
 */
export async function inWindow(app: App, expression: string): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const answer = app.electron
    .evaluate(
      ({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code, true) as Promise<unknown>,
      expression,
    )
    .catch(() => undefined)
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, 2_000, undefined)
  })
  try {
    return await Promise.race([answer, silence])
  } finally {
    clearTimeout(timer)
  }
}

/** The window's local store, as it is on disk right now. */
export type LocalStore = {
  readonly messageIds: readonly string[]
  readonly places: readonly { readonly folder: string; readonly uid: number }[]
  readonly drafts: readonly { readonly text: string }[]
  readonly outbox: readonly { readonly state: string }[]
}

const readStore = `new Promise((resolve) => {
  const opening = indexedDB.open('comptoir')
  opening.onerror = () => resolve(null)
  opening.onsuccess = () => {
    const database = opening.result
    const names = ['messageRows', 'drafts', 'outbox']
    const reading = database.transaction(names, 'readonly')
    const answers = names.map((name) => reading.objectStore(name).getAll())
    reading.oncomplete = () => {
      database.close()
      const [messages, drafts, outbox] = answers.map((answer) => answer.result)
      resolve({
        messageIds: messages.map((row) => row.messageId),
        places: messages.flatMap((row) => row.places.map(({ folder, uid }) => ({ folder, uid }))),
        drafts: drafts.map(({ text }) => ({ text })),
        outbox: outbox.map(({ state }) => ({ state })),
      })
    }
  }
})`

/** Reads the local store through the window; undefined while there is no page to answer. */
export async function localStore(app: App): Promise<LocalStore | undefined> {
  return ((await inWindow(app, readStore)) ?? undefined) as LocalStore | undefined
}

/** What the sync light says; undefined while there is none. */
export async function syncState(app: App): Promise<string | undefined> {
  const state = await inWindow(app, `document.querySelector('[data-sync]')?.dataset.sync`)
  return typeof state === 'string' ? state : undefined
}

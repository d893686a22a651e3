import { app } from 'electron'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { storeSchema, type StoreStamp } from '#contract/store-stamp.ts'
import { registerAppScheme } from './app-protocol.ts'
import { guardContents } from './guards.ts'
import { Counter } from './counter.ts'
import { chooseProfile } from './profile.ts'
import { developmentServer } from './places.ts'
import { refuseStore } from './refuse-store.ts'
import { dropOldStores } from './renew-store.ts'
import { dropStaleLock } from './stale-lock.ts'
import { readStamp, stampProblem, writeStamp } from './store-stamp.ts'

app.setName('Comptoir')
const profile = chooseProfile()
const ours: StoreStamp = { schema: storeSchema, app: app.getVersion(), chromium: process.versions.chrome }
const kept = readStamp(profile.folder)
const problem = stampProblem(kept, ours)
// Not even Chromium may open what a newer one wrote: this start works on nothing that lasts.
if (problem !== null) app.setPath('sessionData', mkdtempSync(path.join(tmpdir(), 'comptoir-refused-')))
dropStaleLock(profile.folder)
registerAppScheme()
// Only an unpackaged start as root (tests, containers) may go without: Chromium refuses its sandbox there.
if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
// Windows load from app:// alone; sockets belong to the mailroom. No name is ever looked up by Chromium.
if (developmentServer() === undefined) app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
app.on('web-contents-created', (_event, contents) => {
  guardContents(contents)
})

if (app.requestSingleInstanceLock()) {
  const counter = new Counter(profile)
  app.on('second-instance', () => {
    counter.show()
  })
  app.on('activate', () => {
    counter.show()
  })
  // Closing the window hides it; the worker in it lives on. Quitting is explicit.
  app.on('window-all-closed', () => {})
  app.on('before-quit', (event) => {
    if (!counter.mayQuit()) event.preventDefault()
  })
  void app.whenReady().then(async () => {
    if (problem !== null) {
      refuseStore(problem, kept ?? ours)
      return
    }
    writeStamp(profile.folder, ours)
    await counter.open()
    dropOldStores(app.getPath('sessionData'))
  })
} else {
  app.quit()
}

import { app } from 'electron'
import { registerAppScheme } from './app-protocol.ts'
import { guardContents } from './guards.ts'
import { Counter } from './counter.ts'
import { chooseProfile } from './profile.ts'
import { developmentServer } from './places.ts'

app.setName('Comptoir')
const profile = chooseProfile()
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
  void app.whenReady().then(() => counter.open())
} else {
  app.quit()
}

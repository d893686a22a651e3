import { contextBridge, ipcRenderer } from 'electron'
import { bridgeCallNames, bridgeEventNames } from '#contract/bridge.ts'

// Named functions only: the page never sees a channel name, nor ipcRenderer itself.
const calls: Record<string, (input: unknown) => Promise<unknown>> = {}
for (const name of bridgeCallNames) calls[name] = (input) => ipcRenderer.invoke('desktop', name, input)

contextBridge.exposeInMainWorld('desktop', {
  ...calls,
  onEvent: (listener: (name: string, value: unknown) => void) => {
    ipcRenderer.on('desktop-event', (_event, name: unknown, value: unknown) => {
      if (typeof name === 'string' && bridgeEventNames.some((known) => known === name)) listener(name, value)
    })
  },
})

// A port cannot cross the bridge: it goes to the page as a window message of its own origin.
ipcRenderer.on('mail-port', (event) => {
  window.postMessage('mail-port', window.location.origin, [...event.ports])
})

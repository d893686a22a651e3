import type { Channel } from './rpc.ts'

/** The part of a MessagePort that is used; windows, workers and tests have their own types of it. */
type Port = {
  readonly postMessage: (message: unknown) => void
  readonly addEventListener: (name: 'message', listener: (event: { readonly data: unknown }) => void) => void
  readonly start: () => void
}

/** A MessagePort as a channel for calls. */
export function portChannel(port: Port): Channel {
  return {
    post: (message) => {
      port.postMessage(message)
    },
    listen: (listener) => {
      port.addEventListener('message', (event) => {
        listener(event.data)
      })
      port.start()
    },
  }
}

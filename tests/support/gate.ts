import { once } from 'node:events'
import net, { type AddressInfo, type Socket } from 'node:net'

/** A way to a server that can be shut in the middle of what the server says. */
export type Gate = {
  readonly port: number
  /** Lets this many more bytes of the server through, then holds back the rest. */
  readonly shutAfter: (bytes: number) => void
  /** Whether the server has said more than what was let through. */
  readonly isHolding: () => boolean
  readonly open: () => void
  readonly stop: () => Promise<void>
}

/** Starts one before a loopback port, open; what a client says always passes. */
export async function startGate(target: number): Promise<Gate> {
  let left = Infinity
  let holding = false
  const sockets = new Set<Socket>()
  const held = new Map<Socket, { client: Socket; bytes: Buffer }>()
  const server = net.createServer((client) => {
    const upstream = net.connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        held.delete(upstream)
        client.destroy()
        upstream.destroy()
      })
    }
    client.pipe(upstream)
    upstream.on('data', (bytes: Buffer) => {
      const passing = bytes.subarray(0, left)
      left -= passing.length
      if (passing.length > 0) client.write(passing)
      if (passing.length === bytes.length) return
      holding = true
      upstream.pause()
      held.set(upstream, { client, bytes: bytes.subarray(passing.length) })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    shutAfter: (bytes) => {
      left = bytes
      holding = false
    },
    isHolding: () => holding,
    open: () => {
      left = Infinity
      holding = false
      for (const [upstream, { client, bytes }] of held) {
        client.write(bytes)
        upstream.resume()
      }
      held.clear()
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A loopback listener that notes every connection and every address asked for, and answers with something harmless. */
export type RequestLog = {
  readonly port: number
  readonly paths: string[]
  /** Connections, also those that ask for nothing (preconnect). */
  readonly connections: () => number
  readonly clear: () => void
  readonly stop: () => void
}

/** Starts one on a free port. */
export async function startRequestLog(): Promise<RequestLog> {
  const paths: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((request, response) => {
    if (request.url === '/blank') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>control</title>')
      return
    }
    paths.push(request.url ?? '')
    response.writeHead(200, { 'content-type': 'text/plain', 'access-control-allow-origin': '*' }).end()
  })
  server.on('connection', (socket) => {
    connections += 1
    sockets.add(socket)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    paths,
    connections: () => connections,
    clear: () => {
      paths.length = 0
      connections = 0
    },
    stop: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

import net from 'node:net'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { startDelayProxy, type DelayProxy } from '#tools/bench/delay-proxy.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A server that greets, asks for literals, and answers each line that ends a command of the tests with "ok" and its first word. */
async function lineServer(): Promise<number> {
  const server = net.createServer((socket) => {
    socket.write('* hello\r\n')
    socket.on('data', (bytes) => {
      for (const line of bytes.toString().split('\r\n').slice(0, -1)) {
        const [word = ''] = line.split(' ')
        if (line.endsWith('}')) socket.write('+ go on\r\n')
        else if (!word.startsWith('X')) socket.write(`ok ${word}\r\n`)
      }
    })
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ends.push(() => {
    server.close()
  })
  return (server.address() as net.AddressInfo).port
}

async function connectTo(proxy: DelayProxy): Promise<{ socket: net.Socket; heard: (text: string) => Promise<void> }> {
  const socket = net.connect(proxy.port, '127.0.0.1')
  ends.push(() => {
    socket.destroy()
  })
  let said = ''
  socket.on('data', (bytes) => {
    said += bytes.toString()
    socket.emit('said')
  })
  const heard = async (text: string): Promise<void> => {
    while (!said.includes(text)) await once(socket, 'said')
    said = said.slice(said.indexOf(text) + text.length)
  }
  await heard('hello')
  return { socket, heard }
}

async function proxyOf(options: { roundTripMs?: number } = {}): Promise<DelayProxy> {
  const proxy = await startDelayProxy({ target: await lineServer(), ...options })
  ends.push(proxy.stop)
  return proxy
}

test('counts commands and round trips, and takes the words of a literal for no command', async () => {
  const proxy = await proxyOf()
  const { socket, heard } = await connectTo(proxy)
  socket.write('A1 SELECT INBOX\r\n')
  await heard('ok')
  socket.write('A2 APPEND Sent {23}\r\n')
  await heard('go on')
  socket.write('X9 LOGOUT\r\nX1 NOOP\r\nBye\r\n')
  await heard('ok Bye')
  socket.write('A3 UID FETCH 1:5 (FLAGS)\r\nA4 NOOP\r\n')
  await heard('ok A4')
  const { commands, lines, roundTripsAt, connections } = proxy.counts()
  expect(lines.map(({ words }) => words)).toEqual(['SELECT INBOX', 'APPEND Sent {23}', 'UID FETCH 1:5 (FLAGS)', 'NOOP'])
  expect({ commands, connections, roundTrips: roundTripsAt.length }).toEqual({ commands: 4, connections: 1, roundTrips: 4 })
})

test('a line that comes in pieces is one command, and a password is not kept', async () => {
  const proxy = await proxyOf()
  const { socket, heard } = await connectTo(proxy)
  socket.write('A1 LOG')
  while (proxy.counts().bytesUp < 6) await new Promise(setImmediate)
  socket.write('IN shop secret\r\n')
  await heard('ok')
  expect(proxy.counts().lines).toEqual([{ at: expect.any(Number), connection: 1, words: 'LOGIN' }])
})

test('a long line delays every answer by its round trip, and keeps the order', async () => {
  const roundTripMs = 60
  const proxy = await proxyOf({ roundTripMs })
  const start = performance.now()
  const { socket, heard } = await connectTo(proxy)
  for (const tag of ['A1', 'A2', 'A3']) {
    socket.write(`${tag} NOOP\r\n`)
    await heard('ok')
  }
  // Only the lower bound is a promise: one round trip to the greeting, then one for each command.
  expect(performance.now() - start).toBeGreaterThanOrEqual(4 * roundTripMs - 2)
  expect(proxy.counts().roundTripsAt).toHaveLength(3)
})

test('starts its counts over, and cuts what is open but takes new connections', async () => {
  const proxy = await proxyOf()
  const { socket } = await connectTo(proxy)
  proxy.startOver()
  const closed = once(socket, 'close')
  proxy.cut()
  await closed
  await connectTo(proxy)
  expect(proxy.counts()).toMatchObject({ connections: 1, commands: 0, firstConnectionAt: expect.any(Number) })
})

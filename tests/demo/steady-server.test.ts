import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { internalDate } from '#demo/mailbox.ts'
import { steadyServer } from '#demo/steady-server.ts'

test('a connection that closes while it idles is told DONE, so that no timer outlives it', () => {
  const connectionHandlers: ((connection: object) => void)[] = []
  steadyServer(() => '', 1)({ connectionHandlers, outputHandlers: [], setMaxListeners: () => undefined })
  const lines: string[] = []
  const socket = new EventEmitter()
  for (const handler of connectionHandlers) handler({ socket, inputHandler: (line: string) => lines.push(line) })
  socket.emit('close')
  expect(lines).toEqual(['DONE'])
})

test.each([
  ['2026-03-01T08:09:10.999Z', '01-Mar-2026 08:09:10 +0000'],
  ['2026-12-31T23:59:59.000Z', '31-Dec-2026 23:59:59 +0000'],
])('the internal date of %s is %s', (iso, text) => {
  expect(internalDate(Date.parse(iso))).toBe(text)
})

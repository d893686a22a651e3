import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandCalls } from '#contract/commands.ts'
import { mailCalls } from '#contract/mailroom.ts'
import { answerCall, connectClient, serveCalls, type CallMap, type Channel, type Handlers } from '#contract/rpc.ts'
import { failureSchema } from '#contract/failure.ts'

const calls = {
  double: { input: z.strictObject({ number: z.number() }), output: z.strictObject({ number: z.number() }) },
  fail: { input: z.strictObject({}), output: z.strictObject({}) },
} as const
const events = { told: z.strictObject({ text: z.string() }) } as const

const handlers: Handlers<typeof calls> = {
  double: async ({ number }) => ({ ok: true, value: { number: number * 2 } }),
  fail: async () => ({ ok: false, failure: { code: 'throttled', detail: 'later', retryAfterMs: 5 } }),
}

/** Two ends; what one posts the other hears at once. `inject` speaks as the other side. */
function pair(): {
  client: Channel
  server: Channel
  toClient: (message: unknown) => void
  toServer: (message: unknown) => void
  heard: unknown[]
} {
  const clientListeners: ((message: unknown) => void)[] = []
  const serverListeners: ((message: unknown) => void)[] = []
  const heard: unknown[] = []
  const toClient = (message: unknown): void => {
    heard.push(message)
    for (const listener of clientListeners) listener(message)
  }
  const toServer = (message: unknown): void => {
    for (const listener of serverListeners) listener(message)
  }
  return {
    client: { post: toServer, listen: (listener) => clientListeners.push(listener) },
    server: { post: toClient, listen: (listener) => serverListeners.push(listener) },
    toClient,
    toServer,
    heard,
  }
}

/** Lets everything run that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

const junk: readonly unknown[] = [
  undefined,
  null,
  0,
  '',
  'call',
  [],
  {},
  { kind: 'call' },
  { kind: 'call', id: '1', name: 'double', input: {} },
  { kind: 'call', id: 1.5, name: 'double', input: {} },
  { kind: 'call', id: 1, name: 'double', input: {}, more: 1 },
  { kind: 'event' },
  { kind: 'event', name: '__proto__', value: {} },
  { kind: 'event', name: 'told', value: { text: 1 } },
  { kind: 'answer', id: 99, value: {} },
  { kind: 'other', id: 1 },
  Object.create(null),
  new Map(),
]

test('a call is answered with its value, a failure as a failure', async () => {
  const ends = pair()
  serveCalls(ends.server, calls, handlers)
  const client = connectClient(ends.client, calls, events, () => {})
  expect(await Promise.all([client.double({ number: 1 }), client.double({ number: 2 })])).toEqual([
    { ok: true, value: { number: 2 } },
    { ok: true, value: { number: 4 } },
  ])
  expect(await client.fail({})).toEqual({ ok: false, failure: { code: 'throttled', detail: 'later', retryAfterMs: 5 } })
})

test('malformed messages are dropped on both sides, and calls go on', async () => {
  const ends = pair()
  serveCalls(ends.server, calls, handlers)
  const told: unknown[] = []
  const client = connectClient(ends.client, calls, events, (name, value) => told.push([name, value]))
  for (const message of junk) {
    ends.toServer(message)
    ends.toClient(message)
  }
  await settle()
  expect(told).toEqual([])
  expect(await client.double({ number: 4 })).toEqual({ ok: true, value: { number: 8 } })
})

test('events arrive parsed; unknown ones do not', () => {
  const ends = pair()
  const send = serveCalls<typeof calls, typeof events>(ends.server, calls, handlers)
  const told: unknown[] = []
  connectClient(ends.client, calls, events, (name, value) => told.push([name, value]))
  send('told', { text: 'hello' })
  ends.toClient({ kind: 'event', name: 'untold', value: {} })
  ends.toClient({ kind: 'event', name: 'constructor', value: {} })
  expect(told).toEqual([['told', { text: 'hello' }]])
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'valueOf', '', 'Double', 'double '])(
  'a call named %j is refused',
  async (name) => {
    expect(await answerCall(calls, handlers, name, { number: 1 })).toMatchObject({ ok: false, failure: { code: 'invalid-arguments' } })
  },
)

test.each([{}, { number: '1' }, { number: 1, more: 1 }, null, undefined, [], 'x', { number: Number.NaN }])(
  'arguments %j are refused and reach no handler',
  async (input) => {
    let reached = false
    const spying = {
      ...handlers,
      double: async () => {
        reached = true
        return { ok: true as const, value: { number: 0 } }
      },
    }
    expect(await answerCall(calls, spying, 'double', input)).toMatchObject({ ok: false, failure: { code: 'invalid-arguments' } })
    expect(reached).toBe(false)
  },
)

test.each([new Error('broken'), 'a string', undefined, Object.assign(new Error('x'.repeat(9_000)))])(
  'a handler that throws is a bug on the other side, not silence',
  async (thrown) => {
    const ends = pair()
    serveCalls(ends.server, calls, {
      ...handlers,
      double: async () => {
        throw thrown
      },
    })
    const client = connectClient(ends.client, calls, events, () => {})
    expect(await client.double({ number: 1 })).toMatchObject({ ok: false, failure: { code: 'bug' } })
  },
)

test('a failure that does not fit its schema still ends the call', async () => {
  const ends = pair()
  serveCalls(ends.server, calls, {
    ...handlers,
    double: async () => ({ ok: false, failure: { code: 'protocol', detail: 'x'.repeat(5_000) } }),
  })
  const client = connectClient(ends.client, calls, events, () => {})
  expect(await client.double({ number: 1 })).toMatchObject({ ok: false, failure: { code: 'protocol' } })
})

test('a value that does not fit its schema is a failure', async () => {
  const ends = pair()
  serveCalls(ends.server, calls, { ...handlers, double: async () => ({ ok: true, value: { number: 'two' as unknown as number } }) })
  const client = connectClient(ends.client, calls, events, () => {})
  expect(await client.double({ number: 1 })).toMatchObject({ ok: false, failure: { code: 'protocol' } })
})

test('what cannot cross the border is a failure of the call, not an exception', async () => {
  const refuses: Channel = {
    post: () => {
      throw new Error('could not be cloned')
    },
    listen: () => {},
  }
  const client = connectClient(refuses, calls, events, () => {})
  expect(await client.double({ number: 1 })).toMatchObject({ ok: false, failure: { code: 'invalid-arguments' } })
})

test('once the other side has gone every call ends, those that wait and those that come', async () => {
  let goneNow: () => void = () => {}
  const silent: Channel = {
    post: () => {},
    listen: () => {},
    onClosed: (listener) => {
      goneNow = listener
    },
  }
  const client = connectClient(silent, calls, events, () => {})
  const waiting = client.double({ number: 1 })
  goneNow()
  expect(await waiting).toMatchObject({ ok: false, failure: { code: 'connection-lost' } })
  expect(await client.double({ number: 1 })).toMatchObject({ ok: false, failure: { code: 'connection-lost' } })
})

const evilKeys = fc.constantFrom('__proto__', 'constructor', 'toString', 'uid', 'uids', 'path', 'mail', 'record', 'kind', 'draft', 'input')
const anything = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.dictionary(
      fc.oneof(evilKeys, fc.string({ maxLength: 8 })),
      fc.anything({ maxDepth: 2, withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withNullPrototype: true }),
      { maxKeys: 6 },
    ),
  },
  { weight: 1, arbitrary: fc.anything({ maxDepth: 2, withBigInt: true, withDate: true, withNullPrototype: true }) },
)

const cyclic: Record<string, unknown> = { kind: 'send', path: 'INBOX' }
cyclic['self'] = cyclic
const throwing = {
  get kind(): never {
    throw new Error('getter')
  },
}

/** Handlers that give themselves away when arguments reach them that their schema does not take. */
async function refusesAll(border: CallMap, name: string, inputs: readonly unknown[]): Promise<void> {
  const schema = border[name]?.input
  const reached: unknown[] = []
  const handler = async (input: unknown) => {
    reached.push(input)
    return { ok: false as const, failure: { code: 'bug' as const, detail: 'reached' } }
  }
  for (const input of inputs) {
    const before = reached.length
    const answer = await answerCall(border, { [name]: handler }, name, input)
    expect(answer.ok).toBe(false)
    if (!answer.ok) expect(failureSchema.safeParse(answer.failure).success).toBe(true)
    if (reached.length > before) expect(schema?.safeParse(input).success).toBe(true)
  }
}

const borders = Object.entries({ ...mailCalls, ...commandCalls }).map(([name]) => [name] as const)

test.each(borders)(
  '%s answers 10,000 generated arguments with a typed failure, never with a throw',
  async (name) => {
    const inputs = fc.sample(anything, { numRuns: 10_000, seed: 20_260_302 })
    await refusesAll({ ...mailCalls, ...commandCalls }, name, [...inputs, ...junk, cyclic, throwing])
  },
  60_000,
)

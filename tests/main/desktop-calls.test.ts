import fc from 'fast-check'
import { expect, test } from 'vitest'
import { desktopCalls, type DesktopCalls } from '#contract/desktop.ts'
import { answerCall, type Handlers } from '#contract/rpc.ts'

const names = Object.keys(desktopCalls) as (keyof DesktopCalls)[]
const runs = 10_000
const large = 'x'.repeat(200_000)

/** Handlers that do nothing but note what reached them. */
function recorder(): { handlers: Handlers<DesktopCalls>; reached: unknown[] } {
  const reached: unknown[] = []
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      async (input: unknown) => {
        reached.push(input)
        return { ok: true, value: {} }
      },
    ]),
  ) as unknown as Handlers<DesktopCalls>
  return { handlers, reached }
}

function cycle(): object {
  const round: Record<string, unknown> = { address: 'a@b.example' }
  round['self'] = round
  return round
}

const fieldNames = [
  'address',
  'account',
  'credentials',
  'password',
  'url',
  'name',
  'bytes',
  'language',
  'appearance',
  'count',
  'imap',
  'smtp',
]
const leaf = fc.oneof(
  fc.constantFrom(undefined, null, Number.NaN, -0, Infinity, '', large, 'en', 'light', 'a@b.example', 'https://a.example', '__proto__'),
  fc.constantFrom(new Uint8Array(3), new Map(), new Date(0), Symbol('x'), () => 1, 10n, /x/, [], {}),
  fc.integer(),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
const odd = fc.oneof(
  leaf,
  fc.anything({ withNullPrototype: true, withMap: true, withTypedArray: true, withBigInt: true, maxDepth: 3 }),
  fc.dictionary(
    fc.constantFrom(...fieldNames, '__proto__', 'constructor', 'prototype', 'toString', 'then'),
    fc.oneof(leaf, fc.dictionary(fc.constantFrom(...fieldNames), leaf)),
    {
      maxKeys: 5,
    },
  ),
  fc.constant(0).map(cycle),
  fc.constant('{"__proto__":{"isAdmin":true},"url":"https://a.example"}').map((text) => JSON.parse(text) as unknown),
)

test.each(names)('I03: 10,000 generated arguments of %s end in a typed failure or in what its schema allows', async (name) => {
  const { handlers, reached } = recorder()
  let refused = 0
  await fc.assert(
    fc.asyncProperty(odd, async (input) => {
      reached.length = 0
      const answer = await answerCall(desktopCalls, handlers, name, input)
      if (answer.ok) {
        expect(desktopCalls[name].input.safeParse(reached[0]).success).toBe(true)
      } else {
        expect(answer.failure.code).toBe('invalid-arguments')
        expect(answer.failure.detail.length).toBeLessThanOrEqual(2000)
        expect(reached).toHaveLength(0)
        refused += 1
      }
    }),
    { numRuns: runs, seed: 42 },
  )
  expect(refused).toBeGreaterThan(runs / 2)
  expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'onEvent', '', 'Boot', 'boot ', 'desktop'])(
  'there is no call %j',
  async (name) => {
    const { handlers, reached } = recorder()
    expect(await answerCall(desktopCalls, handlers, name, {})).toMatchObject({ ok: false, failure: { code: 'invalid-arguments' } })
    expect(reached).toHaveLength(0)
  },
)

test('50 MB in one argument is refused where text is expected, and a handler that throws is a failure', async () => {
  const { handlers } = recorder()
  const huge = 'x'.repeat(50_000_000)
  for (const input of [{ url: huge }, { address: huge }, { name: huge, bytes: new Uint8Array(1) }, huge]) {
    expect((await answerCall(desktopCalls, handlers, 'openLink', input)).ok).toBe(false)
    expect((await answerCall(desktopCalls, handlers, 'discover', input)).ok).toBe(false)
    expect((await answerCall(desktopCalls, handlers, 'saveFile', input)).ok).toBe(false)
  }
  const failing = { ...handlers, openLink: () => Promise.reject(new Error('broken')) } as unknown as Handlers<DesktopCalls>
  expect(await answerCall(desktopCalls, failing, 'openLink', { url: 'https://a.example' })).toMatchObject({
    ok: false,
    failure: { code: 'bug' },
  })
})

test('the control: good arguments reach their handler as they are', async () => {
  const { handlers, reached } = recorder()
  expect(await answerCall(desktopCalls, handlers, 'openLink', { url: 'https://a.example' })).toEqual({ ok: true, value: {} })
  expect(reached).toEqual([{ url: 'https://a.example' }])
})

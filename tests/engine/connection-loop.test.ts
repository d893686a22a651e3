import { expect, test } from 'vitest'
import type { Failure } from '#contract/failure.ts'
import { ConnectionLoop } from '#engine/connection-loop.ts'
import { engineTimings } from '#engine/timings.ts'

const failure = (code: Failure['code'], more: Partial<Failure> = {}): Failure => ({ code, detail: '', ...more })

/** A loop whose world is scripted: each open and each pass answers what stands next in its list, then null. */
function scripted(script: { opens?: (Failure | null)[]; passes?: (Failure | 'again' | null)[]; dice?: number } = {}) {
  const opens = [...(script.opens ?? [])]
  const passes = [...(script.passes ?? [])]
  const log: string[] = []
  const timers: { delayMs: number; work: () => void }[] = []
  const clock = { now: 0 }
  const world = { log, timers, clock, onPass: async (): Promise<void> => {}, loop: undefined as unknown as ConnectionLoop }
  world.loop = new ConnectionLoop({
    open: async () => {
      log.push('open')
      return opens.shift() ?? null
    },
    pass: async () => {
      log.push('pass')
      await world.onPass()
      return passes.shift() ?? null
    },
    close: async () => {
      log.push('close')
    },
    report: async (state, because) => {
      log.push(because === null ? state : `${state} ${because.code}`)
    },
    after: (delayMs, work) => {
      const timer = { delayMs, work }
      timers.push(timer)
      return () => {
        timers.splice(timers.indexOf(timer), 1)
      }
    },
    dice: () => script.dice ?? 0.5,
    now: () => clock.now,
    timings: engineTimings,
  })
  return world
}

/** Lets everything run that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

/** Lets the time of the one waiting timer come; how long it was put off. */
async function elapse(timers: { delayMs: number; work: () => void }[]): Promise<number> {
  const [timer, ...more] = timers.splice(0)
  expect(more).toEqual([])
  timer?.work()
  await settle()
  return timer?.delayMs ?? -1
}

const count = (log: readonly string[], what: string): number => log.filter((entry) => entry === what).length

test('it opens, does its round, says so, and comes back within 60 s', async () => {
  const { loop, log, timers } = scripted()
  loop.start()
  await settle()
  expect(log).toEqual(['syncing', 'open', 'pass', 'idle'])
  expect(timers[0]?.delayMs).toBeLessThanOrEqual(60_000)
  await elapse(timers)
  expect(log.slice(4)).toEqual(['syncing', 'pass', 'idle'])
  await loop.stop()
})

test('waiting doubles with each failure up to 15 minutes, and begins anew after a good round', async () => {
  const opens = Array.from({ length: 12 }, () => failure('connection-lost'))
  const { loop, timers } = scripted({ opens, passes: [null, failure('unavailable')] })
  loop.start()
  await settle()
  const delays: number[] = []
  for (let round = 0; round < 12; round += 1) delays.push(await elapse(timers))
  expect(delays.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(delays.slice(-2)).toEqual([900_000, 900_000])
  await elapse(timers)
  expect(await elapse(timers)).toBe(1_000)
  await loop.stop()
})

test.each([
  [0, 750],
  [1, 1_250],
])('dice of %s spread the first wait to %s ms', async (dice, expected) => {
  const { loop, timers } = scripted({ opens: [failure('connection-lost')], dice })
  loop.start()
  await settle()
  expect(await elapse(timers)).toBe(expected)
  await loop.stop()
})

test('a server that names its time is waited for as long', async () => {
  const { loop, timers, log } = scripted({ opens: [failure('throttled', { retryAfterMs: 77_000 })] })
  loop.start()
  await settle()
  expect(log).toContain('error throttled')
  expect(await elapse(timers)).toBe(77_000)
  await loop.stop()
})

test.each(['connection-lost', 'unknown-host', 'port-blocked'] as const)('%s is offline, not an error', async (code) => {
  const { loop, log } = scripted({ opens: [failure(code)] })
  loop.start()
  await settle()
  expect(log.at(-1)).toBe(`offline ${code}`)
  await loop.stop()
})

test.each(['wrong-password', 'app-password-needed', 'password-missing', 'certificate-changed', 'starttls-refused'] as const)(
  'after %s it waits for a person: no time, no news and no command makes it try again',
  async (code) => {
    const { loop, log, timers } = scripted({ opens: [failure(code), failure(code), failure(code)] })
    loop.start()
    await settle()
    expect(log.at(-1)).toBe(`error ${code}`)
    expect(timers).toEqual([])
    for (let times = 0; times < 5; times += 1) {
      loop.wake()
      loop.connectionLost()
      await settle()
    }
    expect(count(log, 'open')).toBe(1)
    loop.tryNow()
    await settle()
    expect(count(log, 'open')).toBe(2)
    await loop.stop()
  },
)

test('a wake during the first try does not make it repeat a wrong password', async () => {
  const world = scripted({ passes: [failure('wrong-password')] })
  let rounds = 0
  world.onPass = async () => {
    if (rounds < 30) world.loop.wake()
    rounds += 1
  }
  world.loop.start()
  await settle()
  expect(count(world.log, 'open')).toBe(1)
  await world.loop.stop()
})

test('a wake during a round makes another one follow at once', async () => {
  const world = scripted()
  let rounds = 0
  world.onPass = async () => {
    rounds += 1
    if (rounds === 1) world.loop.wake()
  }
  world.loop.start()
  await settle()
  expect(count(world.log, 'pass')).toBe(2)
  expect(world.timers).toHaveLength(1)
  await world.loop.stop()
})

test('a wake ends the wait, and leaves no timer behind', async () => {
  const { loop, log, timers } = scripted()
  loop.start()
  await settle()
  loop.wake()
  await settle()
  expect(count(log, 'pass')).toBe(2)
  expect(timers).toHaveLength(1)
  await loop.stop()
  expect(timers).toHaveLength(0)
})

test('a wake ends a back-off too: a command of a helper is tried at once', async () => {
  const { loop, log } = scripted({ opens: [failure('connection-lost')] })
  loop.start()
  await settle()
  loop.wake()
  await settle()
  expect(log.at(-1)).toBe('idle')
  await loop.stop()
})

test('a connection that is lost while waiting is closed and opened anew after a pause', async () => {
  const { loop, log, timers } = scripted()
  loop.start()
  await settle()
  loop.connectionLost()
  await settle()
  expect(log.slice(4)).toEqual(['close', 'offline connection-lost'])
  await elapse(timers)
  expect(log.slice(-4)).toEqual(['syncing', 'open', 'pass', 'idle'])
  await loop.stop()
})

test('a server that takes us in and drops us each time is not hammered', async () => {
  const world = scripted({ passes: Array.from({ length: 20 }, () => failure('connection-lost')) })
  let rounds = 0
  world.onPass = async () => {
    // A limit, so that a loop without rest fails instead of never ending.
    if (rounds < 30) world.loop.connectionLost()
    rounds += 1
  }
  world.loop.start()
  await settle()
  world.loop.connectionLost()
  await settle()
  expect(count(world.log, 'open')).toBe(1)
  expect(await elapse(world.timers)).toBe(1_000)
  expect(await elapse(world.timers)).toBe(2_000)
  await world.loop.stop()
})

test('it stops from every state, closes, and can be started again', async () => {
  for (const opens of [[], [failure('connection-lost')], [failure('wrong-password')]]) {
    const { loop, log, timers } = scripted({ opens })
    loop.start()
    await settle()
    await loop.stop()
    expect(log.at(-1)).toBe('close')
    expect(timers).toEqual([])
    const before = log.length
    await settle()
    expect(log).toHaveLength(before)
    loop.start()
    await settle()
    expect(log.at(-1)).toBe('idle')
    await loop.stop()
  }
})

test('it stops in the middle of a round once that has ended, without another', async () => {
  const world = scripted()
  let endRound: () => void = () => {}
  world.onPass = () =>
    new Promise((resolve) => {
      endRound = resolve
    })
  world.loop.start()
  await settle()
  const stopped = world.loop.stop()
  endRound()
  await stopped
  expect(count(world.log, 'pass')).toBe(1)
  expect(world.log.at(-1)).toBe('close')
})

test('a round that throws is shown as a failure, and the next one comes by itself', async () => {
  const world = scripted()
  world.onPass = async () => {
    world.onPass = async () => {}
    throw new Error('the disk is full')
  }
  world.loop.start()
  await settle()
  expect(world.log).toContain('error bug')
  await elapse(world.timers)
  expect(world.log.slice(-3)).toEqual(['open', 'pass', 'idle'])
  await world.loop.stop()
})

test('a round that was cut short goes on at once, without resting in between', async () => {
  const { loop, log, timers } = scripted({ passes: ['again', 'again', null] })
  loop.start()
  await settle()
  expect(log).toEqual(['syncing', 'open', 'pass', 'pass', 'pass', 'idle'])
  expect(timers).toHaveLength(1)
  await loop.stop()
})

test('a round that is cut short for ever stops all the same', async () => {
  const world = scripted({ passes: Array.from({ length: 40 }, () => 'again' as const) })
  let rounds = 0
  const stops: Promise<void>[] = []
  world.onPass = async () => {
    rounds += 1
    if (rounds === 3) stops.push(world.loop.stop())
  }
  world.loop.start()
  await settle()
  await Promise.all(stops)
  expect(rounds).toBe(3)
})

test('a timer that comes far too late means that the computer slept: the connection is opened anew', async () => {
  const { loop, log, timers, clock } = scripted()
  loop.start()
  await settle()
  clock.now += (timers[0]?.delayMs ?? 0) + engineTimings.sleptMs + 1
  await elapse(timers)
  expect(log.slice(4)).toEqual(['close', 'offline connection-lost'])
  await elapse(timers)
  expect(log.slice(-3)).toEqual(['open', 'pass', 'idle'])
  await loop.stop()
})

test('a timer that comes a little late means nothing', async () => {
  const { loop, log, timers, clock } = scripted()
  loop.start()
  await settle()
  clock.now += (timers[0]?.delayMs ?? 0) + engineTimings.sleptMs
  await elapse(timers)
  expect(log.slice(4)).toEqual(['syncing', 'pass', 'idle'])
  await loop.stop()
})

test('on another network the old connection is given up and a new one opened at once', async () => {
  const { loop, log } = scripted()
  loop.start()
  await settle()
  loop.reconnect()
  await settle()
  expect(count(log, 'close')).toBeGreaterThan(0)
  expect(log.slice(-4)).toEqual(['syncing', 'open', 'pass', 'idle'])
  await loop.stop()
})

test('another network ends a back-off at once, and begins its waits anew', async () => {
  const { loop, log, timers } = scripted({ opens: Array.from({ length: 6 }, () => failure('connection-lost')) })
  loop.start()
  await settle()
  for (let round = 0; round < 4; round += 1) await elapse(timers)
  loop.reconnect()
  await settle()
  expect(count(log, 'open')).toBe(6)
  expect(await elapse(timers)).toBe(1_000)
  await loop.stop()
})

test('another network does not repeat what only a person can mend', async () => {
  const { loop, log } = scripted({ opens: [failure('wrong-password')] })
  loop.start()
  await settle()
  loop.reconnect()
  await settle()
  expect(count(log, 'open')).toBe(1)
  await loop.stop()
})

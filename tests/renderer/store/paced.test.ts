import { expect, test } from 'vitest'
import { paced } from '#renderer/store/paced.ts'

/** A clock that stands still until it is told otherwise, and a read that counts. */
function world(readMs = 0) {
  const timers: { at: number; work: () => void }[] = []
  const state = { now: 0, reads: 0 }
  const { ask, whenQuiet } = paced(
    async () => {
      state.reads += 1
      state.now += readMs
    },
    { now: () => state.now, after: (delayMs, work) => timers.push({ at: state.now + delayMs, work }) },
  )
  const pass = async (ms: number): Promise<void> => {
    state.now += ms
    for (const timer of timers.filter(({ at }) => at <= state.now)) {
      timers.splice(timers.indexOf(timer), 1)
      timer.work()
    }
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  }
  return { state, ask, whenQuiet, pass }
}

test('the first change is read at once', () => {
  const { state, ask } = world()
  ask()
  expect(state.reads).toBe(1)
})

test('a hundred changes in one rest are one more read, at its end: the last one is never missed', async () => {
  const { state, ask, pass } = world()
  ask()
  await pass(0)
  for (let change = 0; change < 100; change += 1) ask()
  await pass(15)
  expect(state.reads).toBe(1)
  await pass(1)
  expect(state.reads).toBe(2)
  await pass(10_000)
  expect(state.reads).toBe(2)
})

test('after a rest in which nothing changed the next change is read at once again', async () => {
  const { state, ask, pass } = world()
  ask()
  await pass(0)
  await pass(16)
  ask()
  expect(state.reads).toBe(2)
})

test.each([
  [30, 180],
  [200, 250],
])('a read that took %d ms rests %d ms: six times as long, and a quarter of a second at most', async (tookMs, restMs) => {
  const { state, ask, pass } = world(tookMs)
  ask()
  await pass(0)
  ask()
  await pass(restMs - 1)
  expect(state.reads).toBe(1)
  await pass(1)
  expect(state.reads).toBe(2)
})

test('a read that fails is tried again with the next change', async () => {
  let tries = 0
  const timers: (() => void)[] = []
  const { ask } = paced(
    async () => {
      tries += 1
      throw new Error('the store was closed')
    },
    { now: () => 0, after: (_delayMs, work) => timers.push(work) },
  )
  ask()
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
  timers.shift()?.()
  ask()
  expect(tries).toBe(2)
})

test('quiet is when everything asked for has been read, and at once where nothing is', async () => {
  const { state, ask, whenQuiet, pass } = world()
  await whenQuiet()
  ask()
  await pass(0)
  ask()
  let isQuiet = false
  void whenQuiet().then(() => {
    isQuiet = true
  })
  await pass(15)
  expect(isQuiet).toBe(false)
  await pass(1)
  expect(state.reads).toBe(2)
  expect(isQuiet).toBe(true)
})

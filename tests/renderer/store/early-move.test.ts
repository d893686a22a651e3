import { beforeEach, expect, test, vi } from 'vitest'
import { goTo, move, useCounter } from '#renderer/store/store.ts'

const listed = [
  { id: '1', key: 'a' },
  { id: '2', key: 'b' },
]

beforeEach(() => {
  useCounter.setState({ listed: [], selectedId: null, selectedKey: null })
  goTo('today')
})

test('a move before the list is drawn selects its first line once it is', () => {
  move(1)
  expect(useCounter.getState().selectedId).toBeNull()
  useCounter.setState({ listed })
  expect(useCounter.getState().selectedId).toBe('1')
})

test('it counts once, not on another screen, and not much later', () => {
  move(1)
  goTo('unsure')
  useCounter.setState({ listed })
  expect(useCounter.getState().selectedId).toBeNull()
  useCounter.setState({ listed: [] })
  move(1)
  vi.useFakeTimers({ now: Date.now() + 3_000 })
  useCounter.setState({ listed })
  vi.useRealTimers()
  expect(useCounter.getState().selectedId).toBeNull()
})

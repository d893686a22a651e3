import { beforeEach, expect, test } from 'vitest'
import { move, select, useCounter } from '#renderer/store/store.ts'

/** A list as a search makes it: conversation "a" stands in it twice. */
const listed = [
  { id: 'a', key: 'a2' },
  { id: 'b', key: 'b1' },
  { id: 'a', key: 'a1' },
  { id: 'c', key: 'c1' },
]

beforeEach(() => {
  useCounter.setState({ listed, selectedId: null, selectedKey: null })
})

function selected(): string | null {
  return useCounter.getState().selectedKey
}

test('moving goes through every line, also where a conversation stands twice', () => {
  const way: (string | null)[] = []
  for (let step = 0; step < 5; step += 1) {
    move(1)
    way.push(selected())
  }
  expect(way).toEqual(['a2', 'b1', 'a1', 'c1', 'c1'])
  move(-1)
  move(-1)
  expect(selected()).toBe('b1')
})

test('a conversation that is selected again keeps the message it was opened at', () => {
  select('a', false, 'a1')
  select('a', true)
  expect(selected()).toBe('a1')
})

test('a conversation that is selected without a message takes that of its line', () => {
  select('c')
  expect(selected()).toBe('c1')
  select('elsewhere')
  expect(selected()).toBe(null)
})

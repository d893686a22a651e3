import { useSyncExternalStore } from 'react'
import { liveQuery } from '#data/read/live-query.ts'

/**
 * One live query shared by every part of the screen that asks for it; undefined until the store has been read.
 *
 * Started by the first that listens, and kept: these are the feeds that are on screen all day.
 */
export function createFeed<Value>(query: () => Promise<Value>): () => Value | undefined {
  const listeners = new Set<() => void>()
  let value: Value | undefined
  let isStarted = false
  const start = (): void => {
    isStarted = true
    liveQuery(query).subscribe((next) => {
      value = next
      for (const listener of listeners) listener()
    })
  }
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    if (!isStarted) start()
    return () => {
      listeners.delete(listener)
    }
  }
  return () => useSyncExternalStore(subscribe, () => value)
}

/** The last result of a pure function of two arguments, given again while both are the same objects. */
export function rememberLast<First, Second, Value>(work: (first: First, second: Second) => Value): (first: First, second: Second) => Value {
  let last: { first: First; second: Second; value: Value } | null = null
  return (first, second) => {
    if (last === null || last.first !== first || last.second !== second) last = { first, second, value: work(first, second) }
    return last.value
  }
}

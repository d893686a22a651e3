import { useSyncExternalStore } from 'react'
import { liveQuery } from '#data/read/live-query.ts'
import { shop } from '#data/read/shop.ts'
import { watchTables, type TableName } from '#data/read/watch-tables.ts'
import { paced } from './paced.ts'

/** Where a feed's value comes from: hands each one on, from now on for ever. */
type Source<Value> = (give: (value: Value) => void) => void

/** A hook that gives a feed's value; `start` begins to read before any part of the screen asks, until the first value. */
export type Feed<Value> = (() => Value | undefined) & { readonly start: () => Promise<void> }

/**
 * One live query shared by every part of the screen that asks for it; undefined until the store has been read.
 *
 * Started by the first that listens, and kept: these are the feeds that are on screen all day.
 */
export function createFeed<Value>(query: () => Promise<Value>): Feed<Value> {
  return feedFrom((give) => {
    liveQuery(query).subscribe(give)
  })
}

/**
 * A feed over whole tables, read again a few times a second at most, however often they change; `keep` may give back parts of
 * the value before where nothing changed, so that what shows them is not drawn again.
 */
export function createPacedFeed<Value>(
  tables: readonly TableName[],
  query: () => Promise<Value>,
  keep: (next: Value, before: Value | undefined) => Value = keepEqual,
): Feed<Value> & { readonly whenQuiet: () => Promise<void> } {
  let before: Value | undefined
  let isStarted = false
  let give: (value: Value) => void = () => {}
  const read = paced(async () => {
    before = keep(await query(), before)
    give(before)
  })
  const use = feedFrom<Value>((listener) => {
    give = listener
    isStarted = true
    watchTables(shop, tables, read.ask)
    read.ask()
  })
  return Object.assign(use, { whenQuiet: () => (isStarted ? read.whenQuiet() : Promise.resolve()) })
}

function feedFrom<Value>(source: Source<Value>): Feed<Value> {
  const listeners = new Set<() => void>()
  let value: Value | undefined
  let first: Promise<void> | null = null
  const start = (): Promise<void> => {
    first ??= new Promise((resolve) => {
      source((next) => {
        resolve()
        if (next === value) return
        value = next
        for (const each of listeners) each()
      })
    })
    return first
  }
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    void start()
    return () => {
      listeners.delete(listener)
    }
  }
  return Object.assign(() => useSyncExternalStore(subscribe, () => value), { start })
}

/** The value before where the next one says the same; for small values. */
export function keepEqual<Value>(next: Value, before: Value | undefined): Value {
  return before !== undefined && JSON.stringify(next) === JSON.stringify(before) ? before : next
}

/** The last result of a pure function of two arguments, given again while both are the same objects. */
export function rememberLast<First, Second, Value>(work: (first: First, second: Second) => Value): (first: First, second: Second) => Value {
  let last: { first: First; second: Second; value: Value } | null = null
  return (first, second) => {
    if (last === null || last.first !== first || last.second !== second) last = { first, second, value: work(first, second) }
    return last.value
  }
}

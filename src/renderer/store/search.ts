import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Failure } from '#contract/failure.ts'
import type { Client } from '#contract/rpc.ts'
import type { FindCalls } from '#contract/search.ts'
import type { Result } from '#core/model/result.ts'
import { parseQuery } from '#core/search/parse-query.ts'
import type { ParsedQuery, SearchTerm } from '#core/search/parsed-query.ts'
import { readBodies } from '#data/read/bodies.ts'
import { searchMessages, type FoundMessage, type FoundMessages } from '#data/read/search-messages.ts'
import { searchProgress } from '#data/read/search-progress.ts'
import { shop } from '#data/read/shop.ts'
import { createFeed, rememberLast } from './feed.ts'
import { useCounter } from './store.ts'

type IsLate = (conversation: FoundMessage['conversation']) => boolean

/** What was found for a query; where nothing could be asked, why. */
export type SearchAnswer = {
  readonly query: string
  readonly parsed: ParsedQuery
  readonly found: readonly FoundMessage[]
  readonly isEnd: boolean
  readonly failure: Failure | null
}

let finder: Client<FindCalls> | null = null

/** Tells where searches go; once, at start. */
export function setFinder(client: Client<FindCalls>): void {
  finder = client
}

async function search(parsed: ParsedQuery, limit: number, isLate: IsLate): Promise<Result<FoundMessages, Failure>> {
  const client = finder
  if (client === null) return { ok: false, failure: { code: 'unavailable', detail: 'the search worker has not started' } }
  try {
    return await searchMessages<Failure>(shop, (ask) => client.find(ask), parsed, { limit, isLate })
  } catch (error) {
    // A store that cannot be read: the screen says so instead of showing the answer before for ever.
    return { ok: false, failure: { code: 'bug', detail: String(error).slice(0, 2000) } }
  }
}

/** How much of the mail can be searched; undefined until the store has been read. */
export const useSearchProgress = createFeed(() => searchProgress(shop))

/** How the screen asked last, for a search from outside of it. */
let lastWay: { readonly timeZone: string; readonly isLate: IsLate } = { timeZone: 'UTC', isLate: () => false }

/**
 * What is found for a query, as fast as it is typed: the answer for the query before stays until the new one is there, and
 * one that was overtaken is dropped. Asked again when the index has grown; `isLate` is taken anew where the query asks for it.
 */
export function useFound(query: string, limit: number, timeZone: string, isLate: IsLate): SearchAnswer | undefined {
  const [answer, setAnswer] = useState<SearchAnswer>()
  const parsed = useMemo(() => parseQuery(query, timeZone), [query, timeZone])
  const progress = useSearchProgress()
  const newest = useRef<{ parsed: ParsedQuery; limit: number }>({ parsed, limit })
  const asked = useRef(0)
  const shown = useRef(0)
  const late = parsed.isLate ? isLate : null
  useEffect(() => {
    lastWay = { timeZone, isLate }
  }, [timeZone, isLate])
  useEffect(() => {
    newest.current = { parsed, limit }
    asked.current += 1
    const order = asked.current
    void search(parsed, limit, late ?? (() => false)).then((result) => {
      // An answer for this query counts even where a later one is under way: else a growing index would never let one through.
      if (newest.current.parsed !== parsed || newest.current.limit !== limit || order < shown.current) return
      shown.current = order
      const { found, isEnd } = result.ok ? result.value : { found: [], isEnd: true }
      setAnswer({ query, parsed, found, isEnd, failure: result.ok ? null : result.failure })
    })
  }, [query, parsed, limit, late, progress])
  return answer
}

/** The newest message found for a query. */
export async function firstFound(query: string): Promise<FoundMessage | null> {
  const result = await search(parseQuery(query, lastWay.timeZone), 1, lastWay.isLate)
  return result.ok ? (result.value.found[0] ?? null) : null
}

const noTerms: readonly SearchTerm[] = []
const termsOf = rememberLast((query: string, _nothing: null) => parseQuery(query, 'UTC').terms)

/** The words that are looked for while the search screen is in front; none on any other. */
export function useSearchedTerms(): readonly SearchTerm[] {
  return useCounter((state) => (state.screen === 'search' ? termsOf(state.query, null) : noTerms))
}

/** The key of the message that was opened from the search screen; null on any other. */
export function useSoughtKey(): string | null {
  return useCounter((state) => (state.screen === 'search' ? state.selectedKey : null))
}

type TextSpot = Pick<FoundMessage['row'], 'id' | 'block' | 'slot'>

/** Texts kept for snippets, and how much of each. */
const mostTexts = 300
const mostCharacters = 200_000

const texts = new Map<number, string>()
const wanted = new Map<number, TextSpot>()
const textListeners = new Set<() => void>()

/** A message's text, for the rows that are on screen; undefined until it has been read. Rows drawn together are read together. */
export function useTextOf(row: TextSpot): string | undefined {
  useEffect(() => {
    if (texts.has(row.id) || wanted.has(row.id)) return
    if (wanted.size === 0) queueMicrotask(() => void readWanted())
    wanted.set(row.id, row)
  }, [row])
  return useSyncExternalStore(listenToTexts, () => texts.get(row.id))
}

function listenToTexts(listener: () => void): () => void {
  textListeners.add(listener)
  return () => {
    textListeners.delete(listener)
  }
}

async function readWanted(): Promise<void> {
  const rows = [...wanted.values()]
  wanted.clear()
  const bodies = await readBodies(shop, rows)
  for (const [index, row] of rows.entries()) texts.set(row.id, (bodies[index]?.text ?? '').slice(0, mostCharacters))
  for (const id of [...texts.keys()].slice(0, Math.max(0, texts.size - mostTexts))) texts.delete(id)
  for (const listener of textListeners) listener()
}

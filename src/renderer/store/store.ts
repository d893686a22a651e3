import { create } from 'zustand'
import type { Boot } from '#contract/desktop.ts'
import type { Failure } from '#contract/failure.ts'

/** The screens a helper can be on. */
export type Screen = 'today' | 'unsure' | 'waiting' | 'done' | 'pitches' | 'automated' | 'outbox' | 'search' | 'settings'

/** Something that was just done and can still be taken back. */
export type UndoStep = { readonly label: string; readonly perform: () => void; readonly until: number }

/** What a restart may forget: where the helper is and what is open. Everything else lives in the local store. */
type CounterState = {
  readonly boot: Boot | null
  readonly screen: Screen
  readonly selectedId: string | null
  /** Key of a message in the selected conversation: finds it again when it was joined with another. */
  readonly selectedKey: string | null
  readonly isReading: boolean
  readonly query: string
  readonly isComposing: boolean
  readonly undo: UndoStep | null
  readonly overlay: 'keys' | 'sync' | null
  /** Rows of the list on screen, top to bottom, for moving by key. */
  readonly listed: readonly { readonly id: string; readonly key: string }[]
  readonly needsPassword: boolean
  /** Why the local store cannot be opened; null while it can. */
  readonly storeProblem: string | null
  /** What the local store cannot take; null while it takes everything. */
  readonly outsideFailure: Failure | null
  /** The disk has no room; until it has. */
  readonly isDiskFull: boolean
  /** Template to put in when the composer opens. */
  readonly wantedTemplate: string | null
}

export const useCounter = create<CounterState>()(() => ({
  boot: null,
  screen: 'today',
  selectedId: null,
  selectedKey: null,
  isReading: false,
  query: '',
  isComposing: false,
  undo: null,
  overlay: null,
  listed: [],
  needsPassword: false,
  storeProblem: null,
  outsideFailure: null,
  isDiskFull: false,
  wantedTemplate: null,
}))

const set = useCounter.setState

/** Goes to a screen; what was open is closed. */
export function goTo(screen: Screen): void {
  early = null
  set({ screen, selectedId: null, selectedKey: null, isReading: false, isComposing: false })
}

/** Selects a conversation; `reading` puts it in front where there is room for one column only. */
export function select(id: string | null, reading = false, key: string | null = null): void {
  const before = useCounter.getState()
  const kept = before.selectedId === id ? before.selectedKey : null
  const selectedKey = key ?? kept ?? before.listed.find((listed) => listed.id === id)?.key ?? null
  set({
    selectedId: id,
    selectedKey,
    isReading: reading && id !== null,
    isComposing: before.selectedId === id ? before.isComposing : false,
  })
}

/** A move asked for before the list was drawn counts for this long. */
const earlyMs = 2_000
let early: { readonly step: 1 | -1; readonly until: number } | null = null

/** Moves the selection along the list on screen; where none has been drawn yet, as soon as it has. */
export function move(step: 1 | -1): void {
  const { listed, selectedId, selectedKey } = useCounter.getState()
  early = listed.length === 0 ? { step, until: Date.now() + earlyMs } : null
  // A search lists messages: a conversation may stand in it more than once.
  const exact = listed.findIndex(({ id, key }) => id === selectedId && key === selectedKey)
  const at = exact === -1 ? listed.findIndex(({ id }) => id === selectedId) : exact
  const next = listed[at === -1 ? (step === 1 ? 0 : listed.length - 1) : Math.min(Math.max(at + step, 0), listed.length - 1)]
  if (next !== undefined) select(next.id, false, next.key)
}

useCounter.subscribe(({ listed }, before) => {
  if (early === null || listed.length === 0 || before.listed.length > 0) return
  const { step, until } = early
  early = null
  if (Date.now() < until) move(step)
})

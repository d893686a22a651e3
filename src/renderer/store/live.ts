import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { defaultSettings, settingsSchema, withChanges, type Settings } from '#contract/shop.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { nextClosing } from '#core/calendar/open-time.ts'
import { boardGroup, type BoardGroup } from '#core/target/board-group.ts'
import { targetState } from '#core/target/target-state.ts'
import type { Reason } from '#core/model/reason.ts'
import type { TargetState } from '#core/model/target.ts'
import type { Lane } from '#core/model/lane.ts'
import { boardConversations, conversationWithMessages, laneConversations, laneCount } from '#data/read/conversations.ts'
import { watchTables } from '#data/read/watch-tables.ts'
import { draftAnswering, draftRows, filesOf, outboxRows, storedSettings, syncStatus } from '#data/read/values.ts'
import { shop } from '#data/read/shop.ts'
import { storeNotice } from '#data/read/store-notice.ts'
import type { TimeContext } from '#locale/say-time.ts'
import { createFeed, createPacedFeed, rememberLast } from './feed.ts'
import { keepRows } from './keep-rows.ts'
import { paced } from './paced.ts'
import { useFound, type SearchAnswer } from './search.ts'
import { useCounter } from './store.ts'
import { useWhereabouts, type Whereabouts } from './whereabouts.ts'

type ConversationRow = Awaited<ReturnType<typeof boardConversations>>[number]

/** A conversation as a list shows it: its row, and where it stands against its target right now. */
export type ListedConversation = {
  readonly row: ConversationRow
  readonly state: TargetState
  readonly reason: Reason
  readonly group: BoardGroup | null
}

/** The conversation in front, with what its messages say of it: what keys and buttons act on. */
export type OpenConversation = ListedConversation & { readonly where: Whereabouts }

/**
 * A live query that belongs to `key`: undefined while the answer for this very key is read. (useLiveQuery alone goes on
 * giving the answer for the key before.)
 */
function useLiveOf<Value>(key: string, query: () => Promise<Value>): Value | undefined {
  const answer = useLiveQuery(async () => ({ key, value: await query() }), [key])
  return answer?.key === key ? answer.value : undefined
}

const tickMs = 15_000
const tickListeners = new Set<() => void>()
let present = Date.now()
setInterval(() => {
  present = Date.now()
  for (const listener of tickListeners) listener()
}, tickMs)

/** The app's present, in ms; moves on every few seconds. */
export function useNow(): number {
  const offsetMs = useCounter((state) => state.boot?.clockOffsetMs ?? 0)
  useSyncExternalStore(
    (listener) => {
      tickListeners.add(listener)
      return () => tickListeners.delete(listener)
    },
    () => present,
  )
  return present + offsetMs
}

const useStoredSettings = createFeed(async () => ({ value: await storedSettings(shop) }))

/** The settings as they hold now; defaults until the store has been read. */
export function useSettings(): { settings: Settings; loaded: boolean } {
  const boot = useCounter((state) => state.boot)
  return decodeSettings(boot, useStoredSettings())
}

const decodeSettings = rememberLast((boot: ReturnType<typeof useCounter.getState>['boot'], stored: { value: unknown } | undefined) => {
  const defaults = withChanges(
    defaultSettings(boot?.systemLanguage ?? 'en', Intl.DateTimeFormat().resolvedOptions().timeZone),
    boot?.firstSettings ?? {},
  )
  const parsed = settingsSchema.safeParse({ ...defaults, ...(stored?.value as object | undefined) })
  return { settings: parsed.success ? parsed.data : defaults, loaded: stored !== undefined }
})

/** What wording a time needs, in the shop's zone. */
export function useTimeContext(): TimeContext {
  const { settings } = useSettings()
  const now = useNow()
  return { language: settings.language, timeZone: settings.shopHours.timeZone, now }
}

/** How long a conversation that needs no answer stays among what is done. */
const dismissedReachMs = 36 * 3_600_000

type Standing = {
  readonly now: number
  readonly judge: (row: ConversationRow) => ListedConversation
  readonly nextClosingAt: number | null
}

/** Where conversations stand against their targets, given the settings and the present. */
const standingOf = rememberLast((settings: Settings, now: number): Standing => {
  const hours = settings.shopHours as ShopHours
  const nextClosingAt = nextClosing(hours, now)
  const judged = new WeakMap<ConversationRow, ListedConversation>()
  return {
    now,
    nextClosingAt,
    judge: (row) => {
      const known = judged.get(row)
      if (known !== undefined) return known
      const dueAt = row.due?.dueAt ?? null
      const standing = targetState({ clock: row.clock, dueAt, hours, now, tightMinutes: settings.tightMinutes })
      const situation = { clock: row.clock, state: standing.state, dueAt, nextClosingAt, now, timeZone: hours.timeZone }
      const listed = keepListed({ row, ...standing, group: boardGroup(situation) })
      judged.set(row, listed)
      return listed
    },
  }
})

const lastListed = new WeakMap<ConversationRow, ListedConversation>()

/** The very object of before where a row still stands as it stood: lists draw only what has changed. */
function keepListed(listed: ListedConversation): ListedConversation {
  const before = lastListed.get(listed.row)
  const isSame = before?.group === listed.group && JSON.stringify(before.reason) === JSON.stringify(listed.reason)
  if (before !== undefined && isSame && before.state === listed.state) return before
  lastListed.set(listed.row, listed)
  return listed
}

function useStanding(): Standing {
  return standingOf(useSettings().settings, useNow())
}

type Board = {
  readonly groups: ReadonlyMap<BoardGroup, ListedConversation[]>
  readonly unsureOpen: number
  readonly nextClosingAt: number | null
}

const useBoardRows = createPacedFeed(
  ['conversations'],
  () => boardConversations(shop, Date.now() + (useCounter.getState().boot?.clockOffsetMs ?? 0)),
  keepRows,
)

const boardOf = rememberLast((rows: readonly ConversationRow[], { judge, nextClosingAt, now }: Standing): Board => {
  const groups = new Map<BoardGroup, ListedConversation[]>()
  let unsureOpen = 0
  for (const listed of rows.map(judge)) {
    if (listed.row.lane === 'unsure' && listed.row.clock.status === 'open') unsureOpen += 1
    // What a helper said needs no answer stays in sight for a while, where it can be taken back.
    const { clock } = listed.row
    const isDismissed = clock.status === 'not-needed' && clock.reason.code === 'clock.dismissed'
    const group = isDismissed && listed.row.lastAt >= now - dismissedReachMs ? 'done-today' : listed.group
    if (listed.row.lane !== 'customer' || group === null) continue
    const members = groups.get(group)
    if (members === undefined) groups.set(group, [listed])
    else members.push(listed)
  }
  const weight = ({ row }: ListedConversation): number => (row.clock.status === 'open' ? row.clock.since : -row.lastAt)
  for (const members of groups.values()) members.sort((a, b) => weight(a) - weight(b))
  return { groups, unsureOpen, nextClosingAt }
})

/** The Today board: customers by group, and how many unsure ones have a target too. Undefined while it is read. */
export function useBoard(): Board | undefined {
  const standing = useStanding()
  const rows = useBoardRows()
  return rows === undefined ? undefined : boardOf(rows, standing)
}

/** A lane's conversations, newest first (those that wait first in Unsure). Undefined while it is read. */
export function useLane(lane: Lane, limit: number): readonly ListedConversation[] | undefined {
  const { judge } = useStanding()
  const [read, setRead] = useState<{ readonly of: string; readonly rows: readonly ConversationRow[] }>()
  const wanted = `${lane} ${limit}`
  useEffect(() => {
    let isWanted = true
    const readLane = paced(async () => {
      const rows = await laneConversations(shop, lane, limit)
      if (isWanted) setRead((before) => ({ of: wanted, rows: keepRows(rows, before?.rows) }))
    })
    const unwatch = watchTables(shop, ['conversations'], readLane.ask)
    readLane.ask()
    return () => {
      isWanted = false
      unwatch()
    }
  }, [lane, limit, wanted])
  const rows = read?.of === wanted ? read.rows : undefined
  return useMemo(() => rows?.map(judge), [rows, judge])
}

const lanesCounted = ['unsure', 'pitch', 'automated'] as const satisfies readonly Lane[]
const useLaneCounts = createPacedFeed(['counters'], () => Promise.all(lanesCounted.map((lane) => laneCount(shop, lane))))

export function useLaneCount(lane: (typeof lanesCounted)[number]): number {
  return useLaneCounts()?.[lanesCounted.indexOf(lane)] ?? 0
}

/** What was found for a query, `limit` messages at most; undefined until the first answer. */
export function useSearch(query: string, limit: number): SearchAnswer | undefined {
  const { judge } = useStanding()
  const { settings } = useSettings()
  const isLate = useCallback((row: ConversationRow) => judge(row).state === 'late', [judge])
  return useFound(query, limit, settings.shopHours.timeZone, isLate)
}

/** One conversation with its messages; null where it is gone, undefined while it is read. */
export function useConversation(id: string | null) {
  const { judge } = useStanding()
  const found = useLiveOf(id ?? '', async () => (id === null ? null : await conversationWithMessages(shop, id)))
  const where = useWhereabouts(found?.messages)
  return useMemo(() => {
    if (found === undefined || found === null) return found
    const listed: OpenConversation = { ...judge(found.conversation), where }
    return { ...found, listed }
  }, [found, judge, where])
}

/** What is to be said about a store that was damaged; null where there is nothing. */
export const useStoreNotice = createFeed(() => storeNotice(shop))

/** What the sync light shows; up to date is said once the board is. */
export const useSyncStatus = createPacedFeed(['values'], async () => {
  const status = await syncStatus(shop)
  if (status.state === 'idle') await useBoardRows.whenQuiet()
  return status
})

const useOutboxRows = createFeed(() => outboxRows(shop))
const noRows: Awaited<ReturnType<typeof outboxRows>> = []

/** Everything that waits to leave. */
export function useOutbox() {
  return useOutboxRows() ?? noRows
}

const useDraftRows = createFeed(() => draftRows(shop))
const noDrafts: Awaited<ReturnType<typeof draftRows>> = []

/** All drafts, newest first. */
export function useDrafts() {
  return useDraftRows() ?? noDrafts
}

/** The draft answering one of these messages; undefined while it is read. */
export function useDraftAnswering(keys: readonly string[]) {
  return useLiveOf(keys.join(), () => draftAnswering(shop, keys))
}

export function useFiles(messageRow: number) {
  return useLiveOf(String(messageRow), () => filesOf(shop, messageRow)) ?? []
}

/** How long the first drawing waits for the store: a store that is slow to open must not keep the window empty. */
const firstReadMs = 250

/** Reads what is on screen at first, so that it is drawn once, with its rows, instead of empty and then again with each answer. */
export async function readFirst(): Promise<void> {
  const feeds = [useStoredSettings, useBoardRows, useSyncStatus, useLaneCounts, useOutboxRows, useDraftRows]
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, firstReadMs)
  })
  await Promise.race([Promise.all(feeds.map((feed) => feed.start())), late])
}

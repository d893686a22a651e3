import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planPull, type LocalView, type ServerView } from '#core/sync/plan-pull.ts'

const server = (uids: readonly number[], more: Partial<ServerView> = {}): ServerView => ({
  uidValidity: '1',
  uidNext: (uids.at(-1) ?? 0) + 1,
  highestModseq: '9',
  uids,
  ...more,
})
const local = (uids: readonly number[], more: Partial<LocalView> = {}): LocalView => ({
  uidValidity: '1',
  uidNext: 1,
  highestModseq: '5',
  uids: new Set(uids),
  ...more,
})

test('a new folder is read whole, newest first, a small window before the large ones', () => {
  const uids = Array.from({ length: 230 }, (_, index) => index + 1)
  const { windows, isRenumbered, flagsSince } = planPull(server(uids), null)
  expect(windows.map((window) => window.length)).toEqual([25, 100, 100, 5])
  expect(windows.flat()).toEqual(uids.toReversed())
  expect([isRenumbered, flagsSince]).toEqual([false, null])
})

test('only what is missing is fetched, and flags are asked since the last reading', () => {
  expect(planPull(server([1, 2, 3, 7, 9]), local([1, 3, 9]))).toEqual({ isRenumbered: false, windows: [[7, 2]], flagsSince: '5' })
})

test('where everything is here nothing is fetched', () => {
  expect(planPull(server([1, 2]), local([1, 2])).windows).toEqual([])
  expect(planPull(server([]), local([1, 2])).windows).toEqual([])
})

test('another UIDVALIDITY makes all known UIDs worthless: everything is fetched and all flags are asked', () => {
  expect(planPull(server([1, 2], { uidValidity: '2' }), local([1, 2]))).toEqual({
    isRenumbered: true,
    windows: [[2, 1]],
    flagsSince: null,
  })
})

test('without a modification sequence all flags are asked', () => {
  expect(planPull(server([1]), local([1], { highestModseq: null })).flagsSince).toBeNull()
})

test('every missing UID is in exactly one window, none that is here is', () => {
  const uidLists = fc.uniqueArray(fc.integer({ min: 1, max: 2_000 }), { maxLength: 400 })
  fc.assert(
    fc.property(uidLists, uidLists, (there, here) => {
      const planned = planPull(server(there), local(here)).windows.flat()
      expect(planned).toEqual(there.filter((uid) => !here.includes(uid)).toSorted((a, b) => b - a))
    }),
  )
})

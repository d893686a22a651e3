import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planFolder, planWindows, type FolderPlan, type LocalView, type ServerView } from '#core/sync/plan-pull.ts'
import { addUids, hasUid, noUids, uidSetOf, type UidSet } from '#core/sync/uid-set.ts'

const server: ServerView = { uidValidity: '1', uidNext: 101, highestModseq: '9', exists: 80 }
const local: LocalView = { uidValidity: '1', uidNext: 101, highestModseq: '9', here: 80, isComplete: true }

test.each<[string, Partial<ServerView>, Partial<LocalView>, FolderPlan]>([
  ['everything is as it was', {}, {}, 'nothing'],
  ['something arrived', { uidNext: 102, exists: 81, highestModseq: '10' }, {}, 'changes'],
  ['a flag changed', { highestModseq: '10' }, {}, 'changes'],
  ['something is gone', { exists: 79, highestModseq: '10' }, {}, 'changes'],
  ['something is gone and the server did not count it', { exists: 79 }, {}, 'changes'],
  ['something arrived and something else went', { uidNext: 102, highestModseq: '11' }, {}, 'changes'],
  ['fewer are here than there, at the same cursor', {}, { here: 79 }, 'changes'],
  ['older messages are still to come', {}, { isComplete: false }, 'changes'],
  ['the server cannot tell what changed', { highestModseq: null }, { highestModseq: null }, 'changes'],
  ['the server has learned to count modifications', {}, { highestModseq: null }, 'changes'],
  [
    'modifications are counted beyond what a double holds',
    { highestModseq: '9007199254740993' },
    { highestModseq: '9007199254740992' },
    'changes',
  ],
  ['S06: UIDVALIDITY changed', { uidValidity: '2' }, {}, 'renumbered'],
  ['S06: UIDVALIDITY changed and nothing else did', { uidValidity: '01' }, {}, 'renumbered'],
  ['S06: UIDVALIDITY changed and all else went back', { uidValidity: '2', uidNext: 1, exists: 0, highestModseq: '1' }, {}, 'renumbered'],
  ['S08: UIDNEXT went back at the same UIDVALIDITY', { uidNext: 100 }, {}, 'check'],
  ['S08: UIDNEXT is 1 again', { uidNext: 1, exists: 0, highestModseq: '1' }, {}, 'check'],
  ['S09: HIGHESTMODSEQ went back', { highestModseq: '8' }, {}, 'check'],
  [
    'S09: HIGHESTMODSEQ went back by one beyond what a double holds',
    { highestModseq: '9007199254740992' },
    { highestModseq: '9007199254740993' },
    'check',
  ],
  ['S09: HIGHESTMODSEQ is gone', { highestModseq: null }, {}, 'check'],
  ['S09: HIGHESTMODSEQ went back while something arrived', { highestModseq: '3', uidNext: 105, exists: 84 }, {}, 'check'],
])('%s: %j against %j is a plan to %s', (_title, there, here, plan) => {
  expect(planFolder({ ...server, ...there }, { ...local, ...here })).toBe(plan)
})

test('a folder never read is read, whatever the server says of it', () => {
  expect(planFolder(server, null)).toBe('changes')
  expect(planFolder({ uidValidity: '1', uidNext: 1, highestModseq: null, exists: 0 }, null)).toBe('changes')
})

const from1To = (top: number): number[] => Array.from({ length: top }, (_, index) => index + 1)

test('a new folder is read whole, newest first, a small window before the large ones', () => {
  const windows = planWindows(from1To(1_500), { settled: noUids, from: 1, top: 1_500 })
  expect(windows.map(({ uids, low, high }) => [uids.length, uids[0], low, high])).toEqual([
    [50, 1_500, 1_451, 1_500],
    [200, 1_450, 1_251, 1_450],
    [500, 1_250, 751, 1_250],
    [500, 750, 251, 750],
    [250, 250, 1, 250],
  ])
})

test('a window that the connection broke on comes back smaller', () => {
  const windows = planWindows(from1To(500), { settled: noUids, from: 1, top: 500, largest: 25 })
  expect(Math.max(...windows.map(({ uids }) => uids.length))).toBe(25)
  expect(windows.flatMap(({ uids }) => uids)).toEqual(from1To(500).reverse())
})

test('where everything is here nothing is fetched', () => {
  expect(planWindows([1, 2, 3], { settled: uidSetOf([1, 2, 3]), from: 1, top: 3 })).toEqual([])
  expect(planWindows([], { settled: noUids, from: 1, top: 0 })).toEqual([])
})

test('what has arrived since comes in windows of its own: it can be fetched while older mail waits', () => {
  const settled = uidSetOf(from1To(150).slice(100))
  const windows = planWindows(from1To(152), { settled, from: 1, top: 152 })
  expect(windows.map(({ uids, low, high }) => [uids.length, low, high])).toEqual([
    [2, 151, 152],
    [100, 1, 150],
  ])
})

test('the last window settles all that is below it: deleted UIDs are not asked for again', () => {
  expect(planWindows([40, 60], { settled: noUids, from: 31, top: 70 })).toEqual([{ uids: [60, 40], low: 31, high: 70 }])
})

/** UIDs that a folder lists, some of them settled, and how large a window may be. */
const folders = fc.record({
  listed: fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { maxLength: 400 }),
  settled: fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.nat({ max: 200 })), { maxLength: 4 }),
  above: fc.nat({ max: 5 }),
  largest: fc.constantFrom(Infinity, 1, 7, 60),
})

const settledOf = (stretches: readonly (readonly [number, number])[]): UidSet =>
  stretches.reduce<UidSet>((set, [low, length]) => addUids(set, low, low + length), noUids)

test('every missing UID is in exactly one window, newest first; none that is settled is', () => {
  fc.assert(
    fc.property(folders, ({ listed, settled, above, largest }) => {
      const set = settledOf(settled)
      const windows = planWindows(listed, { settled: set, from: 1, top: Math.max(0, ...listed) + above, largest })
      expect(windows.flatMap(({ uids }) => uids)).toEqual(listed.filter((uid) => !hasUid(set, uid)).sort((a, b) => b - a))
      for (const { uids, low, high } of windows) for (const uid of uids) expect(low <= uid && uid <= high).toBe(true)
    }),
  )
})

test('once every window is stored, every UID from the first to the last is settled', () => {
  fc.assert(
    fc.property(folders, ({ listed, settled, above, largest }) => {
      const top = Math.max(0, ...listed) + above
      const windows = planWindows(listed, { settled: settledOf(settled), from: 1, top, largest })
      fc.pre(windows.length > 0)
      const all = windows.reduce<UidSet>((set, { low, high }) => addUids(set, low, high), settledOf(settled))
      expect(all[0]).toEqual([1, Math.max(top, all[0]?.[1] ?? 0)])
    }),
  )
})

test('stopped after any number of windows, what follows asks for the rest and for nothing twice', () => {
  fc.assert(
    fc.property(folders, fc.nat({ max: 8 }), ({ listed, above, largest }, stored) => {
      const top = Math.max(0, ...listed) + above
      const before = planWindows(listed, { settled: noUids, from: 1, top, largest }).slice(0, stored)
      const settled = before.reduce<UidSet>((set, { low, high }) => addUids(set, low, high), noUids)
      const after = planWindows(listed, { settled, from: 1, top, largest })
      expect([...before, ...after].flatMap(({ uids }) => uids)).toEqual([...listed].sort((a, b) => b - a))
    }),
  )
})

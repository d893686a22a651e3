/** UIDs as ranges, both ends included, ascending, none touching another. */
export type UidSet = readonly (readonly [low: number, high: number])[]

export const noUids: UidSet = []

/** The set as IMAP writes it (RFC 9051 section 9, sequence-set): `1:40,57`; empty for no UIDs. */
export function formatUidSet(set: UidSet): string {
  return set.map(([low, high]) => (low === high ? String(low) : `${low}:${high}`)).join(',')
}

/** Reads what `formatUidSet` wrote; anything else in it is left out. */
export function parseUidSet(text: string): UidSet {
  let set = noUids
  for (const part of text.split(',')) {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(part)
    if (match !== null) set = addUids(set, Number(match[1]), Number(match[2] ?? match[1]))
  }
  return set
}

/** The set with every UID from `low` to `high`; as it was where `high` is below `low`. */
export function addUids(set: UidSet, low: number, high: number): UidSet {
  if (high < low) return set
  const before = set.filter(([, end]) => end < low - 1)
  const after = set.filter(([start]) => start > high + 1)
  const touched = set.slice(before.length, set.length - after.length)
  return [...before, [Math.min(low, touched[0]?.[0] ?? low), Math.max(high, touched.at(-1)?.[1] ?? high)], ...after]
}

/** Whether the set holds a UID. */
export function hasUid(set: UidSet, uid: number): boolean {
  let from = 0
  let to = set.length
  while (from < to) {
    const middle = (from + to) >> 1
    const range = set[middle]
    if (range === undefined || uid < range[0]) to = middle
    else if (uid > range[1]) from = middle + 1
    else return true
  }
  return false
}

/** A list of UIDs as a set. */
export function uidSetOf(uids: readonly number[]): UidSet {
  const ranges: [number, number][] = []
  for (const uid of [...uids].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && uid <= last[1] + 1) last[1] = uid
    else ranges.push([uid, uid])
  }
  return ranges
}

/** Every UID of the set, ascending. */
export function uidsOf(set: UidSet): number[] {
  return set.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, index) => low + index))
}

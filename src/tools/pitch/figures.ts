/** A share with its 95 % interval (Wilson, 1927): counts, and per cent. */
export type Share = { readonly count: number; readonly of: number; readonly percent: number; readonly from: number; readonly to: number }

const z = 1.96

export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, percent: 0, from: 0, to: 0 }
  const share = count / of
  const centre = (share + (z * z) / (2 * of)) / (1 + (z * z) / of)
  const reach = (z / (1 + (z * z) / of)) * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  return { count, of, percent: share * 100, from: Math.max(0, centre - reach) * 100, to: Math.min(1, centre + reach) * 100 }
}

/** "3 of 1,234: 0.24 % (0.08–0.71)". */
export function sayShare({ count, of, percent, from, to }: Share): string {
  return `${count} of ${of}: ${percent.toFixed(2)} % (${from.toFixed(2)}–${to.toFixed(2)})`
}

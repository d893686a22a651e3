import type { ShopHours } from '../model/shop-hours.ts'

/**
 * Makes a function of shop hours and a local date remember its answers, for as long as those hours live.
 *
 * Hours are never changed in place: a new set of hours is a new object and starts with no memory.
 */
export function rememberPerHours<Value>(
  compute: (hours: ShopHours, localDate: string) => Value,
): (hours: ShopHours, localDate: string) => Value {
  const memory = new WeakMap<ShopHours, Map<string, { readonly value: Value }>>()
  return (hours, localDate) => {
    const dates = memory.get(hours) ?? new Map<string, { readonly value: Value }>()
    memory.set(hours, dates)
    const known = dates.get(localDate)
    if (known !== undefined) return known.value
    const value = compute(hours, localDate)
    dates.set(localDate, { value })
    return value
  }
}

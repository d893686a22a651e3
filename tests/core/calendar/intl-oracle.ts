/** A second way from wall times to instants and back, through Intl only: what core/calendar is held against. */

export const zones = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
  'Asia/Kolkata',
  'Africa/Cairo',
  'America/Santiago',
  'America/Sao_Paulo',
  'Pacific/Kiritimati',
  'UTC',
] as const

const formats = new Map<string, Intl.DateTimeFormat>()

/** What clocks show, as the instant at which clocks in UTC show the same. */
function wallAsUtc(epochMs: number, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formats.set(zone, format)
  const part = Object.fromEntries(format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(part['year'] ?? 0, (part['month'] ?? 0) - 1, part['day'], part['hour'], part['minute'], part['second'])
}

export function intlDateOf(epochMs: number, zone: string): string {
  return new Date(wallAsUtc(epochMs, zone)).toISOString().slice(0, 10)
}

/** Tries the offsets around; the earliest hit wins; without one (a gap) the offset from before it counts. */
export function intlInstantOf(date: string, time: string, zone: string): number {
  const wall = Date.parse(time === '24:00' ? `${date}T00:00Z` : `${date}T${time}Z`) + (time === '24:00' ? 86_400_000 : 0)
  const offsets = [-30, -15, 0, 15, 30].map((hours) => {
    const near = wall + hours * 3_600_000
    return wallAsUtc(near, zone) - near
  })
  const hits = offsets.map((offset) => wall - offset).filter((instant) => wallAsUtc(instant, zone) === wall)
  return hits.length > 0 ? Math.min(...hits) : wall - (offsets[0] ?? 0)
}

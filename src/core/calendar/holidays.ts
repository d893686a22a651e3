import Holidays from 'date-holidays'
import { addDays } from './zone.ts'

const dayMs = 86_400_000

/** Days that are off, by "country|region|year". */
const datesByYear = new Map<string, ReadonlySet<string>>()

/** "BY" and "DE-BY" name the state, "BY-A" and "DE-BY-A" one of its regions as well. */
function splitRegion(country: string, region: string): readonly [state: string, area: string] {
  const parts = region.split(/[-.]/)
  const [state = '', area = ''] = parts.length > 1 && parts[0]?.toUpperCase() === country ? parts.slice(1) : parts
  return [state, area]
}

/** The whole days off that begin in a year; a holiday of several days gives each of them. */
function datesBeginningIn(country: string, region: string, year: number): string[] {
  const [state, area] = splitRegion(country, region)
  const calendar = new Holidays(country, state, area, { types: ['public'], timezone: 'Etc/UTC' })
  return calendar.getHolidays(year).flatMap((holiday) => {
    // Half days ("12-31 19:00" in Australia's Northern Territory) give 0: they do not close a shop's day.
    const days = Math.floor((holiday.end.getTime() - holiday.start.getTime()) / dayMs)
    return Array.from({ length: days }, (_, index) => addDays(holiday.date.slice(0, 10), index))
  })
}

function datesOf(country: string, region: string, year: number): ReadonlySet<string> {
  const key = `${country}|${region}|${year}`
  const known = datesByYear.get(key)
  if (known !== undefined) return known
  // A holiday of several days may begin in the year before.
  const dates = new Set([...datesBeginningIn(country, region, year - 1), ...datesBeginningIn(country, region, year)])
  datesByYear.set(key, dates)
  return dates
}

/**
 * Whether a local date is a public holiday, all day long, in a country and region.
 *
 * Only holidays of type "public" count: not those of banks and schools, nor observances. An unknown country has none; an
 * unknown region has those of its country. Source: the tables of date-holidays.
 */
export function isPublicHoliday(localDate: string, country: string, region = ''): boolean {
  return datesOf(country.toUpperCase(), region, Number(localDate.slice(0, 4))).has(localDate)
}

import { expect, test } from 'vitest'
import { isPublicHoliday } from '#core/calendar/holidays.ts'

test.each([
  ['France, Easter Monday', '2026-04-06', 'FR', undefined, true],
  ['France, Good Friday', '2026-04-03', 'FR', undefined, false],
  ['Moselle, Good Friday', '2026-04-03', 'FR', '57', true],
  ['Moselle, day after Christmas', '2026-12-26', 'FR', '57', true],
  ['France, day after Christmas', '2026-12-26', 'FR', undefined, false],
  ['Bavaria, Epiphany', '2026-01-06', 'DE', 'BY', true],
  ['Bavaria in ISO 3166-2', '2026-01-06', 'DE', 'DE-BY', true],
  ['Berlin, Epiphany', '2026-01-06', 'DE', 'BE', false],
  ['Germany, Epiphany', '2026-01-06', 'DE', undefined, false],
  ['Augsburg, peace festival', '2026-08-08', 'DE', 'BY-A', true],
  ['Bavaria, peace festival', '2026-08-08', 'DE', 'BY', false],
  ['Somaliland has the letters of its country', '2026-05-18', 'SO', 'SO', true],
  ['lower case', '2026-07-14', 'fr', undefined, true],
  ['lower case in ISO 3166-2', '2026-04-03', 'fr', 'fr-57', true],
  ['United States, Thanksgiving', '2026-11-26', 'US', undefined, true],
  ['Scotland, second of January', '2026-01-02', 'GB', 'SCT', true],
  ['England, second of January', '2026-01-02', 'GB', 'ENG', false],
  ['Mother’s Day is an observance', '2026-05-31', 'FR', undefined, false],
  ['an unknown region has those of its country', '2026-07-14', 'FR', 'XX', true],
  ['an unknown country has none', '2026-01-01', 'XX', undefined, false],
  ['no country has none', '2026-01-01', '', undefined, false],
  ['a half day does not close', '2025-12-31', 'AU', 'NT', false],
  ['third day of a long holiday', '2026-03-22', 'BA', undefined, true],
  ['the day after a long holiday', '2026-03-23', 'BA', undefined, false],
  ['a long holiday begun the year before', '2026-01-02', 'SZ', undefined, true],
])('%s (%s)', (_title, date, country, region, expected) => {
  expect(isPublicHoliday(date, country, region)).toBe(expected)
})

import { expect, test } from 'vitest'
import { isPublicHoliday } from '#core/calendar/holidays.ts'
import { countries, countryOptions, guessCountry, timeZones } from '#renderer/ui/places.ts'

test.each([
  [['fr-FR', 'en'], 'Europe/Brussels', 'BE'],
  [['en-US'], 'Europe/Paris', 'FR'],
  [['fr', 'fr-CA'], 'America/Halifax', 'CA'],
  [['en'], 'Antarctica/Troll', null],
  [['zz-ZZ'], 'Antarctica/Troll', null],
])('languages %j in %s: country %s', (languages, timeZone, expected) => {
  expect(guessCountry(languages, timeZone)).toBe(expected)
})

test('every country on the list has public holidays that we know', () => {
  const days = Array.from({ length: 365 }, (_, day) => new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10))
  expect(countries.filter((country) => !days.some((day) => isPublicHoliday(day, country)))).toEqual([])
})

test('what is set stays on offer even where it is not on the list', () => {
  expect(countryOptions('fr', 'XK').some(({ value }) => value === 'XK')).toBe(true)
  expect(countryOptions('fr', 'FR').filter(({ value }) => value === 'FR')).toEqual([{ value: 'FR', label: 'France' }])
  expect(timeZones('Asia/Calcutta')).toContain('Asia/Calcutta')
  expect(timeZones('Europe/Paris').filter((zone) => zone === 'Europe/Paris')).toHaveLength(1)
})

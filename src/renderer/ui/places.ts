import type { Language } from '#contract/shop.ts'

/** Countries whose public holidays are known and where a shop of ours may well be; ISO 3166-1 alpha-2. */
export const countries = [
  'AR',
  'AT',
  'AU',
  'BE',
  'BG',
  'BR',
  'CA',
  'CH',
  'CL',
  'CO',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GB',
  'GF',
  'GP',
  'GR',
  'HR',
  'HU',
  'IE',
  'IS',
  'IT',
  'JP',
  'LI',
  'LT',
  'LU',
  'LV',
  'MA',
  'MC',
  'MQ',
  'MT',
  'MX',
  'NL',
  'NO',
  'NZ',
  'PL',
  'PT',
  'RE',
  'RO',
  'RS',
  'SE',
  'SG',
  'SI',
  'SK',
  'TN',
  'UA',
  'US',
  'ZA',
] as const

/** Where people who live in a zone are, for the zones that say it best; beats the language, which travels. */
const zoneCountries: Readonly<Record<string, string>> = {
  'Europe/Paris': 'FR',
  'Europe/Brussels': 'BE',
  'Europe/Zurich': 'CH',
  'Europe/Luxembourg': 'LU',
  'Europe/Monaco': 'MC',
  'Europe/London': 'GB',
  'Europe/Dublin': 'IE',
  'Europe/Berlin': 'DE',
  'Europe/Vienna': 'AT',
  'Europe/Amsterdam': 'NL',
  'Europe/Madrid': 'ES',
  'Europe/Lisbon': 'PT',
  'Europe/Rome': 'IT',
  'Europe/Copenhagen': 'DK',
  'Europe/Stockholm': 'SE',
  'Europe/Oslo': 'NO',
  'Europe/Helsinki': 'FI',
  'Europe/Warsaw': 'PL',
  'America/Toronto': 'CA',
  'America/Montreal': 'CA',
  'America/Vancouver': 'CA',
  'America/New_York': 'US',
  'America/Chicago': 'US',
  'America/Denver': 'US',
  'America/Los_Angeles': 'US',
  'Pacific/Auckland': 'NZ',
  'Australia/Sydney': 'AU',
  'Asia/Tokyo': 'JP',
  'Asia/Singapore': 'SG',
}

/** A guess at the shop's country, to be confirmed: from the time zone, else from the region of a language; null where neither tells. */
export function guessCountry(languages: readonly string[], timeZone: string): string | null {
  const ofZone = zoneCountries[timeZone]
  if (ofZone !== undefined) return ofZone
  const regions = languages.map((language) => /-([A-Z]{2})\b/.exec(language)?.[1])
  return regions.find((region) => region !== undefined && countries.some((country) => country === region)) ?? null
}

/** The countries by name in a language; one that is set but not in our list is kept. */
export function countryOptions(language: Language, current: string | null): { value: string; label: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  const codes = new Set<string>([...countries, ...(current === null || !/^[A-Z]{2}$/.test(current) ? [] : [current])])
  return [...codes]
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((one, other) => one.label.localeCompare(other.label, language))
}

/** Every time zone this runtime knows; one that is set under an older name is kept. */
export function timeZones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(current) ? known : [current, ...known]
}

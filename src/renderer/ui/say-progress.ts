import type { Language, Translate } from '#locale/translate.ts'

const minuteMs = 60_000

/** A count as people of this language write it: "12,400"; in French with narrow no-break spaces. */
export function sayCount(count: number, language: Language): string {
  return count.toLocaleString(language === 'fr' ? 'fr-FR' : 'en-GB')
}

/** How far a first sync is: "12,400 of 50,000 · about 3 minutes left"; without the time while it is not known. */
export function sayProgress(
  progress: { readonly here: number; readonly exists: number; readonly msLeft: number | null; readonly isPaused: boolean },
  language: Language,
  t: Translate,
): string {
  const { here, exists, msLeft, isPaused } = progress
  const counts = t('sync.progress', { here: sayCount(here, language), exists: sayCount(Math.max(exists, here), language) })
  return msLeft === null || isPaused ? counts : `${counts} · ${sayTimeLeft(msLeft, t)}`
}

/** Rounded as a guess deserves: minutes up to an hour and a half, then hours. */
function sayTimeLeft(msLeft: number, t: Translate): string {
  const minutes = Math.round(msLeft / minuteMs)
  if (msLeft < minuteMs * 0.75) return t('sync.left-moment')
  return minutes < 90 ? t('sync.left-minutes', { count: Math.max(1, minutes) }) : t('sync.left-hours', { count: Math.round(minutes / 60) })
}

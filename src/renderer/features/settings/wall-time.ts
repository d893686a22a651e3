import { wallMinutes } from '#core/calendar/zone.ts'

/**
 * A time of day as people type it, as "HH:MM"; null where it is none.
 *
 * Takes "9", "9:30", "0930", "9h", "9 h 30", "9.30", up to "24:00".
 */
export function readWallTime(text: string): string | null {
  const parts = /^(\d{1,2})(?:\s*[:h.]\s*(\d{2})?|(\d{2}))?$/i.exec(text.replaceAll(/\s/g, ' ').trim())
  if (parts === null) return null
  const [, hour = '', colonMinutes, plainMinutes] = parts
  const wall = `${hour.padStart(2, '0')}:${colonMinutes ?? plainMinutes ?? '00'}`
  return wallMinutes(wall) === null ? null : wall
}

/** Minutes since midnight as "HH:MM". */
export function wallTimeOfMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

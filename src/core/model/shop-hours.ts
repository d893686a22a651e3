export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export type Weekday = (typeof weekdays)[number]

/** Opening and closing wall time, "HH:MM" to "HH:MM"; half-open, ends on its own day, at "24:00" at the latest. */
export type WallInterval = readonly [open: string, close: string]

/**
 * When the shop answers, in its own time zone. A weekday that is missing or empty is closed. Exceptions beat closings
 * beat holidays beat hours. Holidays count only where a country is given, closed by default.
 */
export type ShopHours = {
  /** IANA name, "Europe/Paris". */
  readonly timeZone: string
  /** ISO 3166-1 alpha-2, "FR". */
  readonly country?: string
  /** Region as date-holidays names it, "BY". */
  readonly region?: string
  readonly hours: Readonly<Partial<Record<Weekday, readonly WallInterval[]>>>
  /** Local dates "YYYY-MM-DD", both included. */
  readonly closings?: readonly { readonly from: string; readonly to: string }[]
  readonly exceptions?: readonly { readonly date: string; readonly hours: readonly WallInterval[] }[]
  readonly holidays?: 'closed' | 'open'
}

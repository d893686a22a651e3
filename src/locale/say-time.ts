import type { Language } from './translate.ts'

/** What wording a time needs: the language, the zone it is shown in, and the present. */
export type TimeContext = { readonly language: Language; readonly timeZone: string; readonly now: number }

const formats = new Map<string, Intl.DateTimeFormat>()

function format(context: TimeContext, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = context.language === 'fr' ? 'fr-FR' : 'en-GB'
  const key = `${locale} ${context.timeZone} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat(locale, { timeZone: context.timeZone, ...options })
  formats.set(key, made)
  return made
}

/** "18:00"; in French "18 h" and "18 h 30", with narrow no-break spaces. */
export function sayClock(at: number, context: TimeContext): string {
  const parts = format(context, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at)
  const hour = parts.find((part) => part.type === 'hour')?.value ?? ''
  const minute = parts.find((part) => part.type === 'minute')?.value ?? ''
  if (context.language === 'en') return `${hour}:${minute}`
  return minute === '00' ? `${Number(hour)}\u202fh` : `${Number(hour)}\u202fh\u202f${minute}`
}

/** Whole local days from now to `at`: 0 today, 1 tomorrow, -1 yesterday. */
function daysAway(at: number, context: TimeContext): number {
  return Math.round((localMidnight(at, context) - localMidnight(context.now, context)) / 86_400_000)
}

/** Quarters of an hour whose local day has been asked for: offsets and midnights lie on their edges. */
const knownDays = new Map<string, number>()
const quarterMs = 900_000
const mostKnownDays = 20_000

/** The local day of an instant, as the UTC midnight of its date. Asked for by every line of a list, so it is remembered. */
function localMidnight(instant: number, context: TimeContext): number {
  const key = `${context.timeZone} ${Math.floor(instant / quarterMs)}`
  const known = knownDays.get(key)
  if (known !== undefined) return known
  const parts = format(context, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant)
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const midnight = Date.UTC(value('year'), value('month') - 1, value('day'))
  if (knownDays.size >= mostKnownDays) knownDays.clear()
  knownDays.set(key, midnight)
  return midnight
}

function sayWeekday(at: number, context: TimeContext): string {
  return format(context, { weekday: 'long' }).format(at)
}

function sayDayOfYear(at: number, context: TimeContext): string {
  const sameYear = format(context, { year: 'numeric' }).format(at) === format(context, { year: 'numeric' }).format(context.now)
  const date = format(context, { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(at)
  return context.language === 'fr' ? `le ${date}` : date
}

/** A moment that will be read much later: "12 November 2026, 14:44"; in French "12 novembre 2026 à 14 h 44". */
export function sayDate(at: number, context: TimeContext): string {
  const date = format(context, { day: 'numeric', month: 'long', year: 'numeric' }).format(at)
  return context.language === 'fr' ? `${date} à ${sayClock(at, context)}` : `${date}, ${sayClock(at, context)}`
}

/** A day as people say it: "today", "yesterday", "Tuesday", "3 March"; in French "le 3 mars". */
export function sayDay(at: number, context: TimeContext): string {
  const away = daysAway(at, context)
  const near = { en: { '-1': 'yesterday', '0': 'today', '1': 'tomorrow' }, fr: { '-1': 'hier', '0': 'aujourd’hui', '1': 'demain' } }[
    context.language
  ]
  const word = near[String(away) as '-1' | '0' | '1']
  if (word !== undefined) return word
  return Math.abs(away) < 7 ? sayWeekday(at, context) : sayDayOfYear(at, context)
}

/** A moment in a list: the time today, else the day: "09:12", "yesterday", "Tuesday", "3 March". */
export function sayMoment(at: number, context: TimeContext): string {
  return daysAway(at, context) === 0 ? sayClock(at, context) : sayDay(at, context)
}

/** A moment in full: "today 09:12", "Tuesday 18:00"; in French "mardi 18 h". */
export function sayDayAndClock(at: number, context: TimeContext): string {
  return `${sayDay(at, context)} ${sayClock(at, context)}`
}

/** When something is due: "18:00" today, else with its day: "Monday 18:00". */
export function sayDue(at: number, context: TimeContext): string {
  return daysAway(at, context) === 0 ? sayClock(at, context) : sayDayAndClock(at, context)
}

/** A promised time inside a reply: "before 18:00 today", "avant 18 h lundi". */
export function sayPromise(at: number, context: TimeContext): string {
  const [clock, day] = [sayClock(at, context), sayDay(at, context)]
  if (context.language === 'fr') return `avant ${clock} ${day}`
  return daysAway(at, context) === 0 || daysAway(at, context) === 1 ? `before ${clock} ${day}` : `before ${clock} on ${day}`
}

import { z } from 'zod'
import { accountSchema, credentialsSchema } from './account.ts'

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
const intervals = z.array(z.tuple([wallTime, wallTime]).refine(([open, close]) => open < close, 'an interval ends after it begins')).max(12)
const localDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isDate, 'no such date')
const timeZone = z.string().min(1).max(64).refine(isZone, 'no such time zone; write it like Europe/Paris')

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Shop hours at a border; the type is core's ShopHours. */
export const shopHoursSchema = z.strictObject({
  timeZone,
  country: z.string().max(8).optional(),
  region: z.string().max(16).optional(),
  hours: z.strictObject({
    mon: intervals.optional(),
    tue: intervals.optional(),
    wed: intervals.optional(),
    thu: intervals.optional(),
    fri: intervals.optional(),
    sat: intervals.optional(),
    sun: intervals.optional(),
  }),
  closings: z
    .array(z.strictObject({ from: localDate, to: localDate }))
    .max(200)
    .optional(),
  exceptions: z
    .array(z.strictObject({ date: localDate, hours: intervals }))
    .max(400)
    .optional(),
  holidays: z.enum(['closed', 'open']).optional(),
})

export const languageSchema = z.enum(['en', 'fr'])

/** Everything a helper can set; kept on this computer. */
export const settingsSchema = z.strictObject({
  helperName: z.string().max(100),
  shopName: z.string().max(200),
  shopPhone: z.string().max(60),
  shopHours: shopHoursSchema,
  signature: z.string().max(5000),
  language: languageSchema,
  appearance: z.enum(['system', 'light', 'dark']),
  tightMinutes: z.number().int().min(5).max(600),
  /** Where sent mail lies, where the server does not say so itself. */
  sentFolder: z.string().max(1000).nullable(),
  /** Folders kept here besides the inbox, Sent, the archive and the spam folder. */
  otherFolders: z.array(z.string().max(1000)).max(50),
  /** Attachments of the last so many months are fetched in idle time; 0: only when they are opened. */
  keepFilesMonths: z.number().int().min(0).max(1200),
  /** Larger ones wait until they are opened. */
  keepFilesMegabytes: z.number().int().min(1).max(25),
  undoSeconds: z.number().int().min(0).max(60),
})

/**
 * The file named by COMPTOIR_SETUP: connects without the welcome screen. Its password is read at any start where no
 * keyring holds one, and is never copied into the profile.
 */
export const setupSchema = z.strictObject({
  helper: z.strictObject({ name: z.string().max(100), email: z.string().max(320).optional() }),
  shop: z.strictObject({
    name: z.string().max(200),
    timeZone,
    country: z.string().max(8).optional(),
    region: z.string().max(16).optional(),
    language: languageSchema.optional(),
    hours: shopHoursSchema.shape.hours.optional(),
    closings: shopHoursSchema.shape.closings,
    exceptions: shopHoursSchema.shape.exceptions,
    holidays: shopHoursSchema.shape.holidays,
  }),
  account: accountSchema.extend({
    password: credentialsSchema.shape.password,
    smtp: accountSchema.shape.smtp.extend({ password: credentialsSchema.shape.password.optional() }),
  }),
})

export type Settings = z.infer<typeof settingsSchema>
/** Some of the settings, as they cross a border. */
export type SettingsChange = z.infer<ReturnType<typeof settingsSchema.partial>>
export type Language = z.infer<typeof languageSchema>
const officeDay: [string, string][] = [['09:00', '18:00']]

/** Office hours, Monday to Friday: what holds where nobody has said anything else. */
export const officeWeek = { mon: officeDay, tue: officeDay, wed: officeDay, thu: officeDay, fri: officeDay }

/** What holds before anybody has set anything: office hours in the computer's own zone. */
export function defaultSettings(language: Language, timeZone: string): Settings {
  return {
    helperName: '',
    shopName: '',
    shopPhone: '',
    shopHours: { timeZone, hours: officeWeek },
    signature: '',
    language,
    appearance: 'system',
    tightMinutes: 60,
    undoSeconds: 10,
    sentFolder: null,
    otherFolders: [],
    keepFilesMonths: 0,
    keepFilesMegabytes: 10,
  }
}

/** Settings with some of them changed; what is left undefined stays. */
export function withChanges(settings: Settings, changes: SettingsChange): Settings {
  return { ...settings, ...(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<Settings>) }
}

/** Reads the content of a COMPTOIR_SETUP file; words that name each wrong field where it cannot be used. */
export function parseSetup(json: string): { readonly setup: Setup } | { readonly problem: string } {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    return { problem: `not JSON: ${placeOf(json, error)}` }
  }
  const parsed = setupSchema.safeParse(value)
  return parsed.success ? { setup: parsed.data } : { problem: z.prettifyError(parsed.error) }
}

/** Where JSON goes wrong. The parser's own words quote what stands there, which may be the password. */
function placeOf(json: string, error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1]
  const before = json.slice(0, position === undefined ? json.length : Number(position)).split('\n')
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`
}

export type Setup = z.infer<typeof setupSchema>

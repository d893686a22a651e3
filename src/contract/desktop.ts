import { z } from 'zod'
import { bytesSchema } from './bytes.ts'
import { accountSchema, credentialsSchema, securitySchema } from './account.ts'
import { languageSchema, settingsSchema } from './shop.ts'

const nothing = z.strictObject({})
const serverFound = z
  .strictObject({ host: z.string(), port: z.number(), security: securitySchema, certificate: z.string().optional() })
  .nullable()

/** What the window needs to know before its first paint. */
export const bootSchema = z.strictObject({
  mode: z.enum(['real', 'demo']),
  account: accountSchema.nullable(),
  /** no: nothing is stored here, so the password is asked for at each start. */
  keepsPasswords: z.boolean(),
  hasPassword: z.boolean(),
  /** Settings to begin with (from COMPTOIR_SETUP or the demo shop); null once a helper has their own. */
  firstSettings: settingsSchema.partial().nullable(),
  /** Why the COMPTOIR_SETUP file could not be used, in words; null when all is well. */
  setupProblem: z.string().nullable(),
  clockOffsetMs: z.number(),
  systemLanguage: languageSchema,
  platform: z.enum(['mac', 'windows', 'linux']),
  version: z.string(),
})

/** Renderer → main. Preload exposes one function a name; main checks the sender and decodes the arguments. */
export const desktopCalls = {
  boot: { input: nothing, output: bootSchema },
  /** Asks for a port to the mailroom; it arrives as a window message. */
  requestMailPort: { input: nothing, output: nothing },
  startDemo: { input: nothing, output: nothing },
  leaveDemo: { input: nothing, output: nothing },
  discover: {
    input: z.strictObject({ address: z.string().max(320) }),
    output: z.strictObject({
      source: z.enum(['preset', 'autoconfig', 'srv', 'none']),
      provider: z.string(),
      imap: serverFound,
      smtp: serverFound,
      user: z.enum(['address', 'local-part']),
      takesPasswords: z.boolean(),
      appPasswordUrl: z.string(),
    }),
  },
  /** Tries both servers and, when they take the password, keeps the account. */
  connect: { input: z.strictObject({ account: accountSchema, credentials: credentialsSchema }), output: nothing },
  /** The password of the account at hand, when none could be kept. */
  givePassword: { input: credentialsSchema, output: nothing },
  forgetAccount: { input: nothing, output: nothing },
  openLink: { input: z.strictObject({ url: z.string().max(100_000) }), output: nothing },
  saveFile: {
    input: z.strictObject({ name: z.string().max(4096), bytes: bytesSchema }),
    output: z.strictObject({ saved: z.boolean() }),
  },
  /** Puts plain text on the clipboard. Chromium's own way needs a permission, and this app grants none. */
  copyText: { input: z.strictObject({ text: z.string().max(200_000) }), output: nothing },
  /** What the journal keeps where the store cannot be read. */
  countKept: {
    input: nothing,
    output: z.strictObject({ drafts: z.number().int(), replies: z.number().int(), verdicts: z.number().int() }),
  },
  /** Whether the profile's disk has room to write. */
  hasRoom: { input: nothing, output: z.strictObject({ room: z.boolean() }) },
  /** Asks for a folder and writes what the journal keeps there, as files that open without us; where, null if nowhere. */
  exportKept: { input: nothing, output: z.strictObject({ folder: z.string().nullable() }) },
  /** Loads the page anew; it may not do so itself, no more than any other navigation. */
  reload: { input: nothing, output: nothing },
  /** Puts the local copy of the mailbox away and starts with a new one. What the journal keeps comes back into it. */
  renewStore: { input: nothing, output: nothing },
  /** Language and looks of what lies outside the page: menu, tray, title bar. */
  setLooks: { input: z.strictObject({ language: languageSchema, appearance: settingsSchema.shape.appearance }), output: nothing },
  /** Everything typed is on disk: the app may end. */
  readyToQuit: { input: nothing, output: nothing },
  /** How many answers are due today, for the badge and the tray. */
  setDueCount: { input: z.strictObject({ count: z.number().int().min(0).max(100_000) }), output: nothing },
} as const

export const desktopEvents = {
  /** A menu entry was chosen; the id is a user command's. */
  menuCommand: z.strictObject({ id: z.string() }),
  /** The app is about to end: keep what is typed, then say readyToQuit. */
  quitting: nothing,
  /** The mailroom came up again: ask for a new port. */
  mailroomRestarted: nothing,
  /** The computer woke up: connections of before it slept are dead, whatever they say. */
  resumed: nothing,
} as const

export type DesktopCalls = typeof desktopCalls
export type DesktopEvents = typeof desktopEvents
export type Boot = z.infer<typeof bootSchema>

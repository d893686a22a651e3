import { z } from 'zod'
import { accountSchema, credentialsSchema } from './account.ts'
import { desktopCalls } from './desktop.ts'

const nothing = z.strictObject({})

/** Main → mailroom, over the process's own port: the only way a password reaches a socket. */
export const adminCalls = {
  discover: desktopCalls.discover,
  /** Logs in to both servers and out again. */
  tryAccount: { input: z.strictObject({ account: accountSchema, credentials: credentialsSchema }), output: nothing },
  /** The account to work with from now on; null forgets it and closes everything. */
  useAccount: { input: z.strictObject({ account: accountSchema, credentials: credentialsSchema.nullable() }).nullable(), output: nothing },
  countKept: desktopCalls.countKept,
  /** Writes what the journal keeps into a new folder in `folder`; its path. */
  exportKept: { input: z.strictObject({ folder: z.string() }), output: z.strictObject({ folder: z.string() }) },
} as const

export const adminEvents = {} as const

export type AdminCalls = typeof adminCalls

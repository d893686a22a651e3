import { z } from 'zod'
import { accountSchema } from './account.ts'
import { settingsSchema } from './shop.ts'

/** The first message a worker gets: what the window learnt from main. Ports follow as messages of their own. */
export const workerStartSchema = z.strictObject({
  kind: z.literal('start'),
  account: accountSchema.nullable(),
  firstSettings: settingsSchema.partial().nullable(),
  systemLanguage: settingsSchema.shape.language,
  timeZone: z.string(),
  clockOffsetMs: z.number(),
})

export type WorkerStart = z.infer<typeof workerStartSchema>

import { z } from 'zod'

/** The version of the local store that this app writes; the newest of data/migrations. */
export const storeSchema = 4

/** What last wrote the profile; kept outside Chromium's own store, so that it can be read before that is opened. */
export const storeStampSchema = z.object({
  /** Version of our tables. */
  schema: z.number().int(),
  /** Version of the app. */
  app: z.string(),
  /** Version of Chromium, whose files an older one may not be able to read. */
  chromium: z.string(),
})

export type StoreStamp = z.infer<typeof storeStampSchema>

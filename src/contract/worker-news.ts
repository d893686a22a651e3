import { z } from 'zod'
import { failureSchema } from './failure.ts'

/** Worker → window, for what cannot be told through the store because the store itself is the matter. */
export const workerNewsSchema = z.discriminatedUnion('kind', [
  /** The store is open. */
  z.strictObject({ kind: z.literal('store-open') }),
  /** It could not be opened, tried several times. */
  z.strictObject({ kind: z.literal('store-closed'), detail: z.string() }),
  /** It opens, but has lost part of what it held. */
  z.strictObject({ kind: z.literal('store-damaged') }),
  /** What the store cannot take (a full disk); null once it can again. */
  z.strictObject({ kind: z.literal('outside'), failure: failureSchema.nullable() }),
])

export type WorkerNews = z.infer<typeof workerNewsSchema>

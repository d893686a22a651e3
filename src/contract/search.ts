import { z } from 'zod'
import { searchFields } from '#core/search/parsed-query.ts'

const rowId = z.number().int().nonnegative()
const nothing = z.strictObject({})

/** Large texts pass here by the thousand: types are checked, nothing is matched against a pattern. */
const searchDocSchema = z.strictObject({
  id: rowId,
  subject: z.string(),
  sender: z.string(),
  recipients: z.string(),
  text: z.string(),
  files: z.array(z.string()),
})

const searchTermSchema = z.strictObject({
  field: z.enum(searchFields),
  text: z.string().max(1000),
  isPhrase: z.boolean(),
  isPrefix: z.boolean(),
})

/**
 * Engine → search worker. The index is derived: whatever is wrong with it, the engine begins it anew from the store.
 *
 * Failures: `disk-full`; `unavailable` where this computer cannot run the index at all; `bug` for the rest.
 */
export const indexCalls = {
  /** The epoch that the index was begun with, and how many messages it holds; null where it is new, lost or was damaged. */
  open: { input: nothing, output: z.strictObject({ epoch: z.string().nullable(), count: z.number().int().nonnegative() }) },
  /** Empties the index and writes the epoch down in it. */
  begin: { input: z.strictObject({ epoch: z.string() }), output: nothing },
  /**
   * Takes messages in, in one transaction; answers once they are committed. One that is there already is replaced.
   * Batches of 200 to 1000 cost least; a search waits behind the batch that is being written.
   */
  add: { input: z.strictObject({ docs: z.array(searchDocSchema) }), output: nothing },
  /** Drops messages; ids that are not there are passed over. */
  remove: { input: z.strictObject({ ids: z.array(rowId) }), output: nothing },
} as const

export const indexEvents = {
  /** The index was found damaged while it was in use, and dropped: open it and begin anew. */
  lost: nothing,
} as const

/** Window → search worker. */
export const findCalls = {
  /** Row ids of the messages that hold all of it, newest first, from `beforeId` (left out) down to `fromId`; `limit` of them at most. */
  find: {
    input: z.strictObject({
      terms: z.array(searchTermSchema).max(32),
      hasAttachment: z.boolean(),
      fromId: rowId.nullable(),
      beforeId: rowId.nullable(),
      limit: z.number().int().positive().max(1000),
    }),
    output: z.strictObject({ ids: z.array(rowId), isEnd: z.boolean() }),
  },
} as const

export type IndexCalls = typeof indexCalls
export type IndexEvents = typeof indexEvents
export type FindCalls = typeof findCalls

import { z } from 'zod'

/** Raw bytes; they cross a port as they are. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes expected')

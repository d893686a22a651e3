import { z } from 'zod'

/** Where the window was when it was last closed, in screen pixels. */
export const windowStateSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number(), maximized: z.boolean() })

import { z } from 'zod'
import { shopHoursProblem } from '#core/calendar/shop-hours.ts'
import { instantFromIso, isoInZone } from '#core/calendar/zone.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { replyDue } from '#core/target/reply-due.ts'
import { reasonText } from './reason-text.ts'

const intervalsSchema = z.array(z.tuple([z.string(), z.string()]))

const weekdayIntervals = intervalsSchema.exactOptional()

const shopSchema = z.object({
  timeZone: z.string(),
  country: z.string().exactOptional(),
  region: z.string().exactOptional(),
  hours: z.object({
    mon: weekdayIntervals,
    tue: weekdayIntervals,
    wed: weekdayIntervals,
    thu: weekdayIntervals,
    fri: weekdayIntervals,
    sat: weekdayIntervals,
    sun: weekdayIntervals,
  }),
  closings: z.array(z.object({ from: z.string(), to: z.string() })).exactOptional(),
  exceptions: z.array(z.object({ date: z.string(), hours: intervalsSchema })).exactOptional(),
  holidays: z.enum(['closed', 'open']).exactOptional(),
}) satisfies z.ZodType<ShopHours>

const inputSchema = z.object({ id: z.unknown(), receivedAt: z.string(), shop: shopSchema })

/** The first thing wrong, with the way to it: "shop.hours.mon.0: …". */
function parseInput(input: unknown): z.infer<typeof inputSchema> {
  const parsed = inputSchema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Error(issue === undefined ? 'not a due question' : `${issue.path.join('.') || 'line'}: ${issue.message}`)
}

/**
 * The lab's verb `due`: {id, receivedAt, shop} → {id, dueAt, why}.
 *
 * `dueAt` is ISO 8601 with the shop's offset at that instant, or null where the shop does not open again within 400 days;
 * `why` is English. Keys that are not known are ignored.
 *
 * @throws Error with a message for the reader where the line cannot be understood.
 */
export const dueVerb = (input: unknown): object => {
  const { id, receivedAt, shop } = parseInput(input)
  const problem = shopHoursProblem(shop)
  if (problem !== null) throw new Error(`shop.${problem}`)
  const receivedAtMs = instantFromIso(receivedAt)
  if (receivedAtMs === null)
    throw new Error(`receivedAt: "${receivedAt}" is not an instant with an offset such as "2026-01-06T10:00:00+01:00"`)
  const { dueAt, reason } = replyDue(receivedAtMs, shop)
  return {
    id,
    dueAt: dueAt === null ? null : isoInZone(dueAt, shop.timeZone),
    why: reasonText(reason, { timeZone: shop.timeZone, from: receivedAtMs }),
  }
}

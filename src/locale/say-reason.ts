import type { Reason } from '#core/model/reason.ts'
import { sayDue, type TimeContext } from './say-time.ts'
import { translator, type WordKey } from './translate.ts'

/**
 * A reason of core in words. Parameters whose names end in `At` are instants and become "18:00" or "Monday 18:00"; a code
 * without words is shown as it is, so that nothing is ever unexplained.
 */
export function sayReason(reason: Reason, context: TimeContext): string {
  const params = Object.fromEntries(
    Object.entries(reason.params).map(([name, value]) => [
      name,
      name.endsWith('At') && typeof value === 'number' ? sayDue(value, context) : value,
    ]),
  )
  const key = `reason.${reason.code}` as WordKey
  const words = translator(context.language)(key, params)
  return words === key ? reason.code : words
}

import { addressSchema } from '#contract/account.ts'
import type { Settings } from '#contract/shop.ts'
import type { Failure } from '#contract/failure.ts'
import type { EpochMs } from '#core/model/ids.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { unfilledFields } from '#core/template/unfilled-fields.ts'
import type { DraftRow, MessageRow, OutboxRow } from '#data/schema.ts'

/**
 * The reply as it will leave, frozen. Refused with a reason when a recipient is not one address, or the text still has an
 * unfilled field: holes cannot be sent.
 */
export function freezeDraft(
  draft: DraftRow,
  context: { settings: Settings; from: string; answered: MessageRow | undefined; now: EpochMs },
): Result<OutboxRow, Failure> {
  const people: Record<'to' | 'cc' | 'bcc', { name: string; address: string }[]> = { to: [], cc: [], bcc: [] }
  for (const field of ['to', 'cc', 'bcc'] as const) {
    for (const part of draft[field].split(/[,;]/)) {
      if (part.trim() === '') continue
      const [, name = '', inside] = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(part) ?? []
      const address = addressSchema.safeParse(inside ?? part)
      if (!address.success) return failed({ code: 'invalid-address', detail: part.trim() })
      people[field].push({ name: name.trim(), address: address.data })
    }
  }
  if (people.to.length === 0) return failed({ code: 'invalid-address', detail: '' })
  const [hole] = unfilledFields(`${draft.subject}\n${draft.text}`)
  if (hole !== undefined) return failed({ code: 'invalid-arguments', detail: `unfilled ${hole.name}` })
  const { settings, answered, now } = context
  const name = [settings.helperName, settings.shopName].filter((part) => part !== '').join(' – ')
  return ok({
    draftId: draft.id,
    answersKey: draft.answersKey,
    mail: {
      draftId: draft.id,
      messageId: draft.messageId,
      from: { name, address: context.from },
      ...people,
      subject: draft.subject,
      text: draft.text,
      inReplyTo: answered?.messageId ?? '',
      references:
        answered === undefined ? [] : [...new Set([...answered.references, answered.messageId].filter((id) => id !== ''))].slice(-30),
      attachments: draft.attachments,
      writtenAt: now,
    },
    state: 'held',
    heldUntil: now + settings.undoSeconds * 1000,
    attempts: 0,
    nextTryAt: now,
    failure: null,
    rejected: [],
    draft,
  })
}

import { expect, test } from 'vitest'
import { defaultSettings } from '#contract/shop.ts'
import { outgoingMailSchema } from '#contract/outgoing.ts'
import type { DraftRow, MessageRow } from '#data/schema.ts'
import { freezeDraft } from '#engine/outbox/freeze-draft.ts'
import { draftRow } from '../../support/memory-ports.ts'

const settings = { ...defaultSettings('en', 'Europe/Paris'), helperName: 'Anna', shopName: 'The Shop' }

function freeze(changes: Partial<DraftRow> = {}, answered?: Pick<MessageRow, 'messageId' | 'references'>) {
  return freezeDraft(draftRow(changes), { settings, from: 'hey@shop.example', answered: answered as MessageRow | undefined, now: 1_000 })
}

test('what is frozen is what the border takes, letter for letter', () => {
  const frozen = freeze({ to: 'A@Post.example; b@post.example', cc: ' c@post.example ,', bcc: 'd@post.example' })
  if (!frozen.ok) throw new Error(frozen.failure.detail)
  const { mail } = frozen.value
  expect(mail).toMatchObject({
    from: { name: 'Anna – The Shop', address: 'hey@shop.example' },
    to: [{ address: 'a@post.example' }, { address: 'b@post.example' }],
    cc: [{ address: 'c@post.example' }],
    bcc: [{ address: 'd@post.example' }],
    text: draftRow().text,
    messageId: 'reply-1@shop.example',
  })
  expect(outgoingMailSchema.safeParse(mail).success).toBe(true)
  expect(frozen.value).toMatchObject({ state: 'held', heldUntil: 11_000 })
})

test.each([
  ['to', ''],
  ['to', ' , ;'],
  ['to', 'claire'],
  ['to', 'claire@'],
  ['to', 'claire@post.example, nobody'],
  ['to', 'a@b@c.example'],
  ['to', 'claire@post.example\r\nBcc: x@evil.example'],
  ['to', '"a b"@post.example'],
  ['cc', 'claire post.example'],
  ['bcc', '<>'],
] as const)('a reply with %s %j is refused, and names what is wrong', (field, value) => {
  expect(freeze({ [field]: value })).toMatchObject({ ok: false, failure: { code: 'invalid-address' } })
})

test.each([
  ['text', 'Hello ⟦first name⟧,'],
  ['subject', 'About ⟦order⟧'],
] as const)('a hole in the %s cannot be sent', (field, value) => {
  const frozen = freeze({ [field]: value })
  expect(frozen).toMatchObject({ ok: false, failure: { code: 'invalid-arguments' } })
  expect(JSON.stringify(frozen)).toMatch(/first name|order/)
})

test('references are those of the answered message and itself, once each, the newest 30', () => {
  const references = Array.from({ length: 40 }, (_, index) => `r${index}@post.example`)
  const frozen = freeze({}, { messageId: 'r39@post.example', references: ['', ...references] })
  if (!frozen.ok) throw new Error(frozen.failure.detail)
  expect(frozen.value.mail.inReplyTo).toBe('r39@post.example')
  expect(frozen.value.mail.references).toEqual(references.slice(10))
})

test('a mail that answers nothing refers to nothing', () => {
  expect(freeze()).toMatchObject({ ok: true, value: { mail: { inReplyTo: '', references: [] } } })
})

test('bytes of files are those of the moment of sending', () => {
  const attachments = [{ name: 'a.bin', type: 'application/octet-stream', bytes: new Uint8Array([1]) }]
  expect(freeze({ attachments })).toMatchObject({ value: { mail: { attachments } } })
})

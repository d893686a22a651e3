import { expect, test } from 'vitest'
import { defaultSettings, parseSetup, settingsSchema, withChanges } from '#contract/shop.ts'

const server = { host: 'mail.example', port: 993, security: 'tls' }

function setup(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    helper: { name: 'Anna', email: 'anna@shop.example' },
    shop: { name: 'The Shop', timeZone: 'Europe/Paris', country: 'FR', language: 'fr', hours: { mon: [['09:00', '18:00']] } },
    account: {
      address: 'Hey@Shop.example',
      password: 'canary-7731',
      imap: server,
      smtp: { ...server, port: 465, user: 'u', password: 'p' },
    },
    ...changes,
  }
}

const problemOf = (value: unknown): string => {
  const read = parseSetup(typeof value === 'string' ? value : JSON.stringify(value))
  return 'problem' in read ? read.problem : ''
}

test('a right file is read; addresses in lower case, no aliases where none are named', () => {
  const read = parseSetup(JSON.stringify(setup()))
  expect(read).toMatchObject({ setup: { account: { address: 'hey@shop.example', addresses: [], smtp: { user: 'u', password: 'p' } } } })
})

test('a fingerprint is taken with or without colons, in any case', () => {
  const certificate = Array.from({ length: 32 }, () => 'AB').join(':')
  const account = { ...(setup()['account'] as object), imap: { ...server, certificate } }
  expect(parseSetup(JSON.stringify(setup({ account })))).toMatchObject({ setup: { account: { imap: { certificate: 'ab'.repeat(32) } } } })
})

test.each([
  ['account.imap.port', { imap: { ...server, port: 0 } }],
  ['account.imap.security', { imap: { ...server, security: 'none' } }],
  ['account.imap.host', { imap: { ...server, host: '' } }],
  ['account.smtp', { smtp: undefined }],
  ['account.address', { address: 'nobody' }],
  ['account.addresses[0]', { addresses: ['a b@c'] }],
  ['account.password', { password: '' }],
  ['account.imap.certificate', { imap: { ...server, certificate: 'abc' } }],
])('a wrong %s is named', (place, changes) => {
  const account = { ...(setup()['account'] as object), ...changes }
  expect(problemOf(setup({ account }))).toContain(place)
})

test.each([
  ['helper', { helper: undefined }],
  ['shop.hours.mon', { shop: { name: 'S', timeZone: 'Europe/Paris', hours: { mon: [['9:00', '18:00']] } } }],
  ['shop.language', { shop: { name: 'S', timeZone: 'Europe/Paris', language: 'de' } }],
  ['pasword', { pasword: 1 }],
])('a file with a wrong %s is refused by that name', (name, changes) => {
  expect(problemOf(setup(changes))).toContain(name)
})

test('several faults are all named at once', () => {
  const account = { ...(setup()['account'] as object), address: 'x', imap: { ...server, port: 70_000 } }
  expect(problemOf(setup({ account }))).toMatch(/account\.address[\s\S]*account\.imap\.port/)
})

test.each(['', '{', 'null', '[]', '"x"', '{"__proto__": 1}'])('%j is refused in words', (json) => {
  expect(problemOf(json)).not.toBe('')
})

test('no problem repeats the password', () => {
  const json = JSON.stringify(setup())
  for (const broken of [json.replace('"canary-7731"', 'canary-7731'), json.replace('"canary-7731"', '"canary-7731'), json.slice(0, -3)])
    expect(problemOf(broken)).not.toContain('canary')
  const account = { ...(setup()['account'] as object), password: ['canary-7731'] }
  expect(problemOf(setup({ account }))).not.toContain('canary')
})

test('changes replace what they name and nothing else', () => {
  const settings = defaultSettings('fr', 'Europe/Paris')
  expect(settingsSchema.safeParse(settings).success).toBe(true)
  expect(withChanges(settings, { helperName: 'Anna', signature: undefined })).toEqual({ ...settings, helperName: 'Anna' })
})

test.each([
  ['a time zone that is none', { timeZone: 'Paris' }, 'shop.timeZone'],
  ['an interval that ends before it begins', { hours: { mon: [['18:00', '09:00']] } }, 'shop.hours.mon'],
  ['a date that is none', { closings: [{ from: '2026-02-31', to: '2026-03-02' }] }, 'shop.closings'],
])('%s is named', (_what, wrong, field) => {
  const shop = { ...(setup()['shop'] as object), ...wrong }
  expect(problemOf(setup({ shop }))).toContain(field)
})

import { describe, expect, test } from 'vitest'
import type { DiscoveredSettings } from '#contract/account.ts'
import {
  accountOf,
  changeServer,
  draftOf,
  guessServer,
  isAsFound,
  isThisComputer,
  serverProblems,
  type MailboxDraft,
  type ServerDraft,
} from '#renderer/features/welcome/mailbox-draft.ts'

const found: DiscoveredSettings = {
  source: 'preset',
  provider: 'Free',
  imap: { host: 'imap.free.fr', port: 993, security: 'tls' },
  smtp: { host: 'smtp.free.fr', port: 587, security: 'starttls' },
  user: 'local-part',
  takesPasswords: true,
  appPasswordUrl: '',
}
const fingerprint = 'ab'.repeat(32)
const pinned: ServerDraft = { host: 'mail.shop.example', port: '993', security: 'tls', certificate: fingerprint }

test('what was found becomes the account, with the log-in name that the provider wants', () => {
  expect(accountOf(draftOf('hey@free.fr', found))).toEqual({
    address: 'hey@free.fr',
    addresses: [],
    user: 'hey',
    imap: { host: 'imap.free.fr', port: 993, security: 'tls' },
    smtp: { host: 'smtp.free.fr', port: 587, security: 'starttls' },
  })
})

test('a log-in name that is the address is left out of the account', () => {
  expect(accountOf(draftOf('hey@shop.example', null))).not.toHaveProperty('user')
})

test('a server that was not found is guessed from the domain, encrypted', () => {
  const draft = draftOf('hey@Shop.example', { ...found, source: 'srv', smtp: null })
  expect(draft.imap.host).toBe('imap.free.fr')
  expect(draft.smtp).toEqual({ host: 'smtp.shop.example', port: '465', security: 'tls', certificate: '' })
  expect(guessServer('nobody', 'imap').host).toBe('')
})

test('who announced the servers is named only while they are the ones announced', () => {
  const draft = draftOf('hey@free.fr', found)
  expect(isAsFound(draft, found)).toBe(true)
  expect(isAsFound({ ...draft, smtp: { ...draft.smtp, host: 'smtp.evil.example' } }, found)).toBe(false)
  expect(isAsFound({ ...draft, imap: { ...draft.imap, port: '143' } }, found)).toBe(false)
  expect(isAsFound(draft, { ...found, imap: null })).toBe(false)
})

describe('changing a server', () => {
  test.each<[string, Partial<ServerDraft>, Partial<ServerDraft>]>([
    ['another host drops the trusted certificate', { host: 'other.example' }, { certificate: '' }],
    ['another port drops it too', { port: '1993' }, { certificate: '' }],
    ['the same host keeps it', { host: 'mail.shop.example' }, { certificate: fingerprint }],
    ['the usual port follows the security, and drops the certificate', { security: 'starttls' }, { port: '143', certificate: '' }],
    ['cleartext is not taken outside this computer', { security: 'loopback' }, { security: 'tls', port: '993' }],
  ])('%s', (_, change, expected) => {
    expect(changeServer('imap', pinned, change)).toMatchObject(expected)
  })

  test('a port of its own stays when the security changes', () => {
    expect(changeServer('smtp', { ...pinned, port: '2525' }, { security: 'starttls' }).port).toBe('2525')
  })

  test('cleartext ends when the host is no longer this computer', () => {
    const local: ServerDraft = { host: '127.0.0.1', port: '1143', security: 'loopback', certificate: '' }
    expect(changeServer('imap', local, { host: '127.0.0.1' }).security).toBe('loopback')
    expect(changeServer('imap', local, { host: '127.0.0.12' }).security).toBe('tls')
  })
})

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  [' LOCALHOST ', true],
  ['localhost.shop.example', false],
  ['127.0.0.1.nip.example', false],
  ['', false],
])('%j is this computer: %s', (host, expected) => {
  expect(isThisComputer(host)).toBe(expected)
})

test.each<[string, Partial<ServerDraft>, string[]]>([
  ['nothing', {}, []],
  ['a missing host', { host: ' ' }, ['imap.host']],
  ['an address for a host', { host: 'hey@shop.example' }, ['imap.host']],
  ['a url for a host', { host: 'https://shop.example' }, ['imap.host']],
  ['a missing port', { port: '' }, ['imap.port']],
  ['port 0', { port: '0' }, ['imap.port']],
  ['port 65536', { port: '65536' }, ['imap.port']],
  ['a port in words', { port: '0x10' }, ['imap.port']],
  ['cleartext to another computer', { security: 'loopback' }, ['imap.security']],
])('%s wrong with a server is told, and then there is no account', (_, change, expected) => {
  const whole = draftOf('hey@shop.example', null)
  const draft: MailboxDraft = { ...whole, imap: { ...whole.imap, ...change } }
  expect(serverProblems(draft).map(({ server, field }) => `${server}.${field}`)).toEqual(expected)
  expect(accountOf(draft) === null).toBe(expected.length > 0)
})

test('a trusted certificate goes into its own server only', () => {
  const draft = draftOf('hey@shop.example', null)
  const account = accountOf({ ...draft, smtp: { ...draft.smtp, certificate: fingerprint } })
  expect(account?.smtp.certificate).toBe(fingerprint)
  expect(account?.imap).not.toHaveProperty('certificate')
})

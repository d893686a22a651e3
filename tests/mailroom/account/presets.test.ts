import { presetOfDomain, presetOfMx, presets } from '#mailroom/account/presets.ts'
import { serverSchema } from '#contract/account.ts'
import { expect, test } from 'vitest'

test.each([
  ['gmail.com', 'imap.gmail.com', 'https://myaccount.google.com/apppasswords'],
  ['me.com', 'imap.mail.me.com', 'https://account.apple.com/account/manage'],
  ['yahoo.fr', 'imap.mail.yahoo.com', 'https://login.yahoo.com/account/security'],
  ['fastmail.fm', 'imap.fastmail.com', 'https://app.fastmail.com/settings/security/apps'],
  ['zohomail.eu', 'imap.zoho.eu', 'https://accounts.zoho.eu/home#security/app_password'],
  ['wanadoo.fr', 'imap.orange.fr', ''],
  ['FREE.fr', 'imap.free.fr', ''],
  ['neuf.fr', 'imap.sfr.fr', ''],
  ['laposte.net', 'imap.laposte.net', ''],
  ['ik.me', 'mail.infomaniak.com', 'https://config.infomaniak.com/'],
  ['pm.me', '127.0.0.1', 'https://proton.me/mail/bridge'],
])('an address at %s is read from %s', (domain, host, appPasswordUrl) => {
  expect(presetOfDomain(domain)).toMatchObject({ imap: { host }, appPasswordUrl })
})

test.each([
  ['aspmx.l.google.com', 'imap.gmail.com'],
  ['mx1.mail.ovh.net.', 'ssl0.ovh.net'],
  ['spool.mail.gandi.net', 'mail.gandi.net'],
  ['in1-smtp.messagingengine.com', 'imap.fastmail.com'],
  ['mx.zoho.eu', 'imappro.zoho.eu'],
  ['mta-gw.infomaniak.ch', 'mail.infomaniak.com'],
  ['mx00.ionos.fr', 'imap.ionos.fr'],
  ['mx01.kundenserver.de', 'imap.ionos.de'],
  ['shop-example.mail.protection.outlook.com', 'outlook.office365.com'],
])('a domain whose mail goes to %s is read from %s', (exchange, host) => {
  expect(presetOfMx(exchange)).toMatchObject({ imap: { host } })
})

test.each(['evilgoogle.com', 'google.com.evil.example', 'ovh.net.evil.example', 'notgandi.net'])('%s is nobody we know', (exchange) => {
  expect(presetOfMx(exchange)).toBeUndefined()
})

test.each(['outlook.com', 'hotmail.fr', 'live.com', 'msn.com'])('%s refuses passwords, and we say so', (domain) => {
  expect(presetOfDomain(domain)).toMatchObject({ takesPasswords: false })
})

test('Free and La Poste log in with the part before the @', () => {
  expect([presetOfDomain('free.fr')?.user, presetOfDomain('laposte.net')?.user]).toEqual(['local-part', 'local-part'])
})

test('every preset is a valid server, encrypted, and no domain is claimed twice', () => {
  for (const preset of presets) {
    expect(serverSchema.parse(preset.imap).security).not.toBe('loopback')
    expect(serverSchema.parse(preset.smtp).security).not.toBe('loopback')
  }
  const domains = presets.flatMap((preset) => preset.domains)
  expect(new Set(domains).size).toBe(domains.length)
})

import { openImap } from '#mailroom/imap/open-imap.ts'
import { peekCertificate } from '#mailroom/net/peek-certificate.ts'
import { openSmtp, testSmtp } from '#mailroom/smtp/smtp-options.ts'
import { ImapFlow } from 'imapflow'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ServerSettings } from '#contract/account.ts'
import { connectInChild } from '../../support/connect-in-child.ts'
import { startScriptedImapServer } from '../../support/scripted-imap-server.ts'
import { credentialHits, type ScriptedServer } from '../../support/scripted-server.ts'
import { startScriptedSmtpServer } from '../../support/scripted-smtp-server.ts'
import { makeTestCertificates, type TestCertificate, type TestCertificates } from '../../support/test-certificates.ts'

const user = 'shop@shop.example'
const password = 'correct horse battery'

let certificates: TestCertificates
let server: ScriptedServer | undefined

beforeAll(() => {
  certificates = makeTestCertificates()
})
afterAll(() => certificates.remove())
afterEach(async () => {
  await server?.stop()
  server = undefined
})

function settings(port: number, security: ServerSettings['security'], certificate?: string): ServerSettings {
  return { host: '127.0.0.1', port, security, ...(certificate === undefined ? {} : { certificate }) }
}

/** imapflow or nodemailer as they come: what these tests protect from. */
async function connectCarelessly(protocol: 'imap' | 'smtp', port: number): Promise<void> {
  if (protocol === 'imap') {
    const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, auth: { user, pass: password }, logger: false })
    client.on('error', () => {})
    await client.connect().catch(() => {})
    client.close()
    return
  }
  const connection = new SMTPConnection({ host: '127.0.0.1', port })
  await new Promise<void>((resolve) => {
    connection.on('error', () => resolve())
    connection.connect(() => connection.login({ user, pass: password }, () => resolve()))
  })
  connection.close()
}

const tries = { imap: openImap, smtp: testSmtp }
const starts = { imap: startScriptedImapServer, smtp: startScriptedSmtpServer }

describe.each(['imap', 'smtp'] as const)('%s', (protocol) => {
  test.each(['stripped', 'refused'] as const)('N01: STARTTLS %s: not a byte of the password leaves', async (startTls) => {
    server = await starts[protocol]({ startTls })
    const result = await tries[protocol]({ server: settings(server.port, 'starttls'), user, password })
    expect(result).toMatchObject({ ok: false, failure: { code: 'starttls-refused' } })
    expect(credentialHits(server.received(), user, password)).toBe(0)
    expect(server.received()).not.toBe('')
  })

  test('N01, control: the same server gets the password from a careless client', async () => {
    server = await starts[protocol]({ startTls: 'stripped' })
    await connectCarelessly(protocol, server.port)
    expect(credentialHits(server.receivedInClear(), user, password)).toBeGreaterThan(0)
  })

  test('N02: plaintext slipped in after the go-ahead is refused by name', async () => {
    const injected = protocol === 'imap' ? '* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n' : '250 AUTH PLAIN\r\n'
    server = await starts[protocol]({ tls: certificates.valid, injected })
    const result = await tries[protocol]({ server: settings(server.port, 'starttls', certificates.valid.fingerprint), user, password })
    expect(result).toMatchObject({ ok: false, failure: { code: 'injected-plaintext' } })
    expect(credentialHits(server.received(), user, password)).toBe(0)
  })

  test.each<[keyof TestCertificates, 'tls' | 'starttls', string]>([
    ['selfSigned', 'tls', 'certificate-untrusted'],
    ['selfSigned', 'starttls', 'certificate-untrusted'],
    ['valid', 'tls', 'certificate-untrusted'],
    ['valid', 'starttls', 'certificate-untrusted'],
  ])('N03: a certificate that nobody vouches for (%s, %s) is refused, and shown', async (kind, security, code) => {
    const certificate = certificates[kind] as TestCertificate
    server = await starts[protocol]({ tls: certificate, isSecureFromStart: security === 'tls' })
    const result = await tries[protocol]({ server: settings(server.port, security), user, password })
    expect(result).toMatchObject({ ok: false, failure: { code, certificate: { seen: certificate.fingerprint } } })
    expect(credentialHits(server.received(), user, password)).toBe(0)
  })

  test.each<[keyof TestCertificates, 'tls' | 'starttls', string]>([
    ['valid', 'tls', 'ok'],
    ['valid', 'starttls', 'ok'],
    ['expired', 'tls', 'certificate-expired'],
    ['expired', 'starttls', 'certificate-expired'],
    ['wrongName', 'tls', 'certificate-wrong-name'],
    ['wrongName', 'starttls', 'certificate-wrong-name'],
  ])('N03: with a trusted authority, a certificate that is %s gives (%s) %s', async (kind, security, code) => {
    server = await starts[protocol]({ tls: certificates[kind] as TestCertificate, isSecureFromStart: security === 'tls' })
    const report = await connectInChild(protocol, settings(server.port, security), { NODE_EXTRA_CA_CERTS: certificates.authorityFile })
    expect(report.code).toBe(code)
    expect(credentialHits(server.received(), 'shop', 'topsecret') > 0).toBe(code === 'ok')
    expect(credentialHits(server.receivedInClear(), 'shop', 'topsecret')).toBe(0)
  })

  test.each(['tls', 'starttls'] as const)('N03: TLS 1.0 is refused, by %s, even with the pinned certificate', async (security) => {
    const tls = { ...certificates.valid, version: 'TLSv1' as const }
    server = await starts[protocol]({ tls, isSecureFromStart: security === 'tls' })
    const result = await tries[protocol]({ server: settings(server.port, security, certificates.valid.fingerprint), user, password })
    expect(result).toMatchObject({ ok: false, failure: { code: 'tls-too-old' } })
    expect(credentialHits(server.received(), user, password)).toBe(0)
  })

  test.each<[keyof TestCertificates, 'tls' | 'starttls']>([
    ['selfSigned', 'tls'],
    ['selfSigned', 'starttls'],
    ['expired', 'tls'],
    ['expired', 'starttls'],
    ['wrongName', 'tls'],
    ['wrongName', 'starttls'],
  ])('N03: pinned, that one certificate (%s, %s) is enough', async (kind, security) => {
    const certificate = certificates[kind] as TestCertificate
    server = await starts[protocol]({ tls: certificate, isSecureFromStart: security === 'tls' })
    const result = await tries[protocol]({ server: settings(server.port, security, certificate.fingerprint), user, password })
    expect(result).toMatchObject({ ok: true })
    if (result.ok && result.value !== undefined) result.value.close()
    expect(credentialHits(server.receivedInClear(), user, password)).toBe(0)
    expect(credentialHits(server.received(), user, password)).toBeGreaterThan(0)
  })

  test.each(['tls', 'starttls'] as const)(
    'N04: another certificate than the pinned one (%s) is refused before a byte is said',
    async (security) => {
      server = await starts[protocol]({ tls: certificates.valid, isSecureFromStart: security === 'tls' })
      const expected = certificates.selfSigned.fingerprint
      const result = await tries[protocol]({ server: settings(server.port, security, expected), user, password })
      const seen = certificates.valid.fingerprint
      expect(result).toMatchObject({ ok: false, failure: { code: 'certificate-changed', certificate: { seen, expected } } })
      expect(server.received()).toBe(server.receivedInClear())
      expect(credentialHits(server.received(), user, password)).toBe(0)
    },
  )

  test.each<[keyof TestCertificates, 'tls' | 'starttls']>([
    ['selfSigned', 'tls'],
    ['selfSigned', 'starttls'],
  ])('the certificate (%s, %s) can be looked at without a credential', async (kind, security) => {
    const certificate = certificates[kind] as TestCertificate
    server = await starts[protocol]({ tls: certificate, isSecureFromStart: security === 'tls' })
    const peeked = await peekCertificate(settings(server.port, security), protocol)
    expect(peeked).toMatchObject({
      ok: true,
      value: { fingerprint: certificate.fingerprint, subject: `CN=${kind}`, problem: 'certificate-untrusted' },
    })
  })

  test('cleartext to anything but this computer is refused before connecting', async () => {
    server = await starts[protocol]({ startTls: 'stripped' })
    const refused = await tries[protocol]({ server: { host: '0.0.0.0', port: server.port, security: 'loopback' }, user, password })
    expect(refused).toMatchObject({ ok: false, failure: { code: 'blocked-address' } })
    expect(server.connections()).toBe(0)
    const taken = await tries[protocol]({ server: settings(server.port, 'loopback'), user, password })
    expect(taken.ok).toBe(true)
    if (taken.ok && taken.value !== undefined) taken.value.close()
  })

  test('a port where nobody listens is blocked, a name that does not exist is unknown', async () => {
    server = await starts[protocol]()
    const { port } = server
    await server.stop()
    server = undefined
    expect(await tries[protocol]({ server: settings(port, 'tls'), user, password })).toMatchObject({ failure: { code: 'port-blocked' } })
    expect(await tries[protocol]({ server: settings(port, 'tls', 'a'.repeat(64)), user, password })).toMatchObject({
      failure: { code: 'port-blocked' },
    })
  })
})

test.each(['starttls', 'tls', 'loopback'] as const)('N02: a PREAUTH greeting (%s) is refused by name', async (security) => {
  server = await startScriptedImapServer({
    greeting: '* PREAUTH welcome back',
    tls: certificates.valid,
    isSecureFromStart: security === 'tls',
  })
  const result = await openImap({ server: settings(server.port, security, certificates.valid.fingerprint), user, password })
  expect(result).toMatchObject({ ok: false, failure: { code: 'preauth-greeting' } })
  expect(credentialHits(server.received(), user, password)).toBe(0)
})

test('N02, control: a careless client takes the PREAUTH greeting', async () => {
  server = await startScriptedImapServer({ greeting: '* PREAUTH welcome back', startTls: 'stripped' })
  const client = new ImapFlow({ host: '127.0.0.1', port: server.port, secure: false, auth: { user, pass: password }, logger: false })
  await client.connect()
  expect(client.authenticated).toBeTruthy()
  client.close()
})

test('N02: what a server says in an ALERT is plain text, without the password and without a link to press', async () => {
  const loginAnswer = `NO [ALERT] Visit https://evil.example <a href="x">here</a>, ${password}`
  server = await startScriptedImapServer({ tls: certificates.valid, isSecureFromStart: true, loginAnswer })
  const result = await openImap({ server: settings(server.port, 'tls', certificates.valid.fingerprint), user, password })
  if (result.ok) throw new Error('the log-in was refused')
  expect(result.failure).toMatchObject({ code: 'wrong-password' })
  expect(result.failure.detail).toContain('evil.example')
  expect(result.failure.detail).not.toContain(password)
  expect(result.failure.helpUrl).toBeUndefined()
})

test('a refused password is told as such by SMTP too, and an open session can be left', async () => {
  server = await startScriptedSmtpServer({ tls: certificates.valid, isSecureFromStart: true, loginAnswer: '535 5.7.8 no' })
  const target = settings(server.port, 'tls', certificates.valid.fingerprint)
  expect(await openSmtp({ server: target, user, password })).toMatchObject({ ok: false, failure: { code: 'wrong-password' } })
})

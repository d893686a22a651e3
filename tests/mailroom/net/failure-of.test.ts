import { failureOf } from '#mailroom/net/failure-of.ts'
import { failureSchema, type FailureCode } from '#contract/failure.ts'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ServerSettings } from '#contract/account.ts'

const outlook: ServerSettings = { host: 'outlook.office365.com', port: 993, security: 'tls' }
const gmail: ServerSettings = { host: 'imap.gmail.com', port: 993, security: 'tls' }

function imapError(responseText: string, more: object = {}): Error {
  return Object.assign(new Error('Command failed'), { authenticationFailed: true, responseStatus: 'NO', responseText, ...more })
}
function smtpError(response: string, more: object = {}): Error {
  return Object.assign(new Error(`Failed: ${response}`), { response, responseCode: Number(response.slice(0, 3)), ...more })
}

test.each<[FailureCode, Error, ServerSettings?]>([
  ['too-many-connections', imapError('Maximum number of connections exceeded', { serverResponseCode: 'LIMIT' })],
  ['wrong-password', imapError('Authentication failed.', { serverResponseCode: 'AUTHENTICATIONFAILED' })],
  ['wrong-password', imapError('Invalid credentials (Failure)', { serverResponseCode: 'AUTHENTICATIONFAILED' }), gmail],
  [
    'app-password-needed',
    imapError('Application-specific password required: https://support.google.com/x (Failure)', { serverResponseCode: 'ALERT' }),
    gmail,
  ],
  ['app-password-needed', imapError('Web login required.', { serverResponseCode: 'WEBALERT' }), gmail],
  ['too-many-connections', imapError('Too many simultaneous connections. (Failure)', { serverResponseCode: 'ALERT' }), gmail],
  ['provider-sign-in-only', imapError('LOGIN failed.'), outlook],
  ['provider-sign-in-only', imapError('User is authenticated but not connected. BasicAuthBlocked')],
  ['wrong-password', imapError('LOGIN failed.')],
  ['unavailable', imapError('Temporary authentication failure', { serverResponseCode: 'UNAVAILABLE' })],
  ['unavailable', imapError('busy', { serverResponseCode: 'INUSE' })],
  ['throttled', imapError('slow down', { serverResponseCode: 'THROTTLED' })],
  ['over-quota', imapError('full', { serverResponseCode: 'OVERQUOTA' })],
  ['starttls-refused', imapError('Plaintext refused', { serverResponseCode: 'PRIVACYREQUIRED' })],
  ['provider-sign-in-only', smtpError('535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', { code: 'EAUTH' })],
  ['app-password-needed', smtpError('534 5.7.9 Please log in via your web browser', { code: 'EAUTH' })],
  ['wrong-password', smtpError('535 5.7.8 Username and Password not accepted', { code: 'EAUTH' })],
  ['unavailable', smtpError('454 4.7.0 Temporary authentication failure', { code: 'EAUTH' })],
  ['starttls-refused', smtpError('530 5.7.0 Must issue a STARTTLS command first', { code: 'EENVELOPE', command: 'MAIL FROM' })],
  ['refused-recipients', smtpError('550 5.1.1 no such user', { code: 'EENVELOPE', command: 'RCPT TO' })],
  ['unavailable', smtpError('451 4.7.1 greylisted', { code: 'EENVELOPE', command: 'RCPT TO' })],
  ['message-refused', smtpError('554 5.7.1 spam', { code: 'EMESSAGE', command: 'DATA' })],
  ['over-quota', smtpError('452 4.2.2 mailbox full', { code: 'EENVELOPE', command: 'RCPT TO' })],
  ['too-large', smtpError('552 5.3.4 too big', { code: 'EMESSAGE', command: 'DATA' })],
  ['unavailable', smtpError('421 4.3.2 shutting down', { code: 'EPROTOCOL', command: 'CONN' })],
])('a server that answers is %s', (code, error, server) => {
  expect(failureOf(error, server === undefined ? {} : { server }).code).toBe(code)
})

test.each<[FailureCode, string]>([
  ['unknown-host', 'ENOTFOUND'],
  ['port-blocked', 'ECONNREFUSED'],
  ['port-blocked', 'ETIMEDOUT'],
  ['port-blocked', 'CONNECT_TIMEOUT'],
  ['connection-lost', 'ECONNRESET'],
  ['connection-lost', 'EAI_AGAIN'],
  ['connection-lost', 'NoConnection'],
  ['certificate-expired', 'CERT_HAS_EXPIRED'],
  ['certificate-wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['certificate-untrusted', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['certificate-untrusted', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['tls-too-old', 'ERR_SSL_UNSUPPORTED_PROTOCOL'],
  ['tls-too-old', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ['injected-plaintext', 'STARTTLS_INJECTION'],
  ['protocol', 'LineTooLarge'],
  ['protocol', 'constructor'],
  ['disk-full', 'ENOSPC'],
])('%s: an error named %s, also inside one of nodemailer', (code, name) => {
  expect(failureOf(Object.assign(new Error('it failed'), { code: name })).code).toBe(code)
  if (name !== 'ETIMEDOUT')
    expect(failureOf(Object.assign(new Error('it failed'), { code: 'ESOCKET', originalCode: name })).code).toBe(code)
})

test.each([new TypeError('x is not a function'), undefined, null, 42])('%s comes from us, not from a server: a bug', (error) => {
  expect(failureOf(error).code).toBe('bug')
})

test('the page of the provider comes along, never an address that the server sent', () => {
  const error = imapError('Application-specific password required: https://evil.example/', { serverResponseCode: 'ALERT' })
  expect(failureOf(error, { server: gmail }).helpUrl).toBe('https://myaccount.google.com/apppasswords')
  expect(failureOf(error, { provider: { appPasswordUrl: 'https://mine.example/', takesPasswords: true } }).helpUrl).toBe(
    'https://mine.example/',
  )
  expect(failureOf(error).helpUrl).toBeUndefined()
})

test('a provider that takes no passwords is told as such', () => {
  expect(failureOf(imapError('no'), { provider: { appPasswordUrl: '', takesPasswords: false } }).code).toBe('provider-sign-in-only')
})

test('no form of a credential is in what the other side said', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8 }), fc.constantFrom('plain', 'base64', 'sasl', 'json'), (password, form) => {
      const texts = {
        plain: password,
        base64: Buffer.from(password).toString('base64'),
        sasl: Buffer.from(`\0shop\0${password}`).toString('base64'),
        json: JSON.stringify(password),
      }
      const failure = failureOf(imapError(`you said ${texts[form]} to me`), { secrets: [password, 'shop'] })
      if (password.trim() === password && /^[\w+/=!-]+$/.test(password)) expect(failure.detail).not.toContain(password)
      expect(failure.detail).not.toContain(Buffer.from(`\0shop\0${password}`).toString('base64'))
      expect(failure.detail).not.toContain(Buffer.from(password).toString('base64'))
    }),
  )
})

test('a log-in command that a server echoes is cut, though we know no secret', () => {
  const token = Buffer.from('\0shop\0correct horse').toString('base64')
  expect(failureOf(imapError(`bad command: AUTHENTICATE PLAIN ${token}`)).detail).not.toContain(token)
})

test('the detail is one line of plain text', () => {
  const failure = failureOf(imapError('a\r\nb\u0007\u202Ec <b>d</b>'))
  expect(failure.detail).toBe('a b c <b>d</b>')
})

test('whatever is thrown, a failure of the contract comes out', () => {
  fc.assert(
    fc.property(fc.anything(), (error) => {
      expect(failureSchema.safeParse(failureOf(error)).success).toBe(true)
    }),
  )
})

import { isLoopbackAddress, loopbackAddressOf } from '#mailroom/net/loopback.ts'
import { smtpOptions } from '#mailroom/smtp/smtp-options.ts'
import { expect, test } from 'vitest'

test.each(['127.0.0.1', '127.255.1.2', '::1', '0:0:0:0:0:0:0:1'])('%s stays on this computer', (host) => {
  expect(isLoopbackAddress(host)).toBe(true)
})

test.each([
  'localhost',
  '128.0.0.1',
  '0.0.0.0',
  '10.0.0.1',
  '169.254.1.1',
  '::',
  '::2',
  '127.0.0.1.evil.example',
  '127.1',
  '2130706433',
  '',
])('"%s" is not a loopback address', (host) => {
  expect(isLoopbackAddress(host)).toBe(false)
})

test.each([
  ['localhost', ['127.0.0.1', '::1'], '127.0.0.1'],
  ['LOCALHOST.', ['::1'], '::1'],
  ['localhost', ['127.0.0.1', '192.0.2.1'], null],
  ['localhost', [], null],
  ['mail.example', ['127.0.0.1'], null],
])('%s, resolving to %j, gives %s', async (host, addresses, expected) => {
  const result = await loopbackAddressOf(host, async () => addresses)
  expect(result.ok ? result.value : null).toBe(expected)
  if (!result.ok) expect(result.failure.code).toBe('blocked-address')
})

test.each(['mail.example', '192.0.2.1', 'localhost'])('cleartext SMTP options for %s demand TLS', (host) => {
  const options = smtpOptions({ server: { host, port: 25, security: 'loopback' }, user: 'u', password: 'p' })
  expect(options).toMatchObject({ requireTLS: true, ignoreTLS: false, disableFileAccess: true, disableUrlAccess: true })
})

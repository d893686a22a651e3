import { openImap } from '#mailroom/imap/open-imap.ts'
import { hasDovecot, startDovecot, type Dovecot } from '../../support/dovecot.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServerSettings } from '#contract/account.ts'

const reason = 'dovecot is not installed'
if (!hasDovecot()) console.warn(`skipped: ${reason}`)
const serverTest = test.skipIf(!hasDovecot())

let dovecot: Dovecot

beforeAll(async () => {
  if (hasDovecot()) dovecot = await startDovecot({ maxUserConnections: 2 })
})
afterAll(async () => {
  if (hasDovecot()) await dovecot.stop()
})

function server(security: ServerSettings['security'], pin?: string): ServerSettings {
  const port = security === 'tls' ? dovecot.tlsPort : dovecot.port
  return { host: security === 'loopback' ? 'localhost' : '127.0.0.1', port, security, ...(pin === undefined ? {} : { certificate: pin }) }
}

serverTest.each(['tls', 'starttls', 'loopback'] as const)(
  'a real server is reached by %s, with its certificate pinned',
  async (security) => {
    const opened = await openImap({ server: server(security, dovecot.certificateFingerprint), user: 'shop', password: 'secret' })
    expect(opened).toMatchObject({ ok: true })
    if (!opened.ok) return
    const folders = await opened.value.list()
    expect(folders.find((folder) => folder.specialUse === '\\Sent')?.path).toBe('Sent')
    await opened.value.logout()
  },
)

serverTest('a wrong password is told as such, and not repeated', async () => {
  const opened = await openImap({ server: server('tls', dovecot.certificateFingerprint), user: 'shop', password: 'wrong-canary' })
  expect(opened).toMatchObject({ ok: false, failure: { code: 'wrong-password' } })
  expect(JSON.stringify(opened)).not.toContain('wrong-canary')
})

serverTest('one connection too many asks for no new password', async () => {
  const login = { server: server('tls', dovecot.certificateFingerprint), user: 'shop', password: 'secret' }
  const open = [await openImap(login), await openImap(login)]
  expect(open.map((result) => result.ok)).toEqual([true, true])
  expect(await openImap(login)).toMatchObject({ ok: false, failure: { code: 'too-many-connections' } })
  for (const result of open) if (result.ok) result.value.close()
})

serverTest('mail that is delivered is found by the server with the date given', async () => {
  const at = new Date('2026-03-04T05:06:07Z')
  const file = dovecot.deliver('Subject: hello\r\n\r\nbody\r\n', { internalDate: at })
  expect(dovecot.list()).toHaveLength(1)
  expect(file).toContain(dovecot.mailFolder)
  const opened = await openImap({ server: server('loopback'), user: 'shop', password: 'secret' })
  if (!opened.ok) throw new Error(opened.failure.code)
  await opened.value.mailboxOpen('INBOX')
  const message = await opened.value.fetchOne('1', { internalDate: true, envelope: true })
  expect(message).toMatchObject({ envelope: { subject: 'hello' } })
  expect(message === false || message === undefined ? '' : new Date(message.internalDate ?? 0).toISOString()).toBe(at.toISOString())
  await opened.value.logout()
})

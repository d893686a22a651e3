import { expect, test } from 'vitest'
import { accountSchema } from '#contract/account.ts'
import { MailSession } from '#mailroom/imap/mail-session.ts'
import { hasDovecot, startDovecot } from '../../support/dovecot.ts'
import { startFaultProxy } from '../../support/fault-proxy/fault-proxy.ts'
import { withoutCapabilities } from '../../support/fault-proxy/rules.ts'

test.runIf(hasDovecot())('a move that was cut after its copy is finished on a server without MOVE, not made twice', async () => {
  const dovecot = await startDovecot()
  const proxy = await startFaultProxy({ target: dovecot.port, mode: 'tls', rules: [withoutCapabilities('MOVE')] })
  const account = accountSchema.parse({
    address: 'hey@shop.example',
    user: dovecot.user,
    imap: { host: '127.0.0.1', port: proxy.port, security: 'tls', certificate: proxy.certificateFingerprint },
    smtp: { host: '127.0.0.1', port: 9, security: 'loopback' },
  })
  const letter = (id: string): string =>
    `From: Claire <claire@post.example>\r\nTo: hey@shop.example\r\nSubject: Parcel\r\nMessage-ID: <${id}@post.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\nWhere is it?\r\n`
  dovecot.deliver(letter('one'))
  // What a copy that was made just before the line broke leaves behind; beside it one that borrows the Message-ID of another.
  dovecot.deliver(letter('one'), { folder: 'Junk' })
  dovecot.deliver(letter('two'))
  dovecot.deliver(letter('two').replace('Where is it?', 'Where is it, I ask you?'), { folder: 'Junk' })
  const session = new MailSession(account, { password: dovecot.password }, { folderChanged: () => {}, connectionLost: () => {} })
  await session.open(false)
  const inbox = await session.changes('INBOX', null, null)
  if (!inbox.ok) throw new Error(inbox.failure.detail)
  const view = { path: 'INBOX', uidValidity: inbox.value.uidValidity }
  for (const uid of [1, 2]) expect(await session.moveMail(view, uid, 'Junk')).toMatchObject({ ok: true })
  expect(dovecot.list('INBOX')).toHaveLength(0)
  expect(dovecot.list('Junk')).toHaveLength(3)
  await session.close()
  await proxy.stop()
  await dovecot.stop()
})

import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServerSettings } from '#contract/account.ts'
import type { OutgoingMail, SendStage } from '#contract/outgoing.ts'
import { sendMail, type SendOutcome } from '#mailroom/smtp/send-mail.ts'
import { eximMissing, startExim, type Exim } from '../../support/exim.ts'
import { until } from '../../support/node-shop.ts'

const missing = eximMissing()
if (missing !== null) process.stderr.write(`skipped: no Exim to send to (${missing})\n`)

describe.skipIf(missing !== null)('a real mail server (Exim)', () => {
  let exim: Exim

  beforeAll(async () => {
    exim = await startExim()
  })

  afterAll(async () => {
    await exim.stop()
  })

  const reply = (change: Partial<OutgoingMail> = {}): OutgoingMail => ({
    draftId: 'd0000001',
    messageId: 'reply-1@shop.example',
    from: { name: 'Le Comptoir d’Anna', address: 'hey@shop.example' },
    to: [{ name: 'Claire Morel', address: 'claire@post.example' }],
    cc: [{ name: '', address: 'carrier@post.example' }],
    bcc: [{ name: 'Boss', address: 'hidden@post.example' }],
    subject: 'Re: Colis non reçu',
    text: 'Bonjour Claire,\n\n.un point en tête de ligne\n\nIl part aujourd’hui.\n',
    inReplyTo: 'ask-1@post.example',
    references: ['ask-0@post.example', 'ask-1@post.example'],
    attachments: [],
    writtenAt: Date.parse('2026-03-02T10:00:00Z'),
    ...change,
  })
  const send = async (mail: OutgoingMail, server: Partial<ServerSettings> = {}, password = exim.password) => {
    const stages: SendStage[] = []
    const pinned = { host: '127.0.0.1', port: exim.port, security: 'starttls', certificate: exim.certificateFingerprint } as const
    const sent = await sendMail(
      { server: { ...pinned, ...server }, user: exim.user, password },
      mail,
      (stage) => stages.push(stage),
      async () => {},
    )
    return { sent, stages }
  }

  test('a reply arrives once for each person it goes to, with its headers, its words and no trace of Bcc', async () => {
    const { sent, stages } = await send(reply())
    expect(sent).toEqual({ ok: true, value: { rejected: [] } satisfies SendOutcome })
    expect(stages).toEqual(['connecting', 'data', 'dot-sent', 'accepted'])
    await until(() => exim.log().includes('Completed'))
    const delivered = exim.delivered()
    expect(delivered.map((mail) => /^Envelope-to: (.*)$/m.exec(mail)?.[1] ?? '').sort()).toEqual([
      'carrier@post.example',
      'claire@post.example',
      'hidden@post.example',
    ])
    for (const mail of delivered) {
      // What the server itself puts on top names the one it delivers to.
      const written = mail.replace(/^Envelope-to: .*\n/m, '').replace(/^Received: .*(\n[ \t].*)*\n/m, '')
      expect(written).toMatch(/^Return-path: <hey@shop.example>$/m)
      expect(written).toMatch(/^Message-ID: <reply-1@shop.example>$/m)
      expect(written).toMatch(/^In-Reply-To: <ask-1@post.example>$/m)
      expect(written).toMatch(/^References: <ask-0@post.example>\s+<ask-1@post.example>$/m)
      expect(written).toMatch(/^Date: Mon, 02 Mar 2026 10:00:00 \+0000$/m)
      expect(written).toMatch(/^To: Claire Morel <claire@post.example>$/m)
      expect(written).toMatch(/^Cc: carrier@post.example$/m)
      expect(written).not.toMatch(/hidden@|Boss|^Bcc:/im)
      expect((await simpleParser(written)).text).toContain('\n\n.un point en tête de ligne\n\nIl part aujourd’hui.')
    }
  })

  test('a wrong password is wrong-password, another certificate is certificate-changed, and nothing is delivered', async () => {
    const before = exim.delivered().length
    expect((await send(reply(), {}, 'not this one')).sent).toMatchObject({ ok: false, failure: { code: 'wrong-password' } })
    expect((await send(reply(), { certificate: 'ab'.repeat(32) })).sent).toMatchObject({
      ok: false,
      failure: { code: 'certificate-changed' },
    })
    expect(exim.delivered()).toHaveLength(before)
  })

  test('one refused recipient is told with the server’s words; the others get the mail', async () => {
    const { sent } = await send(reply({ messageId: 'reply-2@shop.example', cc: [{ name: '', address: 'nobody@post.example' }], bcc: [] }))
    expect(sent).toMatchObject({ ok: true, value: { rejected: [{ address: 'nobody@post.example' }] } })
    expect(JSON.stringify(sent)).toContain('no such person here')
    await until(() => exim.delivered().some((mail) => mail.includes('<reply-2@shop.example>')))
  })
})

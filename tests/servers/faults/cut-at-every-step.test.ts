import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { accountSchema } from '#contract/account.ts'
import { Journal } from '#mailroom/journal/journal.ts'
import { Mailroom } from '#mailroom/mailroom.ts'
import type { Dovecot } from '../../support/dovecot.ts'
import { faultKinds, imapSteps, type ImapStep } from '../../support/fault-proxy/fault.ts'
import { withoutCapabilities } from '../../support/fault-proxy/rules.ts'
import { backLimitMs, faultScene, sendReply, startDovecotForMany, type FaultScene } from '../../support/fault-scene.ts'
import { quickTimings } from '../../support/fault-shop.ts'
import { until, type NodeShop } from '../../support/node-shop.ts'

let dovecot: Dovecot
let scene: FaultScene | null = null

beforeAll(async () => {
  dovecot = await startDovecotForMany()
})
afterEach(async () => {
  await scene?.stop()
  scene = null
})
afterAll(() => dovecot.stop())

/** Steps that a first sync does not come by: what a helper has to do for them, once everything is here. */
const deeds: Partial<Record<ImapStep, (shop: NodeShop) => Promise<unknown>>> = {
  store: async (shop) => shop.run({ kind: 'flag', conversationId: await someConversation(shop), flagged: true }),
  move: async (shop) => shop.run({ kind: 'archive', conversationId: await someConversation(shop), archived: true }),
  expunge: async (shop) => shop.run({ kind: 'archive', conversationId: await someConversation(shop), archived: true }),
  'append-plus': (shop) => sendReply(shop, 'reply-0001'),
  'mid-append': (shop) => sendReply(shop, 'reply-0001'),
  'append-ok': (shop) => sendReply(shop, 'reply-0001'),
}

async function someConversation(shop: NodeShop): Promise<string> {
  const row = (await shop.database.conversations.toArray()).find((one) => one.subject === 'Order inbox-3')
  return row?.id ?? ''
}

describe.each(faultKinds)('S01: the connection fails (%s)', (kind) => {
  test.each(imapSteps.filter((step) => step !== 'logout'))(
    'at %s: the same mail here as there, each once, soon after the line is back',
    async (step) => {
      // Without MOVE a mail is moved by copying and expunging it; with LITERAL+ a client waits for no `+`.
      const rules = [withoutCapabilities('LITERAL+', 'LITERAL-', ...(step === 'expunge' ? ['MOVE'] : []))]
      scene = await faultScene(dovecot, { rules })
      const { proxy, sink } = scene
      scene.fill(25)
      scene.fill(5, { size: 'attached', prefix: 'attached' })
      scene.fill(3, { folder: 'Sent' })
      scene.fill(2, { folder: 'Archive' })
      const deed = deeds[step]
      if (deed === undefined) proxy.arm([{ step, kind }])
      const shop = await scene.start()
      if (deed !== undefined) {
        await scene.untilSame(shop)
        proxy.arm([{ step, kind }])
        await deed(shop)
      }
      await until(() => proxy.strikes.length > 0)
      // A connection that went mute stays so: finding that out is the app's own affair.
      await proxy.lift('stay')
      await until(async () => (await shop.database.changes.count()) === 0 && (await shop.database.outbox.count()) === 0, backLimitMs)
      await scene.untilSame(shop)
      if (step === 'store') expect(scene.mailbox.files().filter(({ flags }) => flags.includes('F'))).toHaveLength(1)
      if (step === 'move' || step === 'expunge') expect(scene.mailbox.files('Archive')).toHaveLength(3)
      if (step.includes('append')) {
        expect(scene.mailbox.files('Sent')).toHaveLength(4)
        expect(sink.taken).toHaveLength(1)
      }
    },
  )

  test('at logout: a try from the welcome screen says how it went all the same', async () => {
    scene = await faultScene(dovecot, { faults: [{ step: 'logout', kind }] })
    const { proxy, sink } = scene
    const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-logout-'))
    const journal = new Journal(folder)
    const mailroom = new Mailroom(journal, { timings: quickTimings.imap })
    const account = accountSchema.parse({
      address: 'hey@shop.example',
      user: scene.mailbox.user,
      imap: { host: '127.0.0.1', port: proxy.port, security: 'starttls', certificate: proxy.certificateFingerprint },
      smtp: { host: '127.0.0.1', port: sink.port, security: 'loopback', user: 'shop' },
    })
    const tried = mailroom.admin.tryAccount({ account, credentials: { password: 'secret', smtpPassword: 'secret' } })
    await until(() => proxy.strikes.length > 0)
    await proxy.lift('stay')
    const outcome = await Promise.race([tried, new Promise((resolve) => setTimeout(resolve, backLimitMs, 'no answer'))])
    expect(outcome).toEqual({ ok: true, value: {} })
    await journal.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

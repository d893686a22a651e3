import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Dovecot } from '../../support/dovecot.ts'
import { faultScene, startDovecotForMany, type FaultScene } from '../../support/fault-scene.ts'
import { quickTimings, syncOf } from '../../support/fault-shop.ts'
import { until, type NodeShop } from '../../support/node-shop.ts'
import { numberedMail } from '../../support/same-mail.ts'

let dovecot: Dovecot
let scene: FaultScene

beforeAll(async () => {
  dovecot = await startDovecotForMany()
})
afterEach(() => scene.stop())
afterAll(() => dovecot.stop())

/** Waits so long that only what a test is about can notice a dead line. */
const patient = {
  engine: { ...quickTimings.engine, pollMs: 3_000 },
  imap: { ...quickTimings.imap, silenceMs: 3_600_000, probeMs: 3_600_000 },
}
const seldom = { ...quickTimings, engine: { ...quickTimings.engine, pollMs: 3_600_000 } }

async function untilIdle(shop: NodeShop): Promise<void> {
  await until(() => scene.proxy.record.count('IDLE') > 0)
  await scene.untilSame(shop)
  await until(async () => (await syncOf(shop))?.state === 'idle')
}

test('S15: IDLE is dead and says nothing: the probe finds out, and new mail comes', async () => {
  scene = await faultScene(dovecot)
  scene.fill(10)
  const shop = await scene.start({ timings: seldom })
  await untilIdle(shop)
  scene.proxy.cut('silence')
  scene.mailbox.deliver(numberedMail('after', Date.now()))
  await scene.untilSame(shop)
})

test('S16: the computer slept for eight hours and every socket died: the clock tells, and all is current again', async () => {
  scene = await faultScene(dovecot)
  scene.fill(10)
  let sleptMs = 0
  const shop = await scene.start({ timings: patient, now: () => Date.now() + sleptMs })
  await untilIdle(shop)
  scene.proxy.cut('silence')
  sleptMs = 8 * 3_600_000
  scene.mailbox.deliver(numberedMail('overnight', Date.now()))
  await scene.untilSame(shop)
})

test('S16: another network: told so, the shop opens new connections at once and leaves the dead ones', async () => {
  scene = await faultScene(dovecot)
  scene.fill(10)
  const timings = { imap: patient.imap, engine: seldom.engine }
  const shop = await scene.start({ timings })
  await untilIdle(shop)
  scene.proxy.cut('silence')
  scene.mailbox.deliver(numberedMail('elsewhere', Date.now()))
  await shop.run({ kind: 'reconnect' })
  await scene.untilSame(shop)
})

test('S23: a command whose answer never ends is given up, and the mail comes over a new connection', async () => {
  scene = await faultScene(dovecot, { faults: [{ step: 'fetch-start', kind: 'silence' }] })
  scene.fill(30)
  const shop = await scene.start()
  await until(() => scene.proxy.strikes.length > 0)
  await scene.untilSame(shop)
  expect(scene.proxy.record.connections).toBeGreaterThan(1)
})

test('S10: on a line of a kilobyte a second progress is shown, and what a helper does is done without waiting for it', async () => {
  scene = await faultScene(dovecot)
  const { proxy } = scene
  scene.fill(60, { size: 'long' })
  scene.mailbox.deliver(numberedMail('newest', Date.now()))
  const shop = await scene.start({ timings: patient })
  const row = await until(async () => (await shop.database.conversations.toArray())[0])
  proxy.throttle(1_000)
  proxy.latency(1_000)
  const [before, here] = [proxy.record.bytesToClient, await shop.database.messageRows.count()]
  const heldBytes = (): number => proxy.record.bytesToClient - before
  expect(await shop.run({ kind: 'flag', conversationId: row.id, flagged: true })).toEqual({ ok: true, value: {} })
  expect((await shop.database.changes.toArray()).map(({ key }) => key)).toContain(row.messageKeys[0])
  expect(heldBytes()).toBeLessThan(2_000_000)
  if (here < 61) expect((await shop.database.values.get('sync'))?.value).toMatchObject({ progress: { exists: expect.any(Number) } })
  await proxy.lift()
  await scene.untilSame(shop)
})

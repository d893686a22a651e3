import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Dovecot } from '../../support/dovecot.ts'
import { startFaultProxy } from '../../support/fault-proxy/fault-proxy.ts'
import { connectionLimit, refuse } from '../../support/fault-proxy/rules.ts'
import { faultScene, sendReply, startDovecotForMany, type FaultScene } from '../../support/fault-scene.ts'
import { syncOf } from '../../support/fault-shop.ts'
import { until } from '../../support/node-shop.ts'
import { numberedMail } from '../../support/same-mail.ts'
import { needsPerson } from '#core/outbox/outbox-state.ts'

let dovecot: Dovecot
let scene: FaultScene

beforeAll(async () => {
  dovecot = await startDovecotForMany()
})
afterEach(() => scene.stop())
afterAll(() => dovecot.stop())

test.each([
  ['LOGIN', 'NO [UNAVAILABLE] temporary failure'],
  ['LOGIN', 'NO [THROTTLED] try later'],
  ['SELECT', 'NO [UNAVAILABLE] locked'],
  ['FETCH', 'NO [THROTTLED] slow down'],
  ['FETCH', 'BYE [UNAVAILABLE] restarting'],
  ['LIST', 'BYE too many commands'],
])('S11: a server that answers %s with %s is asked again by itself, and no password is asked for', async (command, answer) => {
  scene = await faultScene(dovecot)
  const { proxy } = scene
  scene.fill(15)
  const takeBack = [proxy.bend(refuse(command, answer)), ...(command === 'LOGIN' ? [proxy.bend(refuse('AUTHENTICATE', answer))] : [])]
  const shop = await scene.start()
  const seen: string[] = []
  await until(async () => {
    const failure = (await syncOf(shop))?.failure
    if (failure !== null && failure !== undefined) seen.push(failure.code)
    return seen.length > 0 && proxy.record.count('LOGIN') + proxy.record.count('AUTHENTICATE') >= 3
  })
  expect(seen.filter((code) => needsPerson.has(code))).toEqual([])
  for (const back of takeBack) back()
  await scene.untilSame(shop)
})

test('S11: a full mailbox refuses the copy in Sent: the reply has left once, and is filed once there is room', async () => {
  scene = await faultScene(dovecot)
  const { proxy, sink, mailbox } = scene
  scene.fill(5)
  let clockSkewMs = 0
  const shop = await scene.start({ now: () => Date.now() + clockSkewMs })
  await scene.untilSame(shop)
  const back = proxy.bend(refuse('APPEND', 'NO [OVERQUOTA] mailbox is full'))
  await sendReply(shop, 'reply-0001')
  await until(() => proxy.record.count('APPEND') > 0)
  back()
  clockSkewMs = 3_600_000
  shop.engine.wake()
  await until(() => mailbox.files('Sent').length === 1)
  await until(async () => (await shop.database.outbox.count()) === 0)
  expect(sink.taken).toHaveLength(1)
})

test('S12: with all but one connection taken by others the shop works on that one', async () => {
  scene = await faultScene(dovecot)
  const { proxy, mailbox } = scene
  scene.fill(20)
  proxy.bend(connectionLimit(1, proxy.open))
  const shop = await scene.start()
  await scene.untilSame(shop)
  mailbox.deliver(numberedMail('late', Date.now()))
  await scene.elsewhere('INBOX', 'UID STORE 3 +FLAGS (\\Deleted)', 'EXPUNGE')
  await scene.untilSame(shop)
  expect((await syncOf(shop))?.failure).toBeNull()
})

test('S12: a helper never takes more than three connections', async () => {
  scene = await faultScene(dovecot)
  const { proxy } = scene
  scene.fill(40)
  let most = 0
  const look = setInterval(() => {
    most = Math.max(most, proxy.open().length)
  }, 2)
  const shop = await scene.start()
  await scene.untilSame(shop)
  await scene.elsewhere('INBOX', 'UID STORE 1:3 +FLAGS (\\Deleted)', 'EXPUNGE')
  await scene.untilSame(shop)
  clearInterval(look)
  expect(most).toBeGreaterThanOrEqual(2)
  expect(most).toBeLessThanOrEqual(3)
})

test('S13: a refused password is tried twice at most, and then waits for a person', async () => {
  scene = await faultScene(dovecot)
  const { proxy } = scene
  scene.fill(5)
  const tries = (): number => proxy.record.count('LOGIN') + proxy.record.count('AUTHENTICATE')
  const takeBack = ['LOGIN', 'AUTHENTICATE'].map((name) => proxy.bend(refuse(name, 'NO [AUTHENTICATIONFAILED] Authentication failed.')))
  const shop = await scene.start()
  await until(async () => (await syncOf(shop))?.failure?.code === 'wrong-password')
  const before = tries()
  expect(before).toBeLessThanOrEqual(2)
  // News, a woken computer and another network ask for nothing; each would have been a try.
  for (let times = 0; times < 5; times += 1) {
    shop.engine.wake()
    await shop.run({ kind: 'reconnect' })
    expect((await syncOf(shop))?.state).toBe('error')
  }
  expect(tries()).toBe(before)
  for (const back of takeBack) back()
  await shop.run({ kind: 'sync-now' })
  await scene.untilSame(shop)
})

test('S14: a server that takes no passwords any more: nothing is sent, the reply is kept and says why', async () => {
  scene = await faultScene(dovecot)
  const { sink } = scene
  scene.fill(5)
  const smtp = await startFaultProxy({
    target: sink.port,
    protocol: 'smtp',
    rules: [refuse('AUTH', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.')],
  })
  const shop = await scene.start({ smtpPort: smtp.port })
  await scene.untilSame(shop)
  await sendReply(shop, 'reply-0001')
  const row = await until(async () => (await shop.database.outbox.toArray()).find(({ failure }) => failure !== null))
  expect(needsPerson.has(row.failure?.code ?? '')).toBe(true)
  expect(row.mail.text).toContain('This is reply-0001.')
  expect(sink.taken).toEqual([])
  expect(smtp.record.count('AUTH')).toBeLessThanOrEqual(2)
  await smtp.stop()
})

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Dovecot } from '../../support/dovecot.ts'
import { faultScene, startDovecotForMany, type FaultScene } from '../../support/fault-scene.ts'
import { quickTimings } from '../../support/fault-shop.ts'
import { until } from '../../support/node-shop.ts'
import { numberedMail } from '../../support/same-mail.ts'

let dovecot: Dovecot
let scene: FaultScene

beforeAll(async () => {
  dovecot = await startDovecotForMany()
})
afterEach(() => scene.stop())
afterAll(() => dovecot.stop())

test('S05: 50 of 500 mails go while they are being fetched: each row has its own body, and what is gone is gone', async () => {
  scene = await faultScene(dovecot)
  const { proxy, mailbox } = scene
  scene.fill(500)
  proxy.arm([{ step: 'mid-literal', kind: 'silence', occurrence: 120 }])
  const shop = await scene.start({})
  await until(() => proxy.strikes.length > 0)
  await scene.elsewhere(
    'INBOX',
    `UID STORE ${Array.from({ length: 50 }, (_, index) => index * 10 + 1).join(',')} +FLAGS (\\Deleted)`,
    'EXPUNGE',
  )
  await proxy.lift()
  await scene.untilSame(shop, 30_000)
  expect(mailbox.files()).toHaveLength(450)
  expect(await shop.database.messageRows.count()).toBe(450)
})

test('S18: an attachment of 24 MB is cut at 99 % of a piece five times: it comes whole, and not much is sent twice', async () => {
  scene = await faultScene(dovecot)
  const { proxy, mailbox } = scene
  const bytes = Buffer.alloc(24 * 1024 * 1024, 'a film of the broken parcel ')
  const encoded = bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  const [head = ''] = numberedMail('film', Date.now(), 'attached').split(/(?<=base64\r\n\r\n)/)
  mailbox.deliver(`${head}${encoded}\r\n--cut--\r\n`)
  const shop = await scene.start()
  const row = await until(async () => (await shop.database.messageRows.toArray())[0])
  const part = row.attachments[0]?.part ?? ''
  proxy.record.reset()
  proxy.arm([3, 8, 13, 18, 23].map((occurrence) => ({ step: 'mid-literal', kind: 'rst', occurrence, fraction: 0.99, leastBytes: 500_000 })))
  const whole = await until(async () => {
    await shop.run({ kind: 'fetch-attachment', messageRow: row.id, part })
    const file = await shop.database.files.get([row.id, part])
    return file?.bytes ?? undefined
  }, 45_000)
  expect(Buffer.from(whole).equals(bytes)).toBe(true)
  expect(proxy.strikes).toHaveLength(5)
  expect(proxy.record.bytesToClient).toBeLessThan(encoded.length * 1.25)
})

test('S22: a first sync of 2,000 mails that is cut fifty times ends, newest first, and begins nowhere from zero', async () => {
  scene = await faultScene(dovecot)
  const { proxy } = scene
  scene.fill(2_000)
  proxy.arm(
    Array.from({ length: 50 }, (_, index) => ({
      step: 'mid-literal',
      kind: index % 2 === 0 ? 'rst' : 'fin',
      occurrence: (index + 1) * 60,
    })),
  )
  const timings = { ...quickTimings, engine: { ...quickTimings.engine, firstBackOffMs: 20, longestBackOffMs: 100 } }
  const shop = await scene.start({ timings })
  const first = await until(async () => {
    const rows = await shop.database.messageRows.toArray()
    return rows.length > 0 ? rows : undefined
  })
  const uids = first.flatMap((row) => row.places.map(({ uid }) => uid))
  expect(Math.max(...uids)).toBe(2_000)
  expect(Math.min(...uids)).toBeGreaterThan(1_000)
  await scene.untilSame(shop, 100_000)
  expect(proxy.strikes.length).toBeGreaterThanOrEqual(45)
  const sent = [...proxy.record.fetched.values()].reduce((sum, times) => sum + times, 0)
  // Each cut loses at most the window that was under way.
  expect(sent).toBeLessThan(2_000 + 50 * 200)
}, 120_000)

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Dovecot } from '../../support/dovecot.ts'
import { uidsOfSet, withoutCapabilities, type Rule } from '../../support/fault-proxy/rules.ts'
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

/** A server that dies whenever it is asked for the content of one message. */
function deadlyMail(uid: number): Rule {
  return {
    command: ({ name, text }) => {
      const set = /^UID FETCH (\S+) \(.*(?:BODY|ENVELOPE|RFC822)/i.exec(text)?.[1]
      if (name !== 'FETCH' || set === undefined) return null
      return uidsOfSet(set.replace('*', '999999')).includes(uid) ? 'BYE internal error' : null
    },
  }
}

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

test('S17: a mail that kills the connection whenever it is read gets a row that says so, and the rest comes', async () => {
  scene = await faultScene(dovecot)
  scene.fill(40)
  const back = scene.proxy.bend(deadlyMail(17))
  const shop = await scene.start()
  await until(async () => (await shop.database.messageRows.count()) === 40, 40_000)
  const rows = await shop.database.messageRows.toArray()
  expect(rows.filter((row) => row.odd !== null).map((row) => [row.odd, row.places.map(({ uid }) => uid)])).toEqual([['not-sent', [17]]])
  expect(rows.filter((row) => row.odd === null).map((row) => row.messageId.split('@')[0])).not.toContain('inbox-16')
  // What comes after it comes as ever.
  scene.mailbox.deliver(numberedMail('later', Date.now()))
  await until(async () => (await shop.database.conversations.toArray()).some((row) => row.subject === 'Order later'))
  back()
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

test.each([
  ['QRESYNC', []],
  ['CONDSTORE alone', ['QRESYNC']],
  ['neither', ['QRESYNC', 'CONDSTORE']],
])('S22: what others do while a first sync stands still is not missed (with %s)', async (_name, missing) => {
  scene = await faultScene(dovecot, { rules: [withoutCapabilities(...missing)] })
  const { proxy } = scene
  scene.fill(300)
  proxy.arm([{ step: 'mid-literal', kind: 'rst', occurrence: 200 }])
  const shop = await scene.start()
  await until(() => proxy.strikes.length > 0)
  await scene.elsewhere('INBOX', 'UID STORE 295:299 +FLAGS (\\Seen)')
  await scene.untilSame(shop, 15_000)
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

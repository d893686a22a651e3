import { rmSync } from 'node:fs'
import { IDBFactory } from 'fake-indexeddb'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { forgetNumbering, otherClient, restartDovecot, setUidValidity } from '../../support/dovecot-user.ts'
import type { Dovecot } from '../../support/dovecot.ts'
import { uidsOfSet } from '../../support/fault-proxy/rules.ts'
import { faultScene, startDovecotForMany, type FaultScene } from '../../support/fault-scene.ts'
import { until, type NodeShop } from '../../support/node-shop.ts'
import { numberedMail } from '../../support/same-mail.ts'

let dovecot: Dovecot
let scene: FaultScene

beforeAll(async () => {
  dovecot = await startDovecotForMany()
})
afterEach(() => scene.stop())
afterAll(() => dovecot.stop())

async function conversationAbout(shop: NodeShop, name: string) {
  return (await shop.database.conversations.toArray()).find((row) => row.subject === `Order ${name}`)
}

/** The highest UID that a client named itself in the commands so far; `7:*` names 7. */
function highestNamed(texts: readonly string[]): number {
  const sets = texts.flatMap((text) => /^UID (?:FETCH|STORE|MOVE|COPY) (\S+)/i.exec(text)?.[1] ?? [])
  return Math.max(0, ...sets.flatMap((set) => uidsOfSet(set.replaceAll(/:\*/g, '')).filter(Number.isFinite)))
}

test('S02: the folder is numbered anew between two sessions: nothing is fetched twice, what helpers said stays, no old UID is ever used', async () => {
  scene = await faultScene(dovecot)
  const { proxy, mailbox } = scene
  scene.fill(40)
  const indexedDb = new IDBFactory()
  const first = await scene.start({ indexedDb })
  await scene.untilSame(first)
  const judged = await conversationAbout(first, 'inbox-30')
  await first.run({ kind: 'judge', conversationId: judged?.id ?? '', lane: 'pitch' })
  // The first four go, so that every other mail has another number afterwards.
  await scene.elsewhere('INBOX', 'UID STORE 1:4 +FLAGS (\\Deleted)', 'EXPUNGE')
  await scene.untilSame(first)
  await first.stop()
  const before = mailbox.uidValidity()
  await restartDovecot(dovecot, () => forgetNumbering(mailbox))
  await scene.elsewhere('INBOX', 'UID SEARCH ALL')
  expect(mailbox.uidValidity()).not.toBe(before)
  expect(Math.max(...mailbox.files().map(({ uid }) => uid))).toBe(36)
  proxy.record.reset()
  const second = await scene.start({ indexedDb })
  await scene.untilSame(second)
  expect(await conversationAbout(second, 'inbox-30')).toMatchObject({ lane: 'pitch', judgedBy: 'helper' })
  expect(highestNamed(proxy.record.commands.map(({ text }) => text))).toBeLessThanOrEqual(36)
  expect([...proxy.record.bodies.keys()]).toEqual([])
})

test('S02: a line that is cut while the new numbers are matched leaves no trace of the old ones', async () => {
  scene = await faultScene(dovecot)
  const { proxy, mailbox } = scene
  scene.fill(60)
  const indexedDb = new IDBFactory()
  const first = await scene.start({ indexedDb })
  await scene.untilSame(first)
  await first.stop()
  await restartDovecot(dovecot, () => forgetNumbering(mailbox))
  proxy.arm([{ step: 'before-tag', kind: 'rst', times: 4 }])
  const second = await scene.start({ indexedDb })
  await until(() => proxy.strikes.length >= 4)
  await proxy.lift()
  await scene.untilSame(second)
})

test('S03: a folder is deleted and made anew while it is being watched: the new mails come, the old ones go', async () => {
  scene = await faultScene(dovecot)
  scene.fill(5)
  scene.fill(6, { folder: 'Archive', prefix: 'old' })
  const shop = await scene.start()
  await scene.untilSame(shop)
  const fresh = numberedMail('fresh-1', Date.now())
  const append = `APPEND Archive {${fresh.length}+}\r\n${fresh}`
  await scene.elsewhere('INBOX', 'DELETE Archive', 'CREATE Archive', append, append.replaceAll('fresh-1', 'fresh-2'))
  await until(async () => (await conversationAbout(shop, 'fresh-2')) !== undefined)
  await scene.untilSame(shop)
})

test.each([
  ['as many', 20],
  ['one more', 21],
])('S04: a numbering of before comes back with other mails under the same UIDs (%s): each row has its own body', async (_name, count) => {
  scene = await faultScene(dovecot)
  const { mailbox } = scene
  scene.fill(20)
  const indexedDb = new IDBFactory()
  const first = await scene.start({ indexedDb })
  await scene.untilSame(first)
  await first.stop()
  const before = mailbox.uidValidity()
  // The same mails, restored in another order, as from a backup.
  await restartDovecot(dovecot, () => {
    const names = Array.from({ length: count }, (_, index) => `inbox-${index}`)
    for (const { file } of mailbox.files()) rmSync(file)
    forgetNumbering(mailbox)
    for (const [index, name] of names.toReversed().entries()) {
      mailbox.deliver(numberedMail(name, Date.now() - 3_600_000 * index), { internalDate: new Date(Date.now() - 3_600_000 * (20 - index)) })
    }
  })
  await otherClient(dovecot, mailbox.user, 'INBOX', ['UID SEARCH ALL'])
  await restartDovecot(dovecot, () => setUidValidity(mailbox, before))
  await otherClient(dovecot, mailbox.user, 'INBOX', ['UID SEARCH ALL'])
  expect(mailbox.uidValidity()).toBe(before)
  const second = await scene.start({ indexedDb })
  await scene.untilSame(second)
})

import { readdirSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Dovecot } from '../../support/dovecot.ts'
import type { Rule } from '../../support/fault-proxy/rules.ts'
import { faultScene, sendReply, startDovecotForMany, type FaultScene } from '../../support/fault-scene.ts'
import { until, type NodeShop } from '../../support/node-shop.ts'

let dovecot: Dovecot
let bare: Dovecot
let scene: FaultScene

beforeAll(async () => {
  dovecot = await startDovecotForMany()
  bare = await startDovecotForMany({ autoSent: false })
})
afterEach(() => scene.stop())
afterAll(async () => {
  await dovecot.stop()
  await bare.stop()
})

async function conversationAbout(shop: NodeShop, name: string): Promise<string> {
  return (await shop.database.conversations.toArray()).find((row) => row.subject === `Order ${name}`)?.id ?? ''
}

/** The user's folders as the Maildir has them, without the dots. */
function foldersOf(of: FaultScene): string[] {
  return readdirSync(of.mailbox.folder)
    .filter((name) => /^\.[^.]/.test(name))
    .map((name) => name.slice(1))
    .sort()
}

/** The server marks a folder that it calls by any name. */
function marked(name: string, mark: string): Rule {
  return { answer: (line) => (line.startsWith('* LIST ') && line.includes(name) ? [line.replace('(', `(${mark} `)] : null) }
}

test('S21: this shop and another program set and clear flags: the server’s word holds once ours is acknowledged', async () => {
  scene = await faultScene(dovecot)
  scene.fill(10)
  const shop = await scene.start()
  await scene.untilSame(shop)
  const id = await conversationAbout(shop, 'inbox-4')
  await Promise.all([
    shop.run({ kind: 'flag', conversationId: id, flagged: true }),
    scene.elsewhere('INBOX', 'UID STORE 5 +FLAGS (\\Seen)', 'UID STORE 6 +FLAGS (\\Flagged)'),
  ])
  await until(async () => (await shop.database.changes.count()) === 0)
  await scene.elsewhere('INBOX', 'UID STORE 5 -FLAGS (\\Flagged)', 'UID STORE 6 -FLAGS (\\Flagged)')
  await scene.untilSame(shop)
  await Promise.all([
    shop.run({ kind: 'mark-seen', conversationId: id, seen: false }),
    scene.elsewhere('INBOX', 'UID STORE 5 +FLAGS (\\Answered)'),
  ])
  await until(async () => (await shop.database.changes.count()) === 0)
  await scene.untilSame(shop)
})

test('S21: a change whose answer is lost is made once more, and not a third time', async () => {
  scene = await faultScene(dovecot)
  scene.fill(5)
  const shop = await scene.start()
  await scene.untilSame(shop)
  scene.proxy.arm([{ step: 'store', kind: 'rst' }])
  await shop.run({ kind: 'flag', conversationId: await conversationAbout(shop, 'inbox-2'), flagged: true })
  await until(() => scene.proxy.strikes.length > 0)
  await until(async () => (await shop.database.changes.count()) === 0)
  await scene.untilSame(shop)
  expect(scene.proxy.record.count('STORE')).toBe(2)
})

test('S21: our own change waits unsent: until it is acknowledged it is what people see', async () => {
  scene = await faultScene(dovecot)
  scene.fill(5)
  const shop = await scene.start()
  await scene.untilSame(shop)
  await scene.proxy.refuse()
  const id = await conversationAbout(shop, 'inbox-2')
  await shop.run({ kind: 'mark-seen', conversationId: id, seen: true })
  await scene.elsewhere('INBOX', 'UID STORE 3 +FLAGS (\\Flagged)', 'UID STORE 4 +FLAGS (\\Seen)')
  expect((await shop.database.messageRows.toArray()).find((row) => row.conversationId === id)?.seen).toBe(true)
  await scene.proxy.lift()
  await until(async () => (await shop.database.changes.count()) === 0)
  await scene.untilSame(shop)
  expect(scene.mailbox.files().find(({ uid }) => uid === 3)?.flags).toBe('FS')
})

test.each([
  ['marked by the server, under a foreign name', 'Gesendet', [marked('Gesendet', '\\Sent')]],
  ['known by its French name', 'Envoy&AOk-s', []],
  ['known by an old English name', 'Sent Items', []],
])('S20: the Sent folder is found %s', async (_name, folder, rules) => {
  scene = await faultScene(bare, { rules })
  scene.fill(3)
  scene.fill(2, { folder, prefix: 'sent' })
  const shop = await scene.start()
  await until(async () => (await shop.database.messageRows.count()) === 5)
  await sendReply(shop, 'reply-0001')
  await until(() => scene.mailbox.files(folder).length === 3)
  await until(async () => (await shop.database.outbox.count()) === 0)
  expect(foldersOf(scene)).not.toContain('Sent')
})

test('S20: the Sent folder is renamed while the shop runs: the next reply goes to where it is now', async () => {
  scene = await faultScene(bare)
  scene.fill(3)
  scene.fill(2, { folder: 'Sent', prefix: 'sent' })
  const shop = await scene.start()
  await until(async () => (await shop.database.messageRows.count()) === 5)
  await scene.elsewhere('INBOX', 'RENAME Sent "Sent Items"')
  scene.proxy.cut('rst')
  await until(async () => (await shop.database.folders.get('Sent Items')) !== undefined)
  await sendReply(shop, 'reply-0001')
  await until(() => scene.mailbox.files('Sent Items').length === 3)
  expect(await shop.database.messageRows.count()).toBeGreaterThanOrEqual(5)
})

test('S20: folder names in odd or broken UTF-7 stop nothing', async () => {
  const odd = [
    '* LIST (\\HasNoChildren) "/" "&bad"',
    '* LIST (\\HasNoChildren) "/" "a&-b"',
    '* LIST (\\HasNoChildren) "/" "&2D3eAA-"',
    '* LIST () NIL ""',
  ]
  const list: Rule = { answer: (line, command) => (command?.name === 'LIST' && line.startsWith(`${command.tag} `) ? [...odd, line] : null) }
  scene = await faultScene(dovecot, { rules: [list] })
  scene.fill(5)
  scene.fill(2, { folder: 'Sent' })
  await scene.untilSame(await scene.start())
})

test('S20: two helpers file their first replies at the same moment in a mailbox without a Sent folder: one folder, both copies', async () => {
  scene = await faultScene(bare)
  scene.fill(3)
  const [one, other] = [await scene.start(), await scene.start()]
  await until(async () => (await one.database.messageRows.count()) === 3 && (await other.database.messageRows.count()) === 3)
  await Promise.all([sendReply(one, 'reply-0001'), sendReply(other, 'reply-0002')])
  await until(() => scene.mailbox.files('Sent').length === 2)
  await until(async () => (await one.database.outbox.count()) + (await other.database.outbox.count()) === 0)
  expect(foldersOf(scene).filter((name) => /sent/i.test(name))).toEqual(['Sent'])
  expect(scene.mailbox.files('Sent')).toHaveLength(2)
})

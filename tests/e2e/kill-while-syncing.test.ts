import { afterAll, beforeAll, expect, test } from 'vitest'
import { newProfile, removeProfile, startApp, writeSetup, type App } from '../support/app.ts'
import { startGate, type Gate } from '../support/gate.ts'
import { letter } from '../support/letters.ts'
import { until } from '../support/node-shop.ts'
import { killProcesses, processesOf, type ProcessKind } from '../support/processes.ts'
import { startShopServers, withPorts, type ShopServers } from '../support/shop-servers.ts'
import { localStore, syncState } from '../support/window-look.ts'

const inboxCount = 600
const sentCount = 40
let servers: ShopServers
let gate: Gate

beforeAll(async () => {
  servers = await startShopServers()
  const { dovecot } = servers
  const start = Date.now() - 30 * 86_400_000
  for (let number = 0; number < inboxCount; number += 1) {
    const date = new Date(start + number * 3_600_000)
    const text = `Hello,\n\nWhere is my order ${number}?\n\n${'It was to be a present. '.repeat(20)}`
    const mail = {
      from: `Customer ${number} <c${number}@post.example>`,
      subject: `Order ${number}`,
      text,
      messageId: `in-${number}@post.example`,
      date,
    }
    dovecot.deliver(letter(mail), { internalDate: date, seen: true })
    if (number >= sentCount) continue
    const answer = { from: 'hey@shop.example', to: `c${number}@post.example`, subject: `Re: Order ${number}`, text: 'It is on its way.' }
    dovecot.deliver(letter({ ...answer, messageId: `out-${number}@shop.example`, inReplyTo: mail.messageId, date }), {
      folder: 'Sent',
      internalDate: date,
      seen: true,
    })
  }
  gate = await startGate(dovecot.tlsPort)
})

afterAll(async () => {
  await gate.stop()
  await servers.stop()
})

/** Everything the server has is here once, and nothing else; the server still has what it had. */
async function expectWhole(app: App): Promise<void> {
  await until(async () => (await localStore(app))?.places.length === inboxCount + sentCount && (await syncState(app)) === 'idle', 40_000)
  const store = await localStore(app)
  expect(new Set(store?.messageIds).size).toBe(inboxCount + sentCount)
  expect(store?.messageIds).toHaveLength(inboxCount + sentCount)
  expect(store?.places.filter(({ folder }) => folder === 'INBOX')).toHaveLength(servers.dovecot.list('INBOX').length)
  expect(store?.places.filter(({ folder }) => folder === 'Sent')).toHaveLength(servers.dovecot.list('Sent').length)
}

for (const kind of ['main', 'renderer', 'mailroom', 'gpu', 'network'] satisfies ProcessKind[]) {
  test(`kill -9 of the ${kind} process in the middle of the first sync: afterwards everything is here, nothing twice`, async () => {
    const profile = newProfile()
    const env = { COMPTOIR_SETUP: writeSetup(profile, withPorts(servers.setup(), { imap: gate.port })) }
    // Enough for the first windows, not for all: the sync stands still in the middle.
    gate.shutAfter(300_000)
    let app = await startApp({ profile, env })
    await until(async () => gate.isHolding() && ((await localStore(app))?.places.length ?? 0) > 0)
    const before = await localStore(app)
    expect(before?.places.length).toBeLessThan(inboxCount)
    const [pid] = processesOf(app, kind)
    await killProcesses(app, kind)
    gate.open()
    if (kind === 'main') app = await startApp({ profile, env })
    await expectWhole(app)
    const [after] = processesOf(app, kind)
    expect(after).toBeGreaterThan(0)
    expect(after).not.toBe(pid)
    await app.close()
    removeProfile(profile)
  })
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runFaults } from '../faults/fault-run.ts'
import { planRun } from '../faults/fault-plan.ts'
import { startDovecot, type Dovecot } from '../support/dovecot.ts'
import { mailboxOf } from '../support/dovecot-user.ts'
import { startFaultProxy } from '../support/fault-proxy/fault-proxy.ts'
import { startFaultShop } from '../support/fault-shop.ts'
import { until } from '../support/node-shop.ts'
import { differences, numberedMail } from '../support/same-mail.ts'

const runs = 20
const seeds = Array.from({ length: runs }, (_, index) => index + 1)

let dovecot: Dovecot

beforeAll(async () => {
  const users = ['sync', 'outbox'].flatMap((kind) => seeds.map((seed) => [`${kind}${seed}`, 'secret'] as const))
  dovecot = await startDovecot({ users: Object.fromEntries([...users, ['control', 'secret']]) })
})
afterAll(() => dovecot.stop())

describe.each(['sync', 'outbox'] as const)('seeded faults, %s', (kind) => {
  test.each(seeds)('run %i: once the fault is lifted everything is here, nothing lost, nothing twice', async (seed) => {
    const result = await runFaults(dovecot, `${kind}${seed}`, seed, kind)
    expect({ problems: result.problems, plan: result.isGood ? null : result.plan }).toEqual({ problems: [], plan: null })
  })
})

test('control: a lost mail, a doubled one, a wrong body and a wrong flag are each noticed', async () => {
  const proxy = await startFaultProxy({ target: dovecot.port, mode: 'starttls' })
  const mailbox = mailboxOf(dovecot, 'control')
  for (const name of ['one', 'two', 'three', 'four']) mailbox.deliver(numberedMail(name, Date.now()))
  const shop = await startFaultShop(dovecot, proxy, { user: 'control', password: 'secret' })
  const look = (): Promise<string[]> => differences(shop.database, mailbox, ['INBOX'])
  await until(async () => (await look()).length === 0)
  await shop.engine.useAccount(null)
  const { messageRows } = shop.database
  const [first, second, third, fourth] = await messageRows.toArray()
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error('four mails were to come')
  await messageRows.put({ ...first, flagged: true })
  expect(await look()).toEqual([expect.stringContaining('has flags "", here "F"')])
  await messageRows.put(first)
  await messageRows.put({ ...second, id: second.id + 1 })
  expect((await look()).join()).toContain('is here 2 times')
  await messageRows.delete(second.id + 1)
  await messageRows.put({ ...third, block: fourth.block, slot: fourth.slot })
  expect((await look()).join()).toContain('has the body')
  await messageRows.put(third)
  await messageRows.delete(fourth.id)
  expect((await look()).join()).toContain('is not here')
  await shop.stop()
  await proxy.stop()
})

test('a seed plans the same run again', () => {
  expect(planRun(17, 'sync')).toEqual(planRun(17, 'sync'))
  expect(planRun(17, 'sync')).not.toEqual(planRun(18, 'sync'))
})

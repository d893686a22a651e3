import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Dovecot } from '../../support/dovecot.ts'
import { figure, inject, shortSearch, withoutCapabilities, type Rule } from '../../support/fault-proxy/rules.ts'
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

/** Watches the number of messages here, and tells the lowest it ever was. */
function lowestCount(shop: NodeShop): () => number {
  let lowest = Infinity
  const subscription = setInterval(() => {
    void shop.database.messageRows.count().then((count) => {
      lowest = Math.min(lowest, count)
    })
  }, 5)
  return () => {
    clearInterval(subscription)
    return lowest
  }
}

/** New mail arrives while the server lies; when it is here, the lie has been heard. */
async function hearLie(shop: NodeShop, lies: readonly Rule[]): Promise<() => void> {
  const takeBack = lies.map((lie) => scene.proxy.bend(lie))
  scene.mailbox.deliver(numberedMail('after-lie', Date.now()))
  await until(async () => (await shop.database.conversations.toArray()).some((row) => row.subject === 'Order after-lie'))
  return () => {
    for (const back of takeBack) back()
  }
}

const kinds = { qresync: [], condstore: ['QRESYNC'], plain: ['QRESYNC', 'CONDSTORE', 'IDLE', 'UIDPLUS', 'MOVE'] } as const

describe.each(Object.keys(kinds) as (keyof typeof kinds)[])('a server that lies (%s)', (kind) => {
  const rules = (): Rule[] => (kinds[kind].length === 0 ? [] : [withoutCapabilities(...kinds[kind])])

  test.each<[string, (count: bigint) => bigint]>([
    ['none', () => 0n],
    ['too many', (count) => count + 5n],
    ['too few', (count) => count / 2n],
  ])('S06: about how much there is (%s) for one look: nothing is forgotten', async (_name, change) => {
    scene = await faultScene(dovecot, { rules: rules() })
    scene.fill(30)
    const shop = await scene.start()
    await scene.untilSame(shop)
    const lowest = lowestCount(shop)
    const lie = figure('EXISTS', change, 1)
    let isTold = false
    await hearLie(shop, [
      { answer: (line, command) => (/^\* (STATUS|\d+ EXISTS)/.test(line) ? ((isTold = true), lie.answer?.(line, command) ?? null) : null) },
    ])
    await scene.untilSame(shop)
    expect(isTold).toBe(true)
    expect(lowest()).toBeGreaterThanOrEqual(30)
  })

  test.each([0, 0.4])('S07: in SEARCH, naming %d of what is there, during the first sync: all comes in the end', async (share) => {
    scene = await faultScene(dovecot, { rules: [...rules(), shortSearch(share, 2)] })
    scene.fill(60)
    const shop = await scene.start()
    await scene.untilSame(shop)
  })

  test.each([0, 0.4])(
    'S07: in SEARCH, naming %d of what is there, later: nothing is forgotten, and what is really gone goes',
    async (share) => {
      scene = await faultScene(dovecot, { rules: rules() })
      scene.fill(60)
      const shop = await scene.start()
      await scene.untilSame(shop)
      const lowest = lowestCount(shop)
      const back = scene.proxy.bend(shortSearch(share, 1))
      await scene.elsewhere('INBOX', 'UID STORE 7 +FLAGS (\\Deleted)', 'EXPUNGE')
      await scene.untilSame(shop)
      back()
      expect(lowest()).toBeGreaterThanOrEqual(59)
    },
  )

  test('S07: in every SEARCH, on every connection: the brake holds until the server speaks the truth again', async () => {
    scene = await faultScene(dovecot, { rules: rules() })
    scene.fill(60)
    const shop = await scene.start()
    await scene.untilSame(shop)
    const lowest = lowestCount(shop)
    const counts = figure('EXISTS', () => 1n)
    const lies = [shortSearch(0.02), counts].map((lie) => scene.proxy.bend(lie))
    await scene.elsewhere('INBOX', 'UID STORE 7 +FLAGS (\\Deleted)', 'EXPUNGE')
    if (kind !== 'qresync') await until(async () => (await shop.database.folders.get('INBOX'))?.held !== null)
    for (const back of lies) back()
    await scene.untilSame(shop)
    expect(lowest()).toBeGreaterThanOrEqual(59)
  })

  test('S08: lines that nobody asked for, UID 0, a UIDNEXT that falls, the same FETCH twice: all is tolerated', async () => {
    scene = await faultScene(dovecot, { rules: rules() })
    scene.fill(30)
    const { proxy } = scene
    const strange = [
      '* 0 FETCH (FLAGS ())',
      '* 3 FETCH (UID 0 FLAGS (\\Seen))',
      '* 1 FETCH (UID 1 FLAGS ())',
      '* 1 FETCH (UID 1 FLAGS ())',
      '* 99 EXPUNGE',
    ]
    for (const name of ['FETCH', 'SELECT', 'NOOP', 'IDLE']) proxy.bend(inject(name, strange, 3))
    proxy.bend(figure('UIDNEXT', (next) => (next > 10n ? next - 9n : next), 3))
    const shop = await scene.start()
    await scene.untilSame(shop)
    const lowest = lowestCount(shop)
    await hearLie(shop, [inject('FETCH', strange, 2), figure('UIDNEXT', () => 1n, 1)])
    await scene.untilSame(shop)
    expect(lowest()).toBeGreaterThanOrEqual(30)
  })
})

test.each<[string, readonly Rule[], readonly Rule[]]>([
  ['is left out', [], [figure('HIGHESTMODSEQ', () => null)]],
  ['goes back', [figure('HIGHESTMODSEQ', (value) => value + 1_000n)], []],
])('S09: CONDSTORE is offered and HIGHESTMODSEQ %s: flags that others set are seen all the same', async (_name, before, after) => {
  scene = await faultScene(dovecot)
  const { proxy } = scene
  scene.fill(20)
  const takeBack = before.map((rule) => proxy.bend(rule))
  const shop = await scene.start()
  await scene.untilSame(shop)
  for (const back of takeBack) back()
  for (const rule of after) proxy.bend(rule)
  await scene.elsewhere('INBOX', 'UID STORE 5 +FLAGS (\\Seen \\Flagged)')
  await scene.untilSame(shop)
  await scene.elsewhere('INBOX', 'UID STORE 5 -FLAGS (\\Flagged)', 'UID STORE 9 +FLAGS (\\Answered)')
  await scene.untilSame(shop)
})

test('S09: a folder without mod-sequences (NOMODSEQ) on a server that has them elsewhere', async () => {
  const without: Rule = { answer: (line) => (line.startsWith('* OK [HIGHESTMODSEQ') ? ['* OK [NOMODSEQ] none here'] : null) }
  scene = await faultScene(dovecot, { rules: [without, figure('HIGHESTMODSEQ', () => 0n)] })
  scene.fill(20)
  const shop = await scene.start()
  await scene.untilSame(shop)
  await scene.elsewhere('INBOX', 'UID STORE 5 +FLAGS (\\Seen)')
  await scene.untilSame(shop)
})

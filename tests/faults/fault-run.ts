import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { Dovecot } from '../support/dovecot.ts'
import { forgetNumbering, mailboxOf, otherClient, restartDovecot, type UserMailbox } from '../support/dovecot-user.ts'
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy/fault-proxy.ts'
import { diceOf, type Dice } from '../support/fault-proxy/random.ts'
import { connectionLimit, figure, inject, refuse, shortSearch, withoutCapabilities, type Rule } from '../support/fault-proxy/rules.ts'
import { startFaultShop } from '../support/fault-shop.ts'
import { startMailSink } from '../support/mail-sink.ts'
import type { NodeShop } from '../support/node-shop.ts'
import { differences, numberedMail } from '../support/same-mail.ts'
import { planRun, type FaultRunPlan, type LifeEvent, type Oddity, type RunKind } from './fault-plan.ts'

/** How one run ended. */
export type RunResult = {
  readonly seed: number
  readonly kind: RunKind
  readonly isGood: boolean
  /** From lifting the fault until the store was the server's again. */
  readonly backMs: number
  readonly strikes: number
  readonly messages: number
  readonly problems: readonly string[]
  readonly plan: FaultRunPlan
}

/** Time to be whole again after a fault is lifted (reliability.md section 3, S01). */
const backLimitMs = 10_000
const folders = ['INBOX', 'Sent', 'Archive'] as const

/** Runs one seeded plan for a user of its own on a Dovecot that no other run uses at the moment. */
export async function runFaults(dovecot: Dovecot, user: string, seed: number, kind: RunKind): Promise<RunResult> {
  const plan = planRun(seed, kind)
  const mailbox = mailboxOf(dovecot, user)
  const dice = diceOf(seed + 1_000_003)
  fill(mailbox, plan, dice)
  const sink = await startMailSink()
  const proxy = await startFaultProxy({ target: dovecot.port, mode: 'starttls' })
  const smtp = await startFaultProxy({ target: sink.port, protocol: 'smtp' })
  // With LITERAL+ a client waits for no `+`: the step would never come.
  if (plan.faults.some(({ step }) => step === 'append-plus')) proxy.bend(withoutCapabilities('LITERAL+', 'LITERAL-'))
  const takeBack = oddRules(plan.oddity, proxy).map((rule) => proxy.bend(rule))
  const arm = (): void => {
    proxy.arm(plan.faults)
    smtp.arm(kind === 'outbox' ? plan.faults : [])
  }
  if (plan.phase === 'first-sync') arm()
  let clockSkewMs = 0
  const shop = await startFaultShop(dovecot, proxy, { user, smtpPort: smtp.port, now: () => Date.now() + clockSkewMs })
  const problems: string[] = []
  try {
    if (plan.phase === 'later') {
      const begun = await untilSame(shop, mailbox, 20_000)
      problems.push(...begun.map((line) => `before any fault: ${line}`))
      arm()
    }
    const replies = await act(shop, mailbox, plan)
    for (const { event, afterMs } of plan.events) {
      await delay(afterMs)
      await happen(event, { dovecot, mailbox, proxy, dice })
    }
    await delay(plan.faultyMs)
    for (const back of takeBack) back()
    await smtp.lift(plan.afterSilence)
    await proxy.lift(plan.afterSilence)
    const liftedAt = Date.now()
    // Refused replies wait for minutes by the clock; the clock is ours.
    clockSkewMs = 3_600_000
    shop.engine.wake()
    problems.push(...(await untilSame(shop, mailbox, backLimitMs)))
    if (kind === 'outbox') problems.push(...(await untilSent(shop, mailbox, replies, sink.taken, plan, liftedAt + backLimitMs)))
    const backMs = Date.now() - liftedAt
    const messages = folders.reduce((sum, folder) => sum + mailbox.files(folder).length, 0)
    const strikes = proxy.strikes.length + smtp.strikes.length
    return { seed, kind, isGood: problems.length === 0, backMs, strikes, messages, problems: problems.slice(0, 10), plan }
  } finally {
    await shop.stop()
    await proxy.stop()
    await smtp.stop()
    await sink.stop()
  }
}

function fill(mailbox: UserMailbox, plan: FaultRunPlan, dice: Dice): void {
  const start = Date.now() - 400 * 3_600_000
  const put = (name: string, index: number, folder: string): void => {
    const internalDate = new Date(start + index * 3_600_000)
    const size = dice.pick(['short', 'short', 'long', 'attached'] as const)
    mailbox.deliver(numberedMail(name, internalDate.getTime(), size), { folder, internalDate, seen: dice.chance(0.5) })
  }
  for (let index = 0; index < plan.inbox; index += 1) put(`in-${index}`, index, 'INBOX')
  for (let index = 0; index < plan.sent; index += 1) put(`out-${index}`, index, 'Sent')
  for (let index = 0; index < 3; index += 1) put(`kept-${index}`, index, 'Archive')
}

/** What a helper does meanwhile: reads, flags, archives; replies where the run is about that. Gives the ids of the replies. */
async function act(shop: NodeShop, _mailbox: UserMailbox, plan: FaultRunPlan): Promise<string[]> {
  const rows = await shop.database.conversations.toArray()
  const [read, flagged, archived] = rows
  if (read !== undefined) await shop.run({ kind: 'mark-seen', conversationId: read.id, seen: read.unread })
  if (flagged !== undefined) await shop.run({ kind: 'flag', conversationId: flagged.id, flagged: true })
  if (archived !== undefined && plan.kind === 'sync') await shop.run({ kind: 'archive', conversationId: archived.id, archived: true })
  const replies: string[] = []
  for (let number = 0; number < plan.replies; number += 1) {
    const id = `reply-${String(number).padStart(4, '0')}`
    const answered = rows[number + 3]
    const draft = {
      id,
      answersKey: answered?.messageKeys[0] ?? '',
      messageId: `${id}@shop.example`,
      to: 'claire@post.example',
      cc: '',
      bcc: '',
      subject: `Re: ${id}`,
      text: `This is ${id}.`,
      templateId: null,
      changedAt: 1,
    }
    const saved = await shop.run({ kind: 'save-draft', draft })
    const sent = await shop.run({ kind: 'send', draftId: id })
    if (!saved.ok || !sent.ok) throw new Error(`${id} was not taken: ${JSON.stringify([saved, sent])}`)
    replies.push(id)
  }
  return replies
}

type World = { readonly dovecot: Dovecot; readonly mailbox: UserMailbox; readonly proxy: FaultProxy; readonly dice: Dice }

let serial = 0

async function happen(event: LifeEvent, { dovecot, mailbox, proxy, dice }: World): Promise<void> {
  const uids = (): number[] =>
    mailbox
      .files()
      .map(({ uid }) => uid)
      .filter((uid) => uid > 0)
  const elsewhere = (...commands: string[]): Promise<unknown> => otherClient(dovecot, mailbox.user, 'INBOX', commands)
  const some = uids()
  switch (event) {
    case 'deliver':
      for (let count = dice.whole(1, 5); count > 0; count -= 1) {
        serial += 1
        mailbox.deliver(numberedMail(`new-${serial}`, Date.now(), dice.pick(['short', 'long'] as const)))
      }
      break
    case 'flag':
      if (some.length > 0)
        await elsewhere(`UID STORE ${dice.pick(some)} +FLAGS (\\Flagged \\Seen)`, `UID STORE ${dice.pick(some)} -FLAGS (\\Seen)`)
      break
    case 'expunge':
      if (some.length > 20) await elsewhere(`UID STORE ${dice.pick(some)},${dice.pick(some)} +FLAGS (\\Deleted)`, 'EXPUNGE')
      break
    case 'move':
      if (some.length > 20) await elsewhere(`UID MOVE ${dice.pick(some)},${dice.pick(some)} Archive`)
      break
    case 'cut':
      proxy.cut(dice.pick(['fin', 'rst', 'silence'] as const))
      break
    case 'flap':
      proxy.flap(dice.whole(20, 120), dice.whole(3, 10))
      break
    case 'refuse':
      await proxy.refuse()
      break
    case 'restart':
      await restartDovecot(dovecot)
      break
    case 'renumber':
      await restartDovecot(dovecot, () => forgetNumbering(mailbox))
      break
  }
}

function oddRules(oddity: Oddity, proxy: FaultProxy): Rule[] {
  switch (oddity) {
    case 'none':
      return []
    case 'plain':
      return [withoutCapabilities('CONDSTORE', 'QRESYNC', 'IDLE', 'UIDPLUS', 'MOVE')]
    case 'no-qresync':
      return [withoutCapabilities('QRESYNC')]
    case 'no-move':
      return [withoutCapabilities('MOVE')]
    case 'exists-zero':
      return [figure('EXISTS', () => 0n, 1)]
    case 'exists-high':
      return [figure('EXISTS', (count) => count + 7n, 2)]
    case 'search-empty':
      return [shortSearch(0, 2)]
    case 'search-short':
      return [shortSearch(0.4, 2)]
    case 'strange-lines':
      return [
        inject('FETCH', ['* 0 FETCH (FLAGS ())', '* 1 FETCH (UID 0 FLAGS (\\Seen))', '* OK [ALERT] <a href="x">hello</a>'], 3),
        inject('SELECT', ['* 2 FETCH (FLAGS (\\Answered))'], 2),
      ]
    case 'modseq-absent':
      return [figure('HIGHESTMODSEQ', () => null, 3)]
    case 'modseq-back':
      return [figure('HIGHESTMODSEQ', () => 1n, 3)]
    case 'uidnext-falls':
      return [figure('UIDNEXT', (next) => (next > 3n ? next - 3n : next), 2)]
    case 'throttled':
      return [refuse('FETCH', 'NO [THROTTLED] slow down', 2)]
    case 'unavailable':
      return [refuse('SELECT', 'NO [UNAVAILABLE] later', 2)]
    case 'bye':
      return [refuse('FETCH', 'BYE [UNAVAILABLE] restarting', 2)]
    case 'limit':
      return [connectionLimit(1, proxy.open)]
    case 'slow':
      proxy.latency(15)
      return []
  }
}

/** Waits until store and server are the same and the light is calm; what is still different when the time is over. */
async function untilSame(shop: NodeShop, mailbox: UserMailbox, limitMs: number): Promise<string[]> {
  const end = Date.now() + limitMs
  for (;;) {
    const found = [...(await differences(shop.database, mailbox, folders)), ...(await waiting(shop))]
    if (found.length === 0 || Date.now() > end) return found
    await delay(50)
  }
}

async function waiting(shop: NodeShop): Promise<string[]> {
  const changes = await shop.database.changes.count()
  const held = (await shop.database.folders.toArray()).filter((folder) => folder.held !== null)
  return [
    ...(changes > 0 ? [`${changes} changes are not pushed`] : []),
    ...held.map((folder) => `${folder.path} holds back ${folder.held?.count} deletions`),
  ]
}

/** Each reply left once and lies in Sent once; unknown only where a fault struck after the dot had been handed over. */
async function untilSent(
  shop: NodeShop,
  mailbox: UserMailbox,
  replies: readonly string[],
  taken: readonly { readonly source: string }[],
  plan: FaultRunPlan,
  end: number,
): Promise<string[]> {
  const mayBeUnknown = plan.faults.some(({ step }) => step === 'mid-data' || step === 'before-dot' || step === 'after-dot')
  for (;;) {
    const rows = new Map((await shop.database.outbox.toArray()).map((row) => [row.draftId as string, row.state]))
    const found = replies.flatMap((id) => {
      const sent = taken.filter(({ source }) => source.includes(`<${id}@shop.example>`)).length
      const filed = mailbox.files('Sent').filter(({ file }) => sourceOf(file).includes(`<${id}@shop.example>`)).length
      const state = rows.get(id)
      if (sent > 1) return [`${id} was sent ${sent} times`]
      if (filed > 1) return [`${id} lies in Sent ${filed} times`]
      if (state === 'unknown' && mayBeUnknown) return []
      if (state !== undefined) return [`${id} is still ${state}`]
      return sent === 1 && filed === 1 ? [] : [`${id} was sent ${sent} times and lies in Sent ${filed} times`]
    })
    if (found.length === 0 || Date.now() > end) return found
    await delay(50)
  }
}

function sourceOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

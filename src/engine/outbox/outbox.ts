import type { Failure } from '#contract/failure.ts'
import type { SendStage } from '#contract/outgoing.ts'
import { failed, ok, type Result } from '#core/model/result.ts'
import { retryDelayMs, stateAfterFailure, stateAtStart } from '#core/outbox/outbox-state.ts'
import type { OutboxRow } from '#data/schema.ts'
import type { EnginePorts } from '../ports.ts'
import { writeJournal } from '../write-journal.ts'
import { answeredFlag, outgoing } from './outbox-row.ts'

/**
 * Everything that waits to leave. Order at every step: database, journal on disk, only then the attempt; so killing any
 * process at any line loses nothing and sends nothing twice.
 */
export class Outbox {
  readonly #ports: EnginePorts
  readonly #onDue: () => void
  /** Replies at work right now; whoever else wants one leaves it alone. */
  readonly #sending = new Set<string>()
  #cancelTimer: () => void = () => {}
  #sentFolder: string | null = null
  #address: string | null = null

  constructor(ports: EnginePorts, onDue: () => void) {
    this.#ports = ports
    this.#onDue = onDue
  }

  /** The folder sent mail is filed in, as the server names it. */
  useSentFolder(path: string | null): void {
    this.#sentFolder = path
  }

  /** The shop's address now: a reply written as another one does not leave through it. */
  useAddress(address: string | null): void {
    this.#address = address
  }

  /** Takes up what waits, once journal and store have been joined. */
  async begin(): Promise<void> {
    await this.#schedule()
  }

  /** Freezes a mail and holds it for the undo time. A journal that cannot be written refuses: the text stays a draft. */
  async hold(row: OutboxRow): Promise<Result<null, Failure>> {
    const { database } = this.#ports
    const isHeld = await database.transaction('rw', [database.drafts, database.outbox], async () => {
      // Sent from a second window, or by a second click: the draft is gone already.
      if ((await database.drafts.get(row.draftId)) === undefined) return false
      await database.drafts.delete(row.draftId)
      await database.outbox.put(row)
      return true
    })
    if (!isHeld) return failed({ code: 'invalid-arguments', detail: 'no such draft' })
    const written = await this.#journal(row)
    if (!written.ok) {
      await database.transaction('rw', [database.drafts, database.outbox], async () => {
        await database.outbox.delete(row.draftId)
        await database.drafts.put(row.draft)
      })
      return written
    }
    await this.#schedule()
    return ok(null)
  }

  /** Takes a held reply back: the draft is exactly what it was. False when it had left already. */
  async takeBack(draftId: string): Promise<boolean> {
    const { database } = this.#ports
    let isBack = false
    await this.#alone(draftId, async (row) => {
      if (!['held', 'queued', 'failed'].includes(row.state)) return
      // The journal first: killed in between, the next start finds a draft, not a reply to send.
      const { attachments: _attachments, ...kept } = row.draft
      const written = await writeJournal(this.#ports, { kind: 'draft', draft: kept })
      if (!written.ok) return
      await database.transaction('rw', [database.drafts, database.outbox], async () => {
        await database.outbox.delete(draftId)
        await database.drafts.put(row.draft)
      })
      isBack = true
    })
    return isBack
  }

  /** Lets a reply go that is stuck or was partly refused: a helper has seen it. False while it may still leave by itself. */
  async giveUp(draftId: string): Promise<boolean> {
    let isGone = false
    await this.#alone(draftId, async (row) => {
      if (!['failed', 'unknown', 'filed'].includes(row.state)) return
      await writeJournal(this.#ports, { kind: 'gone', id: draftId })
      await this.#ports.database.outbox.delete(draftId)
      isGone = true
    })
    return isGone
  }

  /**
   * Where the outcome is unknown: looks in Sent; `again` sends once more when it is surely not there. False when Sent
   * could not be read: without having looked nothing is sent again.
   */
  async settle(draftId: string, again: boolean): Promise<boolean> {
    let isSettled = true
    await this.#alone(draftId, async (row) => {
      if (row.state === 'failed') {
        await this.#change(row, { state: 'queued', nextTryAt: this.#ports.now(), failure: null })
        return
      }
      if (row.state !== 'unknown') return
      const isInSent = await this.#isInSent(row)
      isSettled = isInSent !== null
      if (isInSent === true) await this.#accept(row, [])
      else if (isInSent === false && again) await this.#change(row, { state: 'queued', nextTryAt: this.#ports.now(), failure: null })
    })
    this.#onDue()
    return isSettled
  }

  /** Notes how far an attempt has come. One that a crashed window began still runs in the mailroom: its end counts here too. */
  async progress(draftId: string, stage: SendStage): Promise<void> {
    const { database } = this.#ports
    if (this.#sending.has(draftId)) {
      if (stage !== 'accepted') await database.outbox.update(draftId, { state: stage })
      return
    }
    const row = stage === 'accepted' ? await database.outbox.get(draftId) : undefined
    if (row === undefined) return
    await this.#accept(row, [])
    this.#onDue()
  }

  /** Sends what is due and files what was accepted. Gives a failure of the connection itself, nothing else. */
  async flush(): Promise<Failure | null> {
    const { database, now } = this.#ports
    let broken: Failure | null = null
    for (const draftId of await database.outbox.toCollection().primaryKeys()) {
      await this.#alone(draftId, async (row) => {
        const isDue = (row.state === 'held' && row.heldUntil <= now()) || (row.state === 'queued' && row.nextTryAt <= now())
        if (isDue) broken = (await this.#attempt(row)) ?? broken
        else if (row.state === 'accepted') await this.#file(row)
        else if (row.state === 'unknown' && (await this.#isInSent(row)) === true) await this.#file(await this.#accept(row, []))
      })
    }
    await this.#schedule()
    return broken
  }

  /** Works on one reply as it is now, while nothing else does; it may have been taken back since it was listed. */
  async #alone(draftId: string, work: (row: OutboxRow) => Promise<void>): Promise<void> {
    if (this.#sending.has(draftId)) return
    this.#sending.add(draftId)
    try {
      const row = await this.#ports.database.outbox.get(draftId)
      if (row !== undefined) await work(row)
    } finally {
      this.#sending.delete(draftId)
    }
  }

  async #attempt(before: OutboxRow): Promise<Failure | null> {
    const { mail, now, dice, database } = this.#ports
    const client = mail()
    if (client === null) return { code: 'connection-lost', detail: 'the mailroom is restarting' }
    const { address: writtenAs } = before.mail.from
    if (this.#address !== null && writtenAs !== this.#address) {
      await this.#change(before, { state: 'failed', failure: { code: 'invalid-arguments', detail: `written as ${writtenAs}` } })
      return null
    }
    const row: OutboxRow = { ...before, state: 'connecting', failure: null }
    await database.outbox.put(row)
    const noted = await this.#journal(row)
    if (!noted.ok) {
      const failure = { code: noted.failure.code, detail: noted.failure.detail }
      await database.outbox.put({ ...before, state: 'queued', failure, nextTryAt: now() + retryDelayMs(1, dice()) })
      return null
    }
    const sent = await client.send({ mail: outgoing(row), answersKey: row.answersKey })
    if (sent.ok) {
      await this.#file(await this.#accept(row, sent.value.rejected))
      return null
    }
    const state = sent.failure.code === 'connection-lost' ? await this.#stateAfterLoss(row) : stateAfterFailure(sent.failure.code)
    if (state === 'accepted') {
      await this.#file(await this.#accept(row, []))
      return null
    }
    const attempts = row.attempts + 1
    await this.#change(row, {
      state,
      attempts,
      failure: { code: sent.failure.code, detail: sent.failure.detail },
      nextTryAt: now() + retryDelayMs(attempts, dice()),
    })
    return null
  }

  /** One copy in Sent, whoever put it there; then the reply is done. */
  async #file(row: OutboxRow): Promise<void> {
    const client = this.#ports.mail()
    if (client === null || this.#sentFolder === null) return
    const filed = await client.fileSent({ path: this.#sentFolder, mail: outgoing(row) })
    if (!filed.ok) return
    if (row.rejected.length > 0) {
      await this.#change(row, {
        state: 'filed',
        failure: { code: 'refused-recipients', detail: row.rejected.map(({ address, answer }) => `${address}: ${answer}`).join('\n') },
      })
      return
    }
    await this.#ports.database.outbox.delete(row.draftId)
    await writeJournal(this.#ports, { kind: 'gone', id: row.draftId })
  }

  /** The server has the reply: what it answers is answered, whoever found that out. */
  async #accept(row: OutboxRow, rejected: OutboxRow['rejected']): Promise<OutboxRow> {
    const { database } = this.#ports
    const next: OutboxRow = { ...row, state: 'accepted', failure: null, rejected }
    await database.transaction('rw', [database.outbox, database.changes], async () => {
      await database.outbox.put(next)
      await database.changes.add(answeredFlag(row.answersKey))
    })
    await this.#journal(next)
    return next
  }

  /** The mailroom may have ended in the middle of the attempt: its journal tells how far that came. */
  async #stateAfterLoss(row: OutboxRow): Promise<OutboxRow['state']> {
    const journal = await this.#ports.mail()?.readJournal({})
    if (journal?.ok !== true) return 'unknown'
    const record = journal.value.records.find((one) => one.kind === 'outbox' && one.mail.draftId === row.draftId)
    return record?.kind === 'outbox' ? stateAtStart(record.state) : 'queued'
  }

  async #isInSent(row: OutboxRow): Promise<boolean | null> {
    const client = this.#ports.mail()
    if (client === null || this.#sentFolder === null) return null
    const found = await client.findByMessageId({ path: this.#sentFolder, messageId: row.mail.messageId })
    return found.ok ? found.value.uids.length > 0 : null
  }

  async #change(row: OutboxRow, changes: Partial<OutboxRow>): Promise<OutboxRow> {
    const next = { ...row, ...changes }
    await this.#ports.database.outbox.put(next)
    await this.#journal(next)
    return next
  }

  async #journal(row: OutboxRow): Promise<Result<null, Failure>> {
    const { answersKey, state, heldUntil } = row
    return await writeJournal(this.#ports, { kind: 'outbox', mail: outgoing(row), answersKey, state, heldUntil })
  }

  /** Wakes the loop when the next held or waiting reply is due. */
  async #schedule(): Promise<void> {
    const { database, now, after } = this.#ports
    const rows = await database.outbox.toArray()
    const times = rows.map((row) => (row.state === 'held' ? row.heldUntil : row.state === 'queued' ? row.nextTryAt : Infinity))
    const next = Math.min(...times, Infinity)
    this.#cancelTimer()
    this.#cancelTimer = next === Infinity ? () => {} : after(Math.max(50, next - now()), this.#onDue)
  }
}

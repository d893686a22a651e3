import type { Command } from '#contract/commands.ts'
import type { Failure } from '#contract/failure.ts'
import { assertNever, failed, ok, type Result } from '#core/model/result.ts'
import type { ConversationId } from '#core/model/ids.ts'
import { takeBackKnown } from '#data/write/known-people.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'
import { acceptDeletion, changeFlag, moveConversation } from './change-mail.ts'
import { attachFile, detachFile, discardDraft, saveDraft } from '../drafts/drafts.ts'
import type { Engine } from '../engine.ts'
import { freezeDraft } from '../outbox/freeze-draft.ts'
import { fetchAttachment, showImage } from './fetch-files.ts'
import { factRecord, writeJournal } from '../write-journal.ts'
import { refusalTemplate } from '#core/template/starter-templates.ts'
import { messagesOf } from '#data/read/conversations.ts'
import type { FactRow, MessageRow } from '#data/schema.ts'

/** Runs one command of a helper: the local phase now, what must reach the server through the durable queues. */
export async function runCommand(engine: Engine, command: Command): Promise<Result<Record<string, never>, Failure>> {
  const { ports } = engine
  const { database } = ports
  switch (command.kind) {
    case 'use-account':
      await engine.useAccount(command.account)
      return ok({})
    case 'sync-now':
      engine.tryNow()
      return ok({})
    case 'reconnect':
      engine.reconnect()
      return ok({})
    case 'save-settings':
      await engine.saveSettings(command.settings)
      return ok({})
    case 'judge':
      return await judge(engine, command.conversationId, command.lane)
    case 'follow-lesson':
      if (command.follow) await engine.lessons.apply(await engine.hours())
      else await database.values.delete('lesson-preview')
      return ok({})
    case 'forget-lesson':
      return await forgetLesson(engine, command.key)
    case 'dismiss':
      return await sayOf(engine, command.conversationId, (facts) => ({ ...facts, dismissed: command.dismissed }))
    case 'mark-seen':
      return await changeFlag(engine, command.conversationId, { flag: '\\Seen', field: 'seen', set: command.seen })
    case 'flag':
      return await changeFlag(engine, command.conversationId, { flag: '\\Flagged', field: 'flagged', set: command.flagged })
    case 'archive':
      return await moveConversation(engine, command.conversationId, command.archived)
    case 'pause-pull':
      await engine.pause(command.paused)
      return ok({})
    case 'dismiss-notice':
      await database.values.delete('store-notice')
      return ok({})
    case 'accept-deletion':
      return await acceptDeletion(engine, command.folder)
    case 'save-draft':
      return done(await saveDraft(ports, command.draft))
    case 'attach':
      return done(await attachFile(ports, command))
    case 'detach':
      await detachFile(ports, command.draftId, command.index)
      return ok({})
    case 'discard-draft': {
      const isLeaving = (await database.outbox.get(command.draftId)) !== undefined
      if (!isLeaving) await discardDraft(ports, command.draftId)
      else if (!(await engine.outbox.giveUp(command.draftId))) return failed({ code: 'invalid-arguments', detail: 'it is leaving' })
      return ok({})
    }
    case 'send': {
      const draft = await database.drafts.get(command.draftId)
      if (draft === undefined) return failed({ code: 'invalid-arguments', detail: 'no such draft' })
      const account = engine.account
      if (account === null) return failed({ code: 'password-missing', detail: 'no account' })
      const answered = await database.messageRows.where('key').equals(draft.answersKey).first()
      const frozen = freezeDraft(draft, { settings: await engine.settings(), from: account.address, answered, now: ports.now() })
      if (!frozen.ok) return frozen
      const held = await engine.outbox.hold(frozen.value)
      // Who is refused as a pitch is not answered as a customer.
      if (held.ok && draft.templateId === refusalTemplate && answered !== undefined) await judge(engine, answered.conversationId, 'pitch')
      return done(held)
    }
    case 'undo-send':
      return (await engine.outbox.takeBack(command.draftId)) ? ok({}) : failed({ code: 'invalid-arguments', detail: 'it has left already' })
    case 'retry-send':
      return (await engine.outbox.settle(command.draftId, command.again))
        ? ok({})
        : failed({ code: 'connection-lost', detail: 'Sent could not be read' })
    case 'fetch-attachment':
      return await fetchAttachment(ports, command.messageRow, command.part)
    case 'show-image':
      return await showImage(ports, command.messageRow, command.url)
    default:
      return assertNever(command)
  }
}

function done(result: Result<null, Failure>): Result<Record<string, never>, Failure> {
  return result.ok ? ok({}) : result
}

/** What is said of a message: its lane with what is learned from it, and whether nothing is left to answer. */
type Said = Pick<FactRow, 'dismissed' | 'lesson'> & { lane: 'customer' | 'pitch' | null }

/** A helper's verdict: holds at once, is learned from at once, and what it would move along is looked for meanwhile. */
async function judge(
  engine: Engine,
  conversationId: string,
  lane: 'customer' | 'pitch' | null,
): Promise<Result<Record<string, never>, Failure>> {
  const { lessons, ports } = engine
  const latest = latestAmong(await messagesOf(ports.database, conversationId))
  const lesson = lane === null || latest?.direction !== 'in' ? undefined : await lessons.lessonOf(latest)
  // What an earlier verdict has moved along goes back with it.
  await lessons.moveBack(conversationId, await engine.hours())
  const said = await sayOf(engine, conversationId, ({ dismissed }) => ({ lane, dismissed, ...(lesson === undefined ? {} : { lesson }) }))
  await lessons.learn()
  void lessons.preview(conversationId, lane).catch(() => {})
  return said
}

/** The message that a verdict is about: the latest that came in. */
function latestAmong(rows: readonly MessageRow[]): MessageRow | undefined {
  return rows.filter((row) => row.direction === 'in').sort((a, b) => b.receivedAt - a.receivedAt)[0] ?? rows[0]
}

async function forgetLesson(engine: Engine, key: string): Promise<Result<Record<string, never>, Failure>> {
  const { database } = engine.ports
  const fact = await database.facts.get(key)
  if (fact === undefined) return failed({ code: 'message-gone', detail: key })
  const { lesson: _forgotten, ...left } = fact
  await database.facts.put(left)
  await engine.lessons.learn()
  await writeJournal(engine.ports, factRecord(left))
  return ok({})
}

/** Notes what a helper said, on the latest message that came in: facts hang on keys, never on conversations. */
async function sayOf(engine: Engine, conversationId: string, say: (before: Said) => Said): Promise<Result<Record<string, never>, Failure>> {
  const { database, now } = engine.ports
  const { facts } = database
  const hours = await engine.hours()
  const written: FactRow[] = []
  const put = async (fact: FactRow): Promise<void> => {
    await facts.put(fact)
    written.push(fact)
  }
  const result = await database.transaction('rw', database.mailTables, async () => {
    const rows = await messagesOf(database, conversationId)
    const latest = latestAmong(rows)
    if (latest === undefined) return failed({ code: 'message-gone' as const, detail: conversationId })
    const own = await facts.get(latest.key)
    const said = say({
      lane: own?.lane === 'customer' || own?.lane === 'pitch' ? own.lane : null,
      dismissed: own?.dismissed ?? false,
      ...(own?.lesson === undefined ? {} : { lesson: own.lesson }),
    })
    // Taken back is taken back of the whole conversation, whichever message it was said of.
    const left = say({ lane: 'customer', dismissed: true })
    const before = (await facts.bulkGet([...new Set(rows.map((row) => row.key))])).filter((fact) => fact !== undefined)
    for (const fact of before) {
      const isTakenBack = (left.lane === null && fact.lane !== null) || (!left.dismissed && fact.dismissed)
      const { lesson: _taught, ...bare } = fact
      if (isTakenBack)
        await put({
          ...(left.lane === null ? bare : fact),
          lane: left.lane === null ? null : fact.lane,
          dismissed: left.dismissed && fact.dismissed,
        })
    }
    // What is said last holds, also where the clock was set back meanwhile.
    const saidAt = Math.max(now(), ...before.map((fact) => fact.saidAt + 1))
    await put({ key: latest.key, ...said, saidAt })
    const again = left.lane === null ? await takeBackKnown(database, latest.conversationId, rows) : []
    await shelveConversations(database, [conversationId, ...again] as ConversationId[], hours)
    return ok({})
  })
  // The store has it; the journal is what gives it back should the store be lost.
  await Promise.all(written.map((fact) => writeJournal(engine.ports, factRecord(fact))))
  return result
}

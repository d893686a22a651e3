import type { Command } from '#contract/commands.ts'
import type { Failure } from '#contract/failure.ts'
import { assertNever, failed, ok, type Result } from '#core/model/result.ts'
import type { ConversationId } from '#core/model/ids.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'
import { attachFile, detachFile, discardDraft, saveDraft } from '../drafts/drafts.ts'
import type { Engine } from '../engine.ts'
import { freezeDraft } from '../outbox/freeze-draft.ts'
import { fetchAttachment, showImage } from './fetch-files.ts'

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
    case 'save-settings':
      await engine.saveSettings(command.settings)
      return ok({})
    case 'judge':
      return await sayOf(engine, command.conversationId, (facts) => ({ ...facts, lane: command.lane }))
    case 'dismiss':
      return await sayOf(engine, command.conversationId, (facts) => ({ ...facts, dismissed: command.dismissed }))
    case 'mark-seen': {
      await database.transaction('rw', [database.messages, database.flagChanges, database.conversations], async () => {
        const rows = await database.messages.where('conversationId').equals(command.conversationId).toArray()
        for (const row of rows) {
          if (row.direction !== 'in' || row.seen === command.seen) continue
          await database.messages.update(row.id, { seen: command.seen })
          await database.flagChanges.add({ key: row.key, flag: '\\Seen', set: command.seen })
        }
        await database.conversations.update(command.conversationId, { unread: !command.seen })
      })
      engine.wake()
      return ok({})
    }
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
      const answered = await database.messages.where('key').equals(draft.answersKey).first()
      const frozen = freezeDraft(draft, { settings: await engine.settings(), from: account.address, answered, now: ports.now() })
      return frozen.ok ? done(await engine.outbox.hold(frozen.value)) : frozen
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

type Said = { lane: 'customer' | 'pitch' | null; dismissed: boolean }

/** Notes what a helper said, on the latest message that came in: facts hang on keys, never on conversations. */
async function sayOf(engine: Engine, conversationId: string, say: (before: Said) => Said): Promise<Result<Record<string, never>, Failure>> {
  const { database, now } = engine.ports
  const { messages, bodies, conversations, haystacks, facts } = database
  const hours = await engine.hours()
  return await database.transaction('rw', [messages, bodies, conversations, haystacks, facts], async () => {
    const rows = await messages.where('conversationId').equals(conversationId).toArray()
    const latest = rows.filter((row) => row.direction === 'in').sort((a, b) => b.receivedAt - a.receivedAt)[0] ?? rows[0]
    if (latest === undefined) return failed({ code: 'message-gone' as const, detail: conversationId })
    const before = await facts.get(latest.key)
    const said = say({
      lane: before?.lane === 'customer' || before?.lane === 'pitch' ? before.lane : null,
      dismissed: before?.dismissed ?? false,
    })
    // Taken back is taken back of the whole conversation, whichever message it was said of.
    const left = say({ lane: 'customer', dismissed: true })
    for (const fact of await facts.bulkGet([...new Set(rows.map((row) => row.key))]))
      if (fact !== undefined)
        await facts.put({ ...fact, lane: left.lane === null ? null : fact.lane, dismissed: left.dismissed && fact.dismissed })
    await facts.put({ key: latest.key, ...said, saidAt: now() })
    await shelveConversations(database, [conversationId as ConversationId], hours)
    return ok({})
  })
}

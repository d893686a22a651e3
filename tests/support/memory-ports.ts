import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import type { DraftRow } from '#data/schema.ts'
import type { DraftId, MessageKey } from '#core/model/ids.ts'
import { ShopDatabase } from '#data/database.ts'
import type { EnginePorts } from '#engine/ports.ts'
import { scriptedMailroom, type ScriptedMailroom } from './scripted-mailroom.ts'

/** A store in memory of its own. */
export function memoryDatabase(indexedDB = new IDBFactory()): ShopDatabase {
  return new ShopDatabase('comptoir', { indexedDB, IDBKeyRange })
}

/** Ports for engine tests: store and mailroom in memory, a clock and timers that a test moves. */
export type MemoryPorts = EnginePorts & {
  readonly room: ScriptedMailroom
  readonly clock: { now: number }
  /** Work that waits for its time: how long it was put off, and a way to run it. */
  readonly timers: { readonly delayMs: number; readonly run: () => void }[]
}

export function memoryPorts(options: { room?: ScriptedMailroom; database?: ShopDatabase } = {}): MemoryPorts {
  const room = options.room ?? scriptedMailroom()
  const clock = { now: 1_000_000 }
  const timers: MemoryPorts['timers'] = []
  return {
    database: options.database ?? memoryDatabase(),
    mail: () => room.client,
    now: () => clock.now,
    after: (delayMs, run) => {
      const timer = { delayMs, run }
      timers.push(timer)
      return () => {
        const at = timers.indexOf(timer)
        if (at !== -1) timers.splice(at, 1)
      }
    },
    dice: () => 0.5,
    room,
    clock,
    timers,
  }
}

/** A draft that could leave as it is. */
export function draftRow(changes: Partial<DraftRow> = {}): DraftRow {
  return {
    id: 'draft-0001' as DraftId,
    answersKey: 'a'.repeat(64) as MessageKey,
    messageId: 'reply-1@shop.example',
    to: 'claire@post.example',
    cc: '',
    bcc: '',
    subject: 'Re: Parcel',
    text: 'Hello Claire,\n\n  it left today. \n\nAnna',
    templateId: null,
    changedAt: 5,
    attachments: [],
    ...changes,
  }
}

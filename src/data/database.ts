import { Dexie, type EntityTable, type Table } from 'dexie'
import { firstTables } from './migrations/0001-first-tables.ts'
import { packedRows } from './migrations/0002-packed-rows.ts'
import { linkBlocks } from './migrations/0003-link-blocks.ts'
import { knownPeople } from './migrations/0004-known-people.ts'
import type {
  BodyBlockRow,
  ChangeRow,
  ConversationRow,
  CounterRow,
  DraftRow,
  FactRow,
  FileRow,
  FolderRow,
  IndexJobRow,
  LinkBlockRow,
  MessageRow,
  NewChange,
  OrderNumberRow,
  OutboxRow,
  PersonRow,
  PlaceBlockRow,
  ValueRow,
} from './schema.ts'

/** The local store: a cache of the mailbox, and what helpers said. The worker writes it, windows read it. */
export class ShopDatabase extends Dexie {
  declare messageRows: Table<MessageRow, number>
  declare bodyBlocks: EntityTable<BodyBlockRow, 'id'>
  declare linkBlocks: EntityTable<LinkBlockRow, 'id'>
  declare placeBlocks: Table<PlaceBlockRow, [string, string, number]>
  declare conversations: Table<ConversationRow, string>
  declare facts: Table<FactRow, string>
  declare people: Table<PersonRow, string>
  declare orderNumbers: Table<OrderNumberRow, string>
  declare folders: Table<FolderRow, string>
  declare drafts: Table<DraftRow, string>
  declare outbox: Table<OutboxRow, string>
  declare changes: Table<ChangeRow, number, NewChange>
  declare files: Table<FileRow, [number, string]>
  declare values: Table<ValueRow, string>
  declare counters: Table<CounterRow, string>
  declare indexJobs: EntityTable<IndexJobRow, 'id'>

  constructor(name = 'comptoir', options: ConstructorParameters<typeof Dexie>[1] = {}) {
    super(name, options)
    firstTables(this)
    packedRows(this)
    linkBlocks(this)
    knownPeople(this)
  }

  /** The tables that hold the copy of the mailbox: what a transaction on mail may touch. */
  get mailTables(): Table[] {
    return [
      this.messageRows,
      this.bodyBlocks,
      this.linkBlocks,
      this.placeBlocks,
      this.conversations,
      this.facts,
      this.people,
      this.orderNumbers,
      this.folders,
      this.changes,
      this.counters,
      this.indexJobs,
    ]
  }
}

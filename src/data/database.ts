import { Dexie, type EntityTable, type Table } from 'dexie'
import { firstTables } from './migrations/0001-first-tables.ts'
import type {
  BodyRow,
  ConversationRow,
  DraftRow,
  FactRow,
  FileRow,
  FlagChangeRow,
  FolderRow,
  HaystackRow,
  MessageRow,
  OutboxRow,
  PlaceRow,
  ValueRow,
} from './schema.ts'

/** The local store: a cache of the mailbox, and what helpers said. The worker writes it, windows read it. */
export class ShopDatabase extends Dexie {
  declare messages: EntityTable<MessageRow, 'id'>
  declare bodies: Table<BodyRow, number>
  declare places: Table<PlaceRow, [string, string, number]>
  declare conversations: Table<ConversationRow, string>
  declare haystacks: Table<HaystackRow, string>
  declare facts: Table<FactRow, string>
  declare folders: Table<FolderRow, string>
  declare drafts: Table<DraftRow, string>
  declare outbox: Table<OutboxRow, string>
  declare flagChanges: EntityTable<FlagChangeRow, 'id'>
  declare files: Table<FileRow, [number, string]>
  declare values: Table<ValueRow, string>

  constructor(name = 'comptoir', options: ConstructorParameters<typeof Dexie>[1] = {}) {
    super(name, options)
    firstTables(this)
  }
}

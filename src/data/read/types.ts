export type { Body } from '#core/model/body-block.ts'
export type { ConversationRow, DraftRow, MessageRow, OutboxRow, SyncStatus } from '../schema.ts'

export type { Body, ConversationRow, DraftRow, MessageRow, OutboxRow, SyncStatus } from '../schema.ts'

export type { Body, ConversationRow, DraftRow, MessageRow, OutboxRow, SyncStatus } from '#data/read/types.ts'

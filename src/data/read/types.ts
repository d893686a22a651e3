export type { Body, ConversationRow, DraftRow, MessageRow, OutboxRow } from '../schema.ts'

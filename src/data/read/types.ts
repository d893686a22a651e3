export type { BodyRow, ConversationRow, DraftRow, MessageRow, OutboxRow } from '../schema.ts'

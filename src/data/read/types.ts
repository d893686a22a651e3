export type { BodyRow, ConversationRow, DraftRow, MessageRow } from '../schema.ts'

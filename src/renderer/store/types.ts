export type { Body, ConversationRow, DraftRow, MessageRow, OutboxRow } from '#data/read/types.ts'

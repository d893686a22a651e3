export type { BodyRow, ConversationRow, DraftRow, MessageRow, OutboxRow } from '#data/read/types.ts'

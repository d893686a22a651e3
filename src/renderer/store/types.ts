export type { BodyRow, ConversationRow, DraftRow, MessageRow } from '#data/read/types.ts'

import type { Dexie } from 'dexie'

/** Version 1: messages apart from their texts, places by folder and UID, conversations as lists show them. */
export function firstTables(database: Dexie): void {
  database.version(1).stores({
    messages: '++id, key, conversationId, *threadIds, subjectKey',
    bodies: 'messageRow',
    places: '[folder+uidValidity+uid], messageRow',
    conversations: 'id, [shelf+lastAt], [lane+lastAt], lastAt',
    haystacks: 'id',
    facts: 'key',
    folders: 'path',
    drafts: 'id, answersKey',
    outbox: 'draftId',
    flagChanges: '++id, key',
    files: '[messageRow+name]',
    values: 'name',
  })
}

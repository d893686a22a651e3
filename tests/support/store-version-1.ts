import { Dexie } from 'dexie'
import { IDBKeyRange } from 'fake-indexeddb'
import { keyNamed } from './stored-mail.ts'

/** The tables of version 1 as they were released; never changes. */
const tablesOfVersion1 = {
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
}

/** A store of version 1, empty or as it was left. */
export async function openVersion1(indexedDB: IDBFactory): Promise<Dexie> {
  const database = new Dexie('comptoir', { indexedDB, IDBKeyRange })
  database.version(1).stores(tablesOfVersion1)
  return await database.open()
}

/** How many messages `fillVersion1` stores, and how many of them stand in Sent too. */
export const askCount = 120
export const answerCount = 5
const firstAt = 1_700_000_000_000

/** The text of a message of the filled store, by its name. */
export function textOf(name: string): string {
  return `Bonjour, où est ma théière ${name} ?`
}

/**
 * Rows as version 1 wrote them: 120 customers who asked, five of them answered, one twin, one message in two folders, one
 * renumbered folder, one half-read folder, and everything a helper had said, begun, or waited for.
 */
export async function fillVersion1(database: Dexie): Promise<void> {
  const table = (name: string) => database.table(name)
  const places: object[] = []
  for (let number = 1; number <= askCount; number += 1) {
    const isTwin = number === 2
    const name = isTwin ? 'ask-1' : `ask-${number}`
    // INTERNALDATE counts whole seconds: a thousand messages of one import agree in it.
    const receivedAt = number % 3 === 0 ? firstAt : firstAt + number * 1_000
    const row = await table('messages').add(messageOf({ name, receivedAt, conversation: name, direction: 'in' }))
    await table('bodies').put({
      messageRow: row,
      text: textOf(name),
      ownText: textOf(name),
      htmlParts: number === 3 ? ['<p>a</p>', '', '<p>é</p>'] : [],
    })
    places.push({ folder: 'INBOX', uidValidity: '7', uid: number * 10, messageRow: row })
    if (number === 4) places.push({ folder: 'Sent', uidValidity: '1', uid: 900, messageRow: row })
    // The folder was renumbered once; version 1 kept the earlier places.
    if (number === 5) places.push({ folder: 'INBOX', uidValidity: '6', uid: 1, messageRow: row })
    if (number <= answerCount) await addAnswer(database, number, places)
  }
  await table('places').bulkAdd(places)
  await addConversations(database)
  await table('folders').bulkPut([
    { path: 'INBOX', role: 'inbox', uidValidity: '7', uidNext: 1_300, highestModseq: '55', isComplete: true, exists: 120, here: 121 },
    {
      path: 'Sent',
      role: 'sent',
      uidValidity: '1',
      uidNext: 1,
      highestModseq: null,
      isComplete: false,
      exists: 900,
      here: answerCount + 1,
    },
  ])
  await addWhatHelpersDid(database)
}

function messageOf({
  name,
  receivedAt,
  conversation,
  direction,
}: {
  name: string
  receivedAt: number
  conversation: string
  direction: string
}) {
  const person = { name: 'Claire', address: 'claire@post.example' }
  const us = { name: '', address: 'hey@shop.example' }
  const isOurs = direction === 'out'
  const refersTo = isOurs ? [`${conversation}@post.example`] : []
  return {
    key: keyNamed(name),
    conversationId: conversationIdOf(conversation),
    threadIds: [`${name}@post.example`, ...refersTo],
    subjectKey: `${isOurs ? '' : ''}about ${conversation}\nclaire@post.example`,
    messageId: `${name}@post.example`,
    inReplyTo: refersTo[0] ?? '',
    references: refersTo,
    receivedAt,
    sentAt: null,
    direction,
    kind: 'human',
    from: isOurs ? us : person,
    author: isOurs ? us : person,
    to: [isOurs ? person : us],
    cc: [],
    subject: `${isOurs ? 'Re: ' : ''}About ${conversation}`,
    preview: textOf(name),
    verdict: { lane: 'customer', score: 0.1, reasons: [{ code: 'a', params: {} }] },
    seen: name === 'ask-6',
    answered: false,
    flagged: name === 'ask-7',
    attachments: name === 'ask-8' ? [{ name: 'a.png', type: 'image/png', size: 3, part: '2', contentId: '', inline: false }] : [],
    odd: name === 'ask-9' ? 'the server did not send its text' : null,
  }
}

/** The id that version 1 gave the conversation of that message. */
export function conversationIdOf(name: string): string {
  return `c-${keyNamed(name).slice(0, 20)}`
}

async function addAnswer(database: Dexie, number: number, places: object[]): Promise<void> {
  const conversation = number === 2 ? 'ask-1' : `ask-${number}`
  const name = `answer-${number}`
  const row = await database
    .table('messages')
    .add(messageOf({ name, receivedAt: firstAt + 86_400_000 + number, conversation, direction: 'out' }))
  await database
    .table('bodies')
    .put({ messageRow: row, text: textOf(name), ownText: number === 1 ? 'Which colour is it?' : 'It is on its way.', htmlParts: [] })
  places.push({ folder: 'Sent', uidValidity: '1', uid: 1_000 + number, messageRow: row })
}

async function addConversations(database: Dexie): Promise<void> {
  const groups = new Map<string, { key: string; receivedAt: number; direction: string }[]>()
  for (const row of await database.table('messages').toArray())
    groups.set(row.conversationId, [...(groups.get(row.conversationId) ?? []), row])
  for (const [id, rows] of groups) {
    const lane = id === conversationIdOf('ask-10') ? 'pitch' : 'customer'
    const isAnswered = rows.some((row) => row.direction === 'out')
    await database.table('conversations').put({
      id,
      subject: 'About it',
      person: { name: 'Claire', address: 'claire@post.example' },
      preview: '',
      lane,
      verdict: { lane, score: 0.1, reasons: ['a', 'b', 'c', 'd', 'e'].map((code) => ({ code, params: {} })) },
      judgedBy: lane === 'pitch' ? 'helper' : 'evidence',
      clock: isAnswered
        ? { status: 'answered', at: firstAt, asksBack: false }
        : { status: 'open', since: firstAt, person: 'claire@post.example' },
      due: null,
      shelf: lane === 'pitch' ? 'rest' : isAnswered ? 'answered' : 'open',
      firstAt,
      lastAt: Math.max(...rows.map((row) => row.receivedAt)),
      messageCount: rows.length,
      messageKeys: [...new Set(rows.map((row) => row.key))],
      unread: true,
      hasAttachments: false,
    })
    await database.table('haystacks').put({ id, words: 'about it' })
  }
}

async function addWhatHelpersDid(database: Dexie): Promise<void> {
  const bytes = new Uint8Array([1, 2, 3])
  const draft = {
    id: 'draft-0001',
    answersKey: keyNamed('ask-11'),
    messageId: 'reply@shop.example',
    to: 'claire@post.example',
    cc: '',
    bcc: '',
    subject: 'Re: About ask-11',
    text: 'Bonjour Claire,\n\n  à demain.',
    templateId: null,
    changedAt: 5,
    attachments: [{ name: 'a.png', type: 'image/png', bytes }],
  }
  await database.table('drafts').put(draft)
  await database.table('outbox').put({
    draftId: 'draft-0002',
    answersKey: keyNamed('ask-12'),
    state: 'queued',
    heldUntil: 1,
    attempts: 2,
    nextTryAt: 9,
    failure: null,
    rejected: [],
    mail: { messageId: 'out@shop.example', attachments: [{ name: 'b', type: '', bytes }] },
    draft: { ...draft, id: 'draft-0002' },
  })
  await database.table('facts').bulkPut([
    { key: keyNamed('ask-10'), lane: 'pitch', dismissed: false, saidAt: 3 },
    { key: keyNamed('ask-13'), lane: null, dismissed: true, saidAt: 4 },
  ])
  await database.table('flagChanges').bulkAdd([
    { key: keyNamed('ask-6'), flag: '\\Seen', set: true },
    { key: keyNamed('ask-7'), flag: '\\Flagged', set: true },
  ])
  const [withFile] = await database.table('messages').where('key').equals(keyNamed('ask-8')).primaryKeys()
  await database.table('files').put({ messageRow: withFile, name: '2', type: 'image/png', bytes, failure: null })
  await database.table('values').bulkPut([
    { name: 'settings', value: { helperName: 'Anna' } },
    { name: 'mailbox', value: 'hey@shop.example' },
  ])
}

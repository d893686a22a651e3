import type { BodyBlock } from '#core/model/body-block.ts'
import type { ConversationId } from '#core/model/ids.ts'
import type { Verdict } from '#core/model/lane.ts'
import type { Attachment, Message } from '#core/model/message.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import type { NoticeKind } from '#core/message/notice-kind.ts'
import { asksBack } from '#core/target/asks-back.ts'
import type { ShopDatabase } from '../database.ts'
import type { FolderRow, MessageRow, OddReason } from '../schema.ts'
import type { UidSet } from '#core/sync/uid-set.ts'
import { heldNow, heldUids, liesIn } from './held-places.ts'
import { countMessages } from './keep-counters.ts'
import { addLinks } from './link-blocks.ts'
import { MailboxIndex } from './mailbox-index.ts'
import { PlaceBlocks } from './place-blocks.ts'
import { shelveConversations } from './shelve-conversations.ts'
import { withServerFlags } from './store-flags.ts'

const previewLength = 160

/** One fetched message, read and judged, ready to be written. */
export type MailToStore = {
  readonly uid: number
  readonly flags: readonly string[]
  readonly message: Message
  readonly verdict: Verdict
  readonly notice: NoticeKind | null
  /** Numbers that it calls an order's. */
  readonly numbers: readonly string[]
  /** Its text and html, in a block that it may share with others of the batch; null where nothing could be read. */
  readonly body: { readonly block: BodyBlock; readonly slot: number } | null
  readonly attachments: readonly Attachment[]
  readonly bodyHash: string
  readonly odd: OddReason | null
}

/** What a batch brought. */
export type StoredBatch = { readonly fresh: readonly { readonly row: MessageRow; readonly text: string }[] }

type Known = { readonly mail: MailToStore; readonly row: MessageRow }

/**
 * Writes one batch of a folder and the cursor that goes with it in one transaction: a kill leaves both or neither.
 *
 * A message already here by its key (moved, renumbered) gets one more place; equal keys in one folder stay two rows, and so
 * does a message that borrows another's key with a different text. `index` is one that `MailboxIndex.whole` has read; without
 * it what the batch may touch is looked up.
 */
export async function storeMails(
  database: ShopDatabase,
  folder: FolderRow,
  mails: readonly MailToStore[],
  hours: ShopHours,
  index?: MailboxIndex,
): Promise<StoredBatch> {
  return await database.transaction('rw', database.mailTables, async () => {
    const view = { folder: folder.path, uidValidity: folder.uidValidity }
    const places = await PlaceBlocks.around(
      database,
      view,
      mails.map((mail) => mail.uid),
    )
    const uids = new Set<number>()
    const unplaced = mails.filter((mail) => places.rowOf(mail.uid) === undefined && uids.size !== uids.add(mail.uid).size)
    const known =
      index ??
      (await MailboxIndex.around(
        database,
        unplaced.map(({ message }) => message),
      ))
    const before = await database.folders.get(folder.path)
    const { here, strangers } = await partByKey(database, known, unplaced, view, heldUids(before))
    const touched = new Set<ConversationId>()
    const changed = await withServerFlags(
      database,
      here.map(({ mail, row }) => ({ row: { ...row, places: [...row.places, { ...view, uid: mail.uid }] }, flags: mail.flags })),
    )
    for (const row of changed) touched.add(row.conversationId)
    await database.messageRows.bulkPut(changed)
    const { fresh, joined } = await insert(database, known, strangers, view)
    for (const { row } of fresh) touched.add(row.conversationId)
    for (const [id, given] of joined) {
      touched.add(id)
      for (const old of given) touched.delete(old)
    }
    for (const { mail, row } of [...here, ...fresh]) places.set(mail.uid, row.id)
    await places.write()
    // A folder that was read under another numbering starts from nothing.
    const counted = before?.uidValidity === folder.uidValidity ? before.here : 0
    await database.folders.put({ ...folder, held: heldNow(folder, before), here: counted + unplaced.length })
    const rows = new Map<ConversationId, MessageRow[]>()
    for (const { row } of fresh) rows.set(row.conversationId, [...(rows.get(row.conversationId) ?? []), row])
    await shelveConversations(database, touched, hours, { rows, joined, isStored: (id) => known.isStored(id) })
    known.settle(touched)
    if (fresh.length > 0) await database.indexJobs.add({ add: fresh.map(({ row }) => row.id), remove: [] })
    return { fresh: fresh.map(({ mail, row }) => ({ row, text: mail.message.text })) }
  })
}

/** Parts what is here already by its key, with no place yet in this folder, from what was never seen. */
async function partByKey(
  database: ShopDatabase,
  index: MailboxIndex,
  mails: readonly MailToStore[],
  view: { folder: string; uidValidity: string },
  held: UidSet,
): Promise<{ here: Known[]; strangers: MailToStore[] }> {
  const ids = [...new Set(mails.flatMap((mail) => index.rowsOf(mail.message.key)))]
  const rows = new Map(
    (ids.length === 0 ? [] : await database.messageRows.bulkGet(ids)).flatMap((row) => (row === undefined ? [] : [[row.id, row]])),
  )
  const taken = new Set<number>()
  const here: Known[] = []
  const strangers: MailToStore[] = []
  for (const mail of mails) {
    const row = index
      .rowsOf(mail.message.key)
      .map((id) => rows.get(id))
      .find(
        (each) =>
          each !== undefined &&
          !taken.has(each.id) &&
          (each.bodyHash === mail.bodyHash || each.bodyHash === '' || mail.bodyHash === '') &&
          !liesIn(each, view, held),
      )
    if (row === undefined) {
      strangers.push(mail)
      continue
    }
    taken.add(row.id)
    here.push({ mail, row })
  }
  return { here, strangers }
}

/** Adds messages that are not here yet, with their texts, each to its conversation; tells which conversations took in which. */
async function insert(
  database: ShopDatabase,
  index: MailboxIndex,
  mails: readonly MailToStore[],
  view: { folder: string; uidValidity: string },
): Promise<{ fresh: Known[]; joined: Map<ConversationId, ConversationId[]> }> {
  if (mails.length === 0) return { fresh: [], joined: new Map() }
  const placed = mails.map((mail) => ({
    mail,
    id: index.takeRowId(mail.message.receivedAt, mail.message.key),
    ...index.join(mail.message),
  }))
  const blocks = [...new Set(mails.flatMap(({ body }) => (body === null ? [] : [body.block])))]
  const blockIds = await database.bodyBlocks.bulkAdd([...blocks], { allKeys: true })
  const idOf = new Map(blocks.map((block, at) => [block, blockIds[at] ?? 0]))
  const fresh = placed.map(({ mail, id, links, conversationOf }) => {
    const block = mail.body === null ? 0 : (idOf.get(mail.body.block) ?? 0)
    return { mail, row: rowOf(mail, { id, links, conversationId: conversationOf(), block, slot: mail.body?.slot ?? 0 }, view) }
  })
  await Promise.all([
    database.messageRows.bulkAdd(fresh.map(({ row }) => row)),
    addLinks(
      database,
      fresh.map(({ row }) => row),
    ),
    countMessages(database, fresh.length),
  ])
  return { fresh, joined: joinedBy(index.takeRenames()) }
}

/** Which conversations are one now: by the id that is left, the ids that were given up. */
function joinedBy(renames: readonly (readonly [ConversationId, ConversationId])[]): Map<ConversationId, ConversationId[]> {
  const joined = new Map<ConversationId, ConversationId[]>()
  for (const given of new Set(renames.map(([old]) => old))) {
    let left = given
    for (const [old, next] of renames) if (left === old) left = next
    if (left !== given) joined.set(left, [...(joined.get(left) ?? []), given])
  }
  return joined
}

function rowOf(
  mail: MailToStore,
  spot: Pick<MessageRow, 'id' | 'links' | 'conversationId' | 'block' | 'slot'>,
  view: { folder: string; uidValidity: string },
): MessageRow {
  const { message } = mail
  const shown = message.ownText.trim() === '' ? message.text : message.ownText
  return {
    ...spot,
    key: message.key,
    places: [{ ...view, uid: mail.uid }],
    bodyHash: mail.bodyHash,
    messageId: message.messageId,
    inReplyTo: message.inReplyTo,
    references: message.references,
    receivedAt: message.receivedAt,
    sentAt: message.sentAt,
    direction: message.direction,
    kind: message.kind,
    from: message.from,
    author: message.author,
    ...(message.otherSenders === undefined || message.otherSenders.length === 0 ? {} : { otherSenders: message.otherSenders }),
    to: message.to,
    cc: message.cc,
    subject: message.subject,
    preview: shown
      .slice(0, 4 * previewLength)
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, previewLength),
    asksBack: message.direction === 'out' && asksBack(message.ownText),
    verdict: mail.verdict,
    ...(mail.notice === null ? {} : { notice: mail.notice }),
    ...(mail.numbers.length === 0 ? {} : { numbers: mail.numbers }),
    seen: mail.flags.includes('\\Seen'),
    answered: mail.flags.includes('\\Answered'),
    flagged: mail.flags.includes('\\Flagged'),
    attachments: mail.attachments,
    odd: mail.odd,
  }
}

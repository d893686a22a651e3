import type { FetchedMail } from '#contract/mail.ts'
import type { Failure } from '#contract/failure.ts'
import type { Folder, MailCalls } from '#contract/mailroom.ts'
import type { Client } from '#contract/rpc.ts'
import { ok, type Result } from '#core/model/result.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { readMessage } from '#core/message/read-message.ts'
import { scorePitch } from '#core/pitch/score-pitch.ts'
import { planPull } from '#core/sync/plan-pull.ts'
import { storeFlags, storeMails, type MailToStore } from '#data/write/store-mails.ts'
import type { ShopDatabase } from '#data/database.ts'
import type { FolderRow } from '#data/schema.ts'

export type PullContext = {
  readonly database: ShopDatabase
  readonly mail: Client<MailCalls>
  readonly hours: ShopHours
  readonly ownAddresses: ReadonlySet<string>
  /** Called after each batch; false stops the pull. */
  readonly goOn: () => boolean
}

type FolderWork = {
  readonly cursor: FolderRow
  readonly windows: (readonly number[])[]
  readonly flagsSince: string | null
  readonly serverModseq: string | null
  readonly serverUidNext: number
}

/**
 * Brings folders up to date: reads the server's view, plans, then fetches window by window, the folders in turn, so that
 * an answer in Sent is here soon after the message it answers. Gives the first failure; what was stored stays.
 */
export async function pullFolders(context: PullContext, folders: readonly Folder[]): Promise<Result<null, Failure>> {
  const works: FolderWork[] = []
  for (const folder of folders) {
    const planned = await plan(context, folder)
    if (!planned.ok) {
      // One folder that cannot be read never stops the rest.
      if (planned.failure.code === 'folder-missing' || planned.failure.code === 'folder-changed') continue
      return planned
    }
    if (planned.value !== null) works.push(planned.value)
  }
  const windows = inTurn(works)
  let coming = fetchWindow(context, windows.next())
  while (coming !== null) {
    const { work, answer } = await coming
    if (!answer.ok) return answer
    // The server works on the next window while this one is judged and stored.
    coming = fetchWindow(context, windows.next())
    const mails = answer.value.mails.map((mail) => readOrKeep(mail, context.ownAddresses))
    await storeMails(context.database, work.cursor, mails, context.hours)
    if (!context.goOn()) return ok(null)
  }
  for (const work of works) {
    const finished = await finish(context, work)
    if (!finished.ok) return finished
  }
  return ok(null)
}

type Window = { readonly work: FolderWork; readonly uids: readonly number[] }

/** The windows of all folders, the folders in turn. */
function* inTurn(works: readonly FolderWork[]): Generator<Window, undefined> {
  for (let turn = 0; works.some((work) => work.windows.length > 0); turn += 1) {
    const work = works[turn % works.length]
    const uids = work?.windows.shift()
    if (work !== undefined && uids !== undefined) yield { work, uids }
  }
  return undefined
}

type Fetched = { readonly work: FolderWork; readonly answer: Awaited<ReturnType<Client<MailCalls>['fetchMail']>> }

function fetchWindow({ mail }: PullContext, { value }: IteratorResult<Window, undefined>): Promise<Fetched> | null {
  if (value === undefined) return null
  const { work, uids } = value
  return mail
    .fetchMail({ path: work.cursor.path, uidValidity: work.cursor.uidValidity, uids: [...uids] })
    .then((answer) => ({ work, answer }))
}

async function plan({ database, mail }: PullContext, folder: Folder): Promise<Result<FolderWork | null, Failure>> {
  const status = await mail.status({ path: folder.path })
  if (!status.ok) return status
  const { uidValidity, uidNext, exists, highestModseq } = status.value
  const local = await database.folders.get(folder.path)
  const isSame = local !== undefined && local.uidValidity === uidValidity
  if (isSame && local.isComplete && local.uidNext === uidNext && highestModseq !== null && local.highestModseq === highestModseq)
    return ok(null)
  const from = isSame && local.isComplete ? Math.max(1, local.uidNext) : 1
  const listed =
    exists === 0 || (isSame && local.isComplete && local.uidNext === uidNext)
      ? ok({ uids: [] })
      : await mail.listUids({ path: folder.path, uidValidity, from })
  if (!listed.ok) return listed
  const known = isSame && !local.isComplete ? await knownUids(database, folder.path, uidValidity) : new Set<number>()
  const planned = planPull(
    { uidValidity, uidNext, highestModseq, uids: listed.value.uids },
    local === undefined
      ? null
      : { uidValidity: local.uidValidity, uidNext: local.uidNext, highestModseq: local.highestModseq, uids: known },
  )
  return ok({
    cursor: {
      path: folder.path,
      role: folder.role === 'inbox' ? 'inbox' : 'sent',
      uidValidity,
      uidNext: isSame ? local.uidNext : 1,
      highestModseq: isSame ? local.highestModseq : null,
      isComplete: isSame && local.isComplete,
      exists,
      here: 0,
    },
    windows: [...planned.windows],
    flagsSince: planned.flagsSince,
    serverModseq: highestModseq,
    serverUidNext: uidNext,
  })
}

async function finish(
  { database, mail, hours }: PullContext,
  { cursor, flagsSince, serverModseq, serverUidNext }: FolderWork,
): Promise<Result<null, Failure>> {
  const view = { path: cursor.path, uidValidity: cursor.uidValidity }
  if (cursor.exists > 0 && cursor.isComplete) {
    const flags = await mail.fetchFlags({ ...view, from: 1, sinceModseq: flagsSince })
    if (!flags.ok) return flags
    await storeFlags(database, view, flags.value.flags, hours)
  }
  await storeMails(database, { ...cursor, uidNext: serverUidNext, highestModseq: serverModseq, isComplete: true }, [], hours)
  return ok(null)
}

async function knownUids(database: ShopDatabase, folder: string, uidValidity: string): Promise<Set<number>> {
  const keys = await database.places
    .where('[folder+uidValidity+uid]')
    .between([folder, uidValidity, 0], [folder, uidValidity, Infinity])
    .primaryKeys()
  return new Set(keys.map(([, , uid]) => uid))
}

/** One mail that our own rules stumble over keeps a row with what its envelope tells, in sight; the cursor passes. */
function readOrKeep(fetched: FetchedMail, ownAddresses: ReadonlySet<string>): MailToStore {
  try {
    return readMail(fetched, ownAddresses)
  } catch (error) {
    const mail = { ...fetched.mail, text: '', htmlParts: [], references: [], subject: fetched.mail.subject.slice(0, 200) }
    return readMail({ ...fetched, mail, odd: error instanceof Error ? error.message : 'could not be judged' }, ownAddresses)
  }
}

/** One fetched mail, read and judged by the shop's rules. */
function readMail(fetched: FetchedMail, ownAddresses: ReadonlySet<string>): MailToStore {
  const message = readMessage(fetched.mail, { key: fetched.key, receivedAt: fetched.receivedAt, ownAddresses })
  const verdict = scorePitch(
    {
      subject: message.subject,
      ownText: message.ownText,
      text: message.text,
      html: fetched.mail.htmlParts.join('\n'),
      from: message.from,
      author: message.author,
      kind: message.kind,
      headers: fetched.mail.headers,
    },
    {},
  )
  const { uid, flags, odd } = fetched
  return { uid, flags, odd, message, verdict, htmlParts: fetched.mail.htmlParts, attachments: fetched.mail.attachments }
}

import { readForPitch, type Reading } from '#core/pitch/reading.ts'
import { visibleParts } from '#core/pitch/visible-text.ts'
import { splitOwnWords } from '#core/message/own-words.ts'
import { relearn } from '#core/pitch/relearn.ts'
import { emptyLayer, learnLessons, lessonWeight, type Lesson, type ShopLayer } from '#core/pitch/shop-layer.ts'
import { wordFeatures } from '#core/pitch/word-features.ts'
import type { Body } from '#core/model/body-block.ts'
import type { Verdict } from '#core/model/lane.ts'
import type { ConversationId } from '#core/model/ids.ts'
import type { ShopHours } from '#core/model/shop-hours.ts'
import { readBodies } from '#data/read/bodies.ts'
import { laneConversations } from '#data/read/conversations.ts'
import type { ShopDatabase } from '#data/database.ts'
import type { FactRow, FollowedLesson, LessonPreview, MessageRow } from '#data/schema.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'

/** Waiting conversations that are looked at for what else a verdict would move, of each lane. */
const mostLooked = 200

/** Verdicts for which is kept what was moved along with them. */
const mostFollowed = 20

/** What this shop's verdicts have taught, kept up as they are said and taken back. */
export class Lessons {
  readonly #database: ShopDatabase
  #layer: ShopLayer = emptyLayer
  #verdicts = 0
  #looking: Promise<void> = Promise.resolve()

  constructor(database: ShopDatabase) {
    this.#database = database
  }

  get layer(): ShopLayer {
    return this.#layer
  }

  /** Learns anew from all that helpers have said; a few milliseconds for a thousand verdicts. */
  async learn(): Promise<void> {
    const facts = await this.#database.facts.toArray()
    this.#layer = learnLessons(facts.flatMap((fact) => lessonIn(fact)))
  }

  /** What is to be learned from a verdict on a message: its words and its sender, not its text. */
  async lessonOf(row: MessageRow): Promise<NonNullable<FactRow['lesson']>> {
    const [body] = await readBodies(this.#database, [row])
    return { buckets: bucketsOf(readingOf(row, body)), address: row.author.address }
  }

  /**
   * Looks which waiting conversations would go the way of a verdict, and notes them for the helper to decide; null where there is
   * nothing to look for. One at a time, and only the latest verdict's is kept: verdicts come quicker than this is done.
   */
  async preview(of: string, lane: 'customer' | 'pitch' | null): Promise<void> {
    this.#verdicts += 1
    const verdict = this.#verdicts
    await this.#database.values.delete('lesson-preview')
    if (lane === null) return
    const isLatest = (): boolean => verdict === this.#verdicts
    const look = async (): Promise<void> => {
      if (!isLatest()) return
      const moves = (await this.#wouldMove()).filter((each) => each.id !== of && goesAlong(each.verdict.lane, each.row.verdict.lane, lane))
      const value: LessonPreview = { of, lane, ids: moves.map(({ id }) => id) }
      if (moves.length > 0 && isLatest()) await this.#database.values.put({ name: 'lesson-preview', value })
    }
    this.#looking = this.#looking.catch(() => {}).then(look)
    await this.#looking
  }

  /** Moves what the preview named: those messages are judged again with what was taught. */
  async apply(hours: ShopHours): Promise<void> {
    const { values, messageRows } = this.#database
    const preview = (await values.get('lesson-preview'))?.value as LessonPreview | undefined
    if (preview === undefined) return
    const wanted = new Set(preview.ids)
    const moves = (await this.#wouldMove()).filter(({ id }) => wanted.has(id))
    await this.#database.transaction('rw', [...this.#database.mailTables, values], async () => {
      for (const { row, verdict } of moves) await messageRows.update(row.id, { verdict })
      await shelveConversations(
        this.#database,
        moves.map(({ id }) => id),
        hours,
      )
      const followed: FollowedLesson = { of: preview.of, moved: moves.map(({ row }) => ({ row: row.id, verdict: row.verdict })) }
      await values.put({ name: 'lessons-followed', value: [followed, ...(await this.#followed())].slice(0, mostFollowed) })
      await values.delete('lesson-preview')
    })
  }

  /** A verdict on a conversation holds no more: what was moved along with it goes back to where it lay. */
  async moveBack(of: string, hours: ShopHours): Promise<void> {
    const { values, messageRows } = this.#database
    await this.#database.transaction('rw', [...this.#database.mailTables, values], async () => {
      const followed = await this.#followed()
      const moved = followed.filter((each) => each.of === of).flatMap((each) => each.moved)
      if (moved.length === 0) return
      for (const { row, verdict } of moved) await messageRows.update(row, { verdict })
      const rows = (await messageRows.bulkGet(moved.map(({ row }) => row))).filter((row) => row !== undefined)
      await shelveConversations(
        this.#database,
        rows.map((row) => row.conversationId),
        hours,
      )
      await values.put({ name: 'lessons-followed', value: followed.filter((each) => each.of !== of) })
    })
  }

  async #followed(): Promise<readonly FollowedLesson[]> {
    return ((await this.#database.values.get('lessons-followed'))?.value as FollowedLesson[] | undefined) ?? []
  }

  /** Conversations that evidence has placed and that now would lie elsewhere. */
  async #wouldMove(): Promise<{ id: ConversationId; row: MessageRow; verdict: Verdict }[]> {
    const lists = await Promise.all(
      (['pitch', 'unsure', 'customer'] as const).map((list) => laneConversations(this.#database, list, mostLooked)),
    )
    const waiting = lists.flat().filter((row) => row.judgedBy === 'evidence' && (row.lane !== 'customer' || row.shelf === 'open'))
    const rows = (await this.#database.messageRows.bulkGet(waiting.flatMap((row) => row.rowIds))).filter((row) => row !== undefined)
    const deciding = new Map<ConversationId, MessageRow>()
    for (const row of rows)
      if (row.direction === 'in' && row.kind !== 'automated' && row.kind !== 'bounce') deciding.set(row.conversationId, row)
    const judged = [...deciding.values()]
    const bodies = await readBodies(this.#database, judged)
    return judged.flatMap((row, index) => {
      const reading = readingOf(row, bodies[index])
      const verdict = relearn(row.verdict, lessonWeight(this.#layer, bucketsOf(reading), row.author.address), reading.language)
      return verdict.lane === row.verdict.lane ? [] : [{ id: row.conversationId, row, verdict }]
    })
  }
}

function lessonIn({ lane, lesson }: FactRow): readonly Lesson[] {
  return lesson === undefined || (lane !== 'customer' && lane !== 'pitch') ? [] : [{ lane, ...lesson }]
}

/** What is moved along goes towards the verdict, never the other way. */
function goesAlong(next: string, before: string, lane: 'customer' | 'pitch'): boolean {
  const order = ['customer', 'unsure', 'pitch']
  const step = order.indexOf(next) - order.indexOf(before)
  return lane === 'pitch' ? step > 0 : step < 0
}

/** A stored message as it was read when it came. */
function readingOf(row: MessageRow, body: Body | undefined): Reading {
  const text = body?.text ?? ''
  return readForPitch({
    subject: row.subject,
    ownText: splitOwnWords(text).own,
    text,
    shown: visibleParts(body?.htmlParts ?? []),
    from: row.from,
    author: row.author,
    kind: row.kind,
    headers: [],
  })
}

function bucketsOf({ words }: Reading): number[] {
  return wordFeatures(words).map(({ bucket }) => bucket)
}

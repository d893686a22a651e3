import { readForPitch } from '#core/pitch/reading.ts'
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
import type { FactRow, LessonPreview, MessageRow } from '#data/schema.ts'
import { shelveConversations } from '#data/write/shelve-conversations.ts'

/** Waiting conversations that are looked at for what else a verdict would move, of each lane. */
const mostLooked = 200

/** What this shop's verdicts have taught, kept up as they are said and taken back. */
export class Lessons {
  readonly #database: ShopDatabase
  #layer: ShopLayer = emptyLayer

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
    return { buckets: bucketsOf(row, body), address: row.author.address }
  }

  /** Looks which waiting conversations would go the way of a verdict, and notes them for the helper to decide. */
  async preview(of: string, lane: 'customer' | 'pitch'): Promise<void> {
    const { values } = this.#database
    const moves = (await this.#wouldMove()).filter((each) => each.id !== of && goesAlong(each.verdict.lane, each.before, lane))
    const preview: LessonPreview = { of, lane, ids: moves.map(({ id }) => id) }
    if (moves.length === 0) await values.delete('lesson-preview')
    else await values.put({ name: 'lesson-preview', value: preview })
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
      await values.delete('lesson-preview')
    })
  }

  /** Conversations that evidence has placed and that now would lie elsewhere. */
  async #wouldMove(): Promise<{ id: ConversationId; before: string; row: MessageRow; verdict: Verdict }[]> {
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
      const verdict = relearn(row.verdict, lessonWeight(this.#layer, bucketsOf(row, bodies[index]), row.author.address))
      return verdict.lane === row.verdict.lane ? [] : [{ id: row.conversationId, before: row.verdict.lane, row, verdict }]
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

/** The words of a stored message, as they were weighed when it came. */
function bucketsOf(row: MessageRow, body: Body | undefined): number[] {
  const text = body?.text ?? ''
  const { words } = readForPitch({
    subject: row.subject,
    ownText: splitOwnWords(text).own,
    text,
    shown: visibleParts(body?.htmlParts ?? []),
    from: row.from,
    author: row.author,
    kind: row.kind,
    headers: [],
  })
  return wordFeatures(words).map(({ bucket }) => bucket)
}

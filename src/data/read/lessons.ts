import type { LessonPreview } from '../schema.ts'
import type { Shop } from './shop.ts'

/** A verdict that was learned from: on which message, of whom, and when. */
export type TaughtLesson = { readonly key: string; readonly lane: 'customer' | 'pitch'; readonly address: string; readonly saidAt: number }

/** Verdicts that were learned from, the latest first. */
export async function taughtLessons(shop: Shop): Promise<TaughtLesson[]> {
  return (await shop.facts.toArray())
    .flatMap(({ key, lane, lesson, saidAt }) =>
      lesson === undefined || (lane !== 'customer' && lane !== 'pitch') ? [] : [{ key, lane, address: lesson.address, saidAt }],
    )
    .sort((a, b) => b.saidAt - a.saidAt)
}

/** What the last verdict would move along; null where there is nothing to ask. */
export async function lessonPreview(shop: Shop): Promise<LessonPreview | null> {
  return ((await shop.values.get('lesson-preview'))?.value as LessonPreview | undefined) ?? null
}

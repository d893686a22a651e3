import { lessonPreview, taughtLessons } from '#data/read/lessons.ts'
import { shop } from '#data/read/shop.ts'
import { createFeed } from './feed.ts'

/** What the last verdict would move along; null where there is nothing to ask, undefined while it is read. */
export const useLessonPreview = createFeed(() => lessonPreview(shop))

/** Verdicts that were learned from, the latest first; undefined while they are read. */
export const useTaughtLessons = createFeed(() => taughtLessons(shop))

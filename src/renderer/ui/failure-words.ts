import type { Translate, WordKey } from '#locale/translate.ts'

/** What happened, in one plain sentence. */
export function failureTitle(code: string, t: Translate): string {
  return t(`failure.${code}.title` as WordKey)
}

/** What was kept, and what to do next. */
export function failureNext(code: string, t: Translate): string {
  return t(`failure.${code}.next` as WordKey)
}

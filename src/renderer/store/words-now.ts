import { translator, type Language, type Translate } from '#locale/translate.ts'

let language: Language = 'en'

/** Notes the helper's language for words needed outside React. */
export function setWordsLanguage(next: Language): void {
  language = next
}

/** Words in the helper's language, outside React. */
export function wordsNow(): Translate {
  return translator(language)
}

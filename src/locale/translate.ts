import { createInstance, type i18n } from 'i18next'
import { en } from './en/words.ts'
import { fr } from './fr/words.ts'

export type Language = 'en' | 'fr'

type Strip<Key> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key

/** Every key of the catalogues; plural forms (`_one`, `_other`) are asked for by their base and a `count`. */
export type WordKey = Strip<keyof typeof en>

/** Looks words up in one language. */
export type Translate = (key: WordKey, params?: Readonly<Record<string, string | number>>) => string

/** The i18next instance that holds both catalogues; react-i18next uses the same one. */
export function createWords(language: Language): i18n {
  const instance = createInstance()
  void instance.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    resources: { en: { translation: en }, fr: { translation: fr } },
    interpolation: { escapeValue: false },
  })
  return instance
}

const translators = new Map<Language, Translate>()

/** Words of `language`, outside React. */
export function translator(language: Language): Translate {
  const known = translators.get(language)
  if (known !== undefined) return known
  const instance = createWords(language)
  const translate: Translate = (key, params) => instance.t(key, { ...params })
  translators.set(language, translate)
  return translate
}

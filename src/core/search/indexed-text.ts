const ligatures: Readonly<Record<string, string>> = { œ: 'oe', Œ: 'oe', æ: 'ae', Æ: 'ae', ß: 'ss', ẞ: 'ss' }
const anyLigature = /[œŒæÆßẞ]/
const everyLigature = /[œŒæÆßẞ]/g

/**
 * Text as the search index and its queries hold it: composed letters, ligatures spelled out, so that "sœur" is "soeur".
 *
 * Case and accents are left to the index: its tokenizer (unicode61, remove_diacritics 2) folds both.
 */
export function indexedText(text: string): string {
  const composed = text.normalize('NFC')
  return anyLigature.test(composed) ? composed.replace(everyLigature, (letter) => ligatures[letter] ?? letter) : composed
}

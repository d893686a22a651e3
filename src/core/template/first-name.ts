/** Words that a shop's mailbox shows where a first name would be. */
const notNames = new Set(
  'info contact hello bonjour service client customer support sales team equipe équipe shop boutique commercial accueil compta office the le la les mr mrs ms m mme mlle dr'.split(
    ' ',
  ),
)

/**
 * The first name in a display name, or empty when it is not sure. A wrong name is worse than none: companies, roles,
 * addresses and single words in capitals give nothing. "DUPONT Jean" gives Jean.
 */
export function firstNameOf(displayName: string): string {
  const words = displayName
    .replace(/["“”«»]/g, '')
    .replace(/\s*\(.*\)\s*/g, ' ')
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length < 2 || words.length > 4) return ''
  const names = words.map((word) => word.replace(/[.,]+$/, ''))
  if (names.some((name) => !/^\p{L}[\p{L}’'-]*$/u.test(name) || notNames.has(name.toLowerCase()))) return ''
  const isCapitals = (name: string): boolean => name.length > 1 && name === name.toUpperCase()
  const first = names.find((name) => name.length > 1 && !isCapitals(name))
  if (first === undefined) return ''
  // "DUPONT Jean" is sure; "Jean DUPONT" and "Jean Dupont" begin with the name; anything else is not.
  const index = names.indexOf(first)
  if (index > 1 || (index === 1 && !isCapitals(names[0] ?? ''))) return ''
  return first[0] === first[0]?.toUpperCase() ? first : ''
}

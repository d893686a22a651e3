/** Words that a shop's mailbox shows where a first name would be. */
const notNames = new Set(
  [
    'info contact hello bonjour service client customer support sales team equipe équipe office the le la les mr mrs ms m mme mlle dr',
    'commercial accueil compta marketing manager director direction assistant reception press presse newsletter order orders commande',
    // What companies call themselves.
    'shop boutique maison atelier galerie gallery studio café cafe restaurant hotel hôtel librairie epicerie épicerie store market',
    'group groupe company société societe agence agency club association ville mairie école ecole',
    'sarl sas sa eurl ltd llc inc gmbh ag bv plc co corp',
  ]
    .join(' ')
    .split(' '),
)

/**
 * The first name in a display name, or empty when it is not sure. A wrong name is worse than none: companies, roles,
 * addresses and single words in capitals give nothing. "DUPONT Jean" and "Dupont, Jean" give Jean.
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
  const comma = words.findIndex((word) => word.endsWith(','))
  if (names.some((name) => !/^\p{L}[\p{L}’'-]*$/u.test(name) || notNames.has(name.toLowerCase()))) return ''
  const isCapitals = (name: string): boolean => name.length > 1 && name === name.toUpperCase()
  const afterComma = comma === -1 ? undefined : names[comma + 1]
  if (afterComma !== undefined) return /^\p{Lu}.*\p{Ll}/u.test(afterComma) ? afterComma : ''
  const first = names.find((name) => name.length > 1 && !isCapitals(name))
  if (first === undefined) return ''
  // "DUPONT Jean" is sure; "Jean DUPONT" and "Jean Dupont" begin with the name; anything else is not.
  const index = names.indexOf(first)
  if (index > 1 || (index === 1 && !isCapitals(names[0] ?? ''))) return ''
  return first[0] === first[0]?.toUpperCase() ? first : ''
}

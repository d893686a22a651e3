import { phraseSignal } from '../signal.ts'

/** Writes about an order of their own. */
export const orderWords = phraseSignal('order', { weight: -2.4, more: 0.5 }, [
  '(?:my|our|this|that|last|recent|previous) (?:recent |last |first |previous |online )?(?:order|orders|purchase|purchases)(?! management)',
  'orders? (?:number|no\\.?|nr\\.?|ref|reference|#|n°|id)',
  'order ?#? ?[a-z]{0,4}-?\\d{3,}',
  '#[a-z]{0,4}-?\\d{3,}',
  '(?:i|we) (?:have |just |recently |already )?(?:ordered|bought|purchased|placed an order)',
  '(?:place|make|cancel|change|modify|complete|track|check|amend) (?:an|a|my|the) (?:order|purchase)',
  '(?:ma|mes|notre|cette|nos|derniere) (?:derniere |premiere |petite |grosse )?commandes?(?! de vos)',
  'commandes? (?:n°|numero|no|num|ref|nr|passee|du \\d|#)? ?#?[a-z]{0,4}-?\\d{2,}',
  "(?:j'ai|nous avons|j'avais|jai|avons) (?:bien |deja |recemment )?(?:commande|achete|passe commande|passe une commande)",
  '(?:passer|annuler|modifier|suivre|finaliser|completer) (?:une |ma |la |cette |notre )?commande',
  'mon achat|mes achats|my (?:basket|cart)|mon panier',
])

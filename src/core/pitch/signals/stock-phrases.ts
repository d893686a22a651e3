import { phraseSignal } from '../signal.ts'

/** Courtesies of business mail. Weak: polite customers write them too. */
export const stockPhrases = phraseSignal('stock-phrases', { weight: 0.5 }, [
  'hope (?:this|my|you|all) ?(?:e-?mail|message|note|are|is)? ?(?:finds you|doing|is) (?:well|great)',
  'dear sir or madam|dear sir/madam|dear sirs',
  "dans l'attente de (?:vous lire|votre retour|nos echanges)",
  "n'hesitez pas a (?:me contacter|consulter|visiter|nous contacter)",
  'feel free to (?:contact|reach|check)',
])

import type { PhraseSignal } from '../signal.ts'

/** A compliment that turns into an offer. A compliment alone is a customer's. */
export const compliment: PhraseSignal = {
  name: 'compliment',
  rule: { weight: 0.9 },
  needs: { among: ['offer', 'seo', 'growth', 'call-to-book', 'collaboration'], atLeast: 1 },
  sources: [
    '(?:i |we |really |absolutely )?(?:love|loved|like|liked|enjoy|enjoyed|admire|impressed (?:by|with)) (?:your|how you|the way you|what you)',
    '(?:was|am|were) (?:really |very |particularly |so )?impressed',
    '(?:great|amazing|beautiful|stunning|impressive|fantastic|wonderful) (?:brand|store|shop|site|website|work|products|collection|content|job)',
    '(?:stuck with me|resonated with)',
    "j'(?:adore|aime beaucoup|ai adore|apprecie|ai beaucoup aime) (?:votre|vos|ce que)",
    'bravo pour|felicitations pour|tres (?:belle|beau|jolie) (?:boutique|site|marque|univers|travail|concept)',
    'votre (?:bel|belle|magnifique|superbe) ',
    "seduite?s? par (?:votre|vos|l')",
  ],
}

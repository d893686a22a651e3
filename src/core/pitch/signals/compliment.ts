import { phraseSignal, type Signal } from '../signal.ts'
import { callToBook } from './call-to-book.ts'
import { collaboration } from './collaboration.ts'
import { growthClaims } from './growth-claims.ts'
import { offer } from './offer.ts'
import { searchRanking } from './search-ranking.ts'

const praise = phraseSignal('compliment', { weight: 0.9 }, [
  '(?:i |we |really |absolutely )?(?:love|loved|like|liked|enjoy|enjoyed|admire|impressed (?:by|with)) (?:your|how you|the way you|what you)',
  '(?:was|am|were) (?:really |very |particularly |so )?impressed',
  '(?:great|amazing|beautiful|stunning|impressive|fantastic|wonderful) (?:brand|store|shop|site|website|work|products|collection|content|job)',
  '(?:stuck with me|resonated with)',
  "j'(?:adore|aime beaucoup|ai adore|apprecie|ai beaucoup aime) (?:votre|vos|ce que)",
  'bravo pour|felicitations pour|tres (?:belle|beau|jolie) (?:boutique|site|marque|univers|travail|concept)',
  'votre (?:bel|belle|magnifique|superbe) ',
  "seduite?s? par (?:votre|vos|l')",
])

/** A compliment that turns into an offer. A compliment alone is a customer's. */
export const compliment: Signal = {
  name: 'compliment',
  read: (reading) => {
    const found = praise.read(reading)
    const turns =
      found !== undefined &&
      [offer, searchRanking, growthClaims, callToBook, collaboration].some((signal) => signal.read(reading) !== undefined)
    return turns ? found : undefined
  },
}

import { phraseSignal, type Signal } from '../signal.ts'
import { growthClaims } from './growth-claims.ts'
import { offer } from './offer.ts'
import { searchRanking } from './search-ranking.ts'
import { servicesForSale } from './services-for-sale.ts'

const pretence = phraseSignal('false-customer', { weight: 1.6 }, [
  '(?:i was|was just) (?:looking|browsing|about to (?:buy|order)|shopping|trying to (?:buy|order))',
  '(?:wanted|tried|going) to (?:buy|order|purchase)',
  "(?:as|i'm|i am) (?:a |an )?(?:potential |regular |happy |long-time )?customer",
  "j'(?:allais|etais sur le point de|ai failli) (?:commander|acheter)|(?:je|j'ai) (?:voulais|voulu) (?:commander|acheter)",
  'en tant que (?:client|cliente)|je suis (?:client|cliente)',
  'question about your (?:products?|store|shop|order)',
])

/** Opens as a customer, then sells. */
export const falseCustomer: Signal = {
  name: 'false-customer',
  read: (reading) => {
    const found = pretence.read(reading)
    if (found === undefined) return undefined
    const sells = [offer, searchRanking, growthClaims, servicesForSale].filter((signal) => signal.read(reading) !== undefined).length
    return sells >= 2 ? found : undefined
  },
}

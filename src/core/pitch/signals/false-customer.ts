import type { PhraseSignal } from '../signal.ts'

/** Opens as a customer, then sells. */
export const falseCustomer: PhraseSignal = {
  name: 'false-customer',
  rule: { weight: 1.6 },
  needs: { among: ['offer', 'seo', 'growth', 'services'], atLeast: 2 },
  sources: [
    '(?:i was|was just) (?:looking|browsing|about to (?:buy|order)|shopping|trying to (?:buy|order))',
    '(?:wanted|tried|going) to (?:buy|order|purchase)',
    "(?:as|i'm|i am) (?:a |an )?(?:potential |regular |happy |long-time )?customer",
    "j'(?:allais|etais sur le point de|ai failli) (?:commander|acheter)|(?:je|j'ai) (?:voulais|voulu) (?:commander|acheter)",
    'en tant que (?:client|cliente)|je suis (?:client|cliente)',
    'question about your (?:products?|store|shop|order)',
  ],
}

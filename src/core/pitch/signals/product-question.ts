import { phraseSignal } from '../signal.ts'

/** Asks about something on the shelves. */
export const productQuestion = phraseSignal('product-question', { weight: -1.4, more: 0.4 }, [
  'do you (?:have|sell|carry|stock|make|offer (?:gift|free|returns)|do|still)',
  '(?:is|are) (?:it|they|the|this|these|there|that)(?: [a-z]{2,14}){0,4} (?:available|in stock|washable|vegan|waterproof|organic|made|suitable|safe|dishwasher)',
  '(?:in stock|back in stock|restock(?:ed|ing)?|sold out|out of stock)',
  '(?:what|which|a|my|the|your) (?:size|sizes|colou?rs?|dimensions|material|length)',
  'how (?:much|big|tall|long|heavy) (?:is|are|does|would)',
  '(?:gift|carte) (?:card|cards|wrap|wrapping|voucher|vouchers|message|cadeau)|carte cadeau|bon cadeau|paquet cadeau|emballage cadeau',
  '(?:looking for|searching for) (?:a|an|the|some) (?:gift|present|size|pair|replacement|birthday|set|bag|candle|dress|ring)',
  '(?:discount|promo|voucher|coupon) code|code promo|code de reduction',
  'opening (?:hours|times)|(?:your|the) shop (?:open|in)|horaires|etes-vous ouverts?|ouverts? (?:le|demain|dimanche|samedi)',
  '(?:avez-vous|vous avez|auriez-vous|vendez-vous|faites-vous|proposez-vous|est-ce que vous (?:avez|faites|vendez|livrez|proposez))',
  '(?:en|de|du|le|rupture de) stock|reapprovisionne|disponible en|(?:sera|est)-(?:il|elle) (?:disponible|de nouveau)',
  '(?:quelle|la|ma|en|votre|une|les|autre) (?:taille|tailles|pointure|couleur|matiere|dimension|dimensions|longueur)',
  '(?:quel est le prix|combien (?:coute|ca coute|coutent)|a quel prix)',
])

import { phraseSignal } from '../signal.ts'

/** Names a price of the writer's own, or a bargain that ends soon. */
export const theirPrices = phraseSignal('their-price', { weight: 1.2, more: 0.4 }, [
  '(?:starting (?:at|from)|for only|as (?:low|little) as|only|just) (?:\\$|€|£|usd) ?\\d',
  '(?:\\$|€|£) ?\\d[\\d.,]{0,8} ?k?(?:-(?:\\$|€|£)? ?\\d[\\d.,]{0,8}k?)? ?(?:in |per month|/ ?month|a month|per |one time|available)',
  'a partir de \\d{1,5} ?(?:€|euros?|eur) ?(?:ht|par mois|/ ?mois|/mois)?',
  '\\d{1,5} ?(?:€|euros?) ?(?:ht|/ ?mois|par mois)',
  '(?:no|zero|without) (?:obligation|set-?up fees?|commitment|contract)|sans engagement|sans frais',
  '(?:act|order|call|sign up|get started|enrol) (?:now|today)',
  'limited (?:time|offer|spots)|special offer|offre (?:speciale|exclusive|de lancement|limitee)|risk[- ]free|100% (?:free|guarantee|quality|satisfaction)',
  'best (?:prices|rates)|lowest rates',
  'special pricing|pricing (?:and|starts|is|for)|how we price',
  '(?:€|\\$|£) ?\\d{1,5}(?:[.,]\\d\\d)? ?(?:/|per|a) ?(?:month|mo|year)|\\d{1,5}(?:[.,]\\d\\d)? ?(?:€|euros?) ?(?:h\\.?t\\.?|/ ?mois|par mois)|cancel any ?time|\\d{1,2} months?,? cancel',
])

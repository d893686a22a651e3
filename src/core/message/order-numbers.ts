/** Texts are read so far, and so many numbers are told of one message. */
const longestRead = 4_000
const mostNumbers = 5

const named =
  /(?:\b(?:order|orders|commande|commandes|cmd|purchase|achat|reference|référence|ref|réf)\b|(?:^|\s)#)\s{0,2}(?:(?:no|nr|num|number|numéro|numero|ref|réf|id)\b\.?|n[°º])?\s{0,2}[:#]{0,2}\s{0,2}#?([A-Z]{0,5}-?\d{3,12})\b/giu

/**
 * Numbers that a message calls an order's, in upper case, at most five: a person who names one of ours is a customer.
 *
 * Years and telephone numbers follow no such word. Linear in the text's length.
 */
export function orderNumbersIn(text: string): readonly string[] {
  const found = new Set<string>()
  for (const match of text.slice(0, longestRead).matchAll(named)) {
    const number = match[1]?.toUpperCase()
    if (number !== undefined) found.add(number)
    if (found.size >= mostNumbers) break
  }
  return [...found]
}

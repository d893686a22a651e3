/** French, English, something else, or too little to tell. */
export type GuessedLanguage = 'fr' | 'en' | 'other' | 'unknown'

const commonWords: Readonly<Record<'fr' | 'en' | 'other', ReadonlySet<string>>> = {
  fr: new Set(
    (
      "je tu il elle nous vous ils le la les un une des du et est que qui dans pour pas sur avec ce cette votre vos mon ma mes notre bonjour merci cordialement avez suis ai c'est j'ai " +
      'au aux ou mais plus si comme bien tout etre fait avoir svp'
    ).split(' '),
  ),
  en: new Set(
    (
      'the i you we he she it they a an and is are was that which in for not on with this your my our hello hi thanks thank regards have has do of to be can will would if or but as at from me ' +
      "any what when how i'm it's don't dear please"
    ).split(' '),
  ),
  other: new Set(
    (
      'der die das und ist nicht ich sie wir mit fur auf ein eine einen dem den von zu bitte danke guten liebe meine ihre ' +
      'el los las una que no por para con su mi es hola gracias usted pedido buenos quiero saludos y del ' +
      'il lo gli uno della per non con che sono grazie ciao buongiorno saluti mio vorrei ordine ' +
      'het een van ik niet dat met voor mijn u uw groeten bedankt hallo goedendag ' +
      'o os um uma para nao com obrigado obrigada ola meu voce encomenda e do da em ' +
      'og jeg er ikke til det hej tak med och jag inte tack'
    ).split(' '),
  ),
}

/**
 * Guesses whether a text (in the form of plainWords) is French, English or something else, by its small words.
 *
 * Says "unknown" below four small words, so that "ok super" is not taken for a foreign language.
 */
export function guessLanguage(words: string): GuessedLanguage {
  const start = words.slice(0, 1500)
  if (/[\u0250-\uFFFF]/u.test(start)) {
    const letters = start.match(/\p{L}/gu)?.length ?? 0
    const latin = start.match(/[a-z]/gu)?.length ?? 0
    if (letters >= 10 && latin < letters / 2) return 'other'
  }
  const counts = { fr: 0, en: 0, other: 0 }
  for (const word of start.split(/[^a-z']+/u)) {
    if (commonWords.fr.has(word)) counts.fr += 1
    if (commonWords.en.has(word)) counts.en += 1
    if (commonWords.other.has(word)) counts.other += 1
  }
  const most = Math.max(counts.fr, counts.en, counts.other)
  if (most < 4) return 'unknown'
  if (counts.other > counts.fr && counts.other > counts.en) return 'other'
  return counts.fr > counts.en ? 'fr' : 'en'
}

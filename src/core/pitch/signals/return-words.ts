import { phraseSignal } from '../signal.ts'

/** Wants to return, exchange or be refunded, or got something broken. */
export const returnWords = phraseSignal('returns', { weight: -1.8, more: 0.4 }, [
  'refund(?:s|ed|ing)?',
  '(?<!in )(?:return|returning|exchange|swap|replace|send back) (?:it|them|this|these|the|my|an|a|for|policy|label)',
  '(?:money|cash) back for',
  "(?:arrived|came|is|was|are|were|it's) (?:broken|damaged|defective|faulty|cracked|torn|wrong|missing|leaking|too (?:small|big|large|tight))",
  '(?:broken|damaged|wrong|missing|faulty) (?:item|items|part|parts|product|size|colour|color|order|lid|piece)',
  "stopped working|does not work|doesn't (?:work|fit)|fell apart|warranty|guarantee period",
  'rembours(?:er|ement|ee?s?|e|ez)',
  "(?:retourner|renvoyer|echanger) (?:le|la|les|un|une|cet|cette|ce|mon|ma|mes|l'|contre|pour)",
  "(?:un|mon|le|faire un|en|bon de|etiquette) (?:retour|echange contre|avoir)(?! sur investissement| d'experience)",
  '(?:arrivee?s?|recue?s?|est|sont|etait) (?:casse|cassee|casses|cassees|abime|abimee|abimes|defectueux|defectueuse|endommagee?|trop (?:petite?s?|grande?s?|serree?s?))',
  '(?:ne (?:fonctionne|marche) (?:pas|plus)|pas la bonne (?:taille|couleur|reference)|mauvais(?:e)? (?:article|taille|couleur|produit)|il manque|garantie)',
  'changer (?:de|la) taille',
])

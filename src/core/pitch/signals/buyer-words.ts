import { phraseSignal } from '../signal.ts'

/** Wants to buy, also in quantity or for a company. */
export const buyerWords = phraseSignal('buyer', { weight: -1.8, more: 0.5 }, [
  "(?:i|we)(?:'d| would) (?:like|love) to (?:order|buy|purchase|get|reserve|place)",
  '(?:i|we) (?:want|need|wish|would need|am looking|are looking) to (?:order|buy|purchase|reserve|get (?:a|my|the|one))',
  '(?:can|could|may) (?:i|we) (?:order|buy|purchase|reserve|get|pay|collect|pick)',
  '(?:interested in|thinking of) (?:buying|ordering|purchasing|placing)',
  '(?:a |your )?(?:quote|quotation|price) for \\d',
  '(?:your )?wholesale (?:price|prices|pricing|terms|order|account|catalogue|list|conditions)',
  '(?:stock|sell|carry) your (?:products|range|candles|items|brand|line|jewellery|soaps)',
  'je (?:voudrais|souhaite|souhaiterais|desire|veux|aimerais) (?:bien )?(?:commander|acheter|reserver|offrir|savoir|connaitre|prendre|en prendre)',
  'nous (?:voudrions|souhaitons|souhaiterions|aimerions) (?:commander|acheter|reserver|offrir|vous commander)',
  "(?:un |votre |le )?devis pour (?:\\d|une|un|des|l')",
  '(?:vos|votre) (?:tarifs?|prix|conditions) (?:pro|professionnels?|revendeurs?|de gros|en gros|pour (?:\\d|une commande))',
  "offrir (?:a|pour) (?:ma|mon|une|un|mes|nos)|pour (?:l'anniversaire|offrir|un cadeau|son anniversaire|noel)|for (?:my|her|his) (?:mother|mum|mom|wife|husband|daughter|son|sister|birthday|friend|wedding)",
  'acompte|reserver|bon de commande|purchase order',
])

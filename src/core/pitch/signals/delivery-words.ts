import { phraseSignal } from '../signal.ts'

/** Waits for a parcel, or asks about delivery. */
export const deliveryWords = phraseSignal('delivery', { weight: -1.8, more: 0.4 }, [
  '(?:my|the|a|this) (?:parcel|package|shipment|delivery|item|tracking)',
  'tracking (?:number|link|code|info|says)',
  "(?:hasn't|has not|have not|haven't|not|never|didn't|still not|yet to) (?:yet )?(?:arrived?|received?|shipped|been delivered|delivered|come)",
  '(?:when|will|how long|how soon) .{0,40}(?:arrive|delivered|ship|delivery|delivered|get here|come)',
  '(?:ship|deliver|shipping|delivery) (?:to|times?|costs?|fees?|options?|date|period|address|abroad|methods?)',
  '(?:do|can|could) you (?:ship|deliver|post|send it)',
  '(?:mon|le|un|ce|votre|du) colis',
  '(?:numero|lien|code|n°) de suivi|suivi (?:de|du|indique|colis)',
  "(?:pas|rien|jamais|toujours pas|n'est pas) (?:encore )?(?:recu|arrivee?|livree?|reception)",
  '(?:delais?|frais|date|adresse|mode|point|cout|creneau) de (?:livraison|port|relais|retrait)',
  '(?:livrez|expediez|envoyez|livrer|livree?|expediee?)[- ]?(?:vous|en|a|au|chez|dans|pour|bien)?',
  'la poste|chronopost|mondial relay|colissimo|point relais|royal mail|ups|dhl|fedex|evri',
])

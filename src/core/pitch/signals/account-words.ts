import { phraseSignal } from '../signal.ts'

/** Has a matter with an account, a payment or an invoice. */
export const accountWords = phraseSignal('account', { weight: -1.4, more: 0.3 }, [
  'my (?:\\w{2,12} )?(?:account|profile|password|pwd|pin|key|address|invoice|invoices|bill|bills|payment|details|subscription|receipt|registration|user)',
  '(?:an|the|a) (?:invoice|bill|receipt)(?: (?:for|from|of|#))?',
  '(?:invoice|bill) ?#? ?\\d{2,}',
  '(?:shipping|delivery|billing|postal) address',
  "(?:charged|debited|billed) (?:twice|two times|the wrong)|payment (?:was|has been|is|got|failed|didn't|issue|problem|error|methods?)",
  'cancel(?:l?ation)?(?:s|led|ling)?(?! any ?time)|termination fees?|withdrawal (?:fee|penalty|charge)s?',
  '(?:customer|human|live|person|agent|someone|somebody) (?:service|support|agent|assistance|operator)',
  '(?:sign[- ]?up|log[- ]?in|registration) (?:issue|issues|problem|problems|error|errors)|newsletter subscription|reset (?:my|the)',
  'ma (?:facture|carte|reservation|fiche|demande|reclamation|cotisation)|mon (?:compte|mot de passe|paiement|adresse|dossier|contrat|abonnement|attestation|bulletin|assurance|rib|releve|logement|vehicule)|mes (?:coordonnees|factures|documents|droits)',
  "(?:la|une|recevoir) factures?(?! d'energie)",
  '(?:preleve|debite|facture|paye)(?:e|es|s)? (?:deux fois|en double|par erreur|trop)',
  "(?:annuler|annulation|resilier|resiliation) ?(?:de )?(?:ma|mon|le|la|l')?",
  'attestation|sinistre|immatriculation|piece jointe demandee|ci[- ]joint (?:mon|ma|mes|le|la|les|comme) (?!catalogue|plaquette|offre|brochure)',
])

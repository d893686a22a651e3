import { phraseSignal } from '../signal.ts'

/** Job seekers, press, landlords, authorities: not customers, and no pitch. */
export const otherPeople = phraseSignal('other-people', { weight: -2, more: 0.5 }, [
  "(?:candidature|lettre de motivation|mon cv|alternance|stage (?:de|d'observation|en)|mon profil pour|postuler|recherche (?:d')?un (?:emploi|stage|job)|job d'ete|apprentissage)",
  '(?:my (?:cv|resume)|cover letter|apply(?:ing)? for (?:a|the|your)|job (?:opening|application|vacancy)|internship|summer job|are you hiring)',
  '(?:journaliste|reportage|je prepare un (?:article|sujet|reportage)|pour le (?:journal|magazine)|redaction de)',
  "(?:journalist|reporter|i(?:'m| am) writing (?:a|an) (?:article|piece|story)|for (?:our|my) (?:paper|school project|thesis))",
  '(?:loyer|bail|proprietaire|locataire|syndic|copropriete|quittance)|(?:landlord|lease|rent (?:review|due)|tenancy)',
  '(?:expert-comptable|votre (?:bilan|declaration|comptabilite|tva)|urssaf|impots|mairie|prefecture|tribunal|huissier)|(?:your accountant|tax return|vat return|council|hmrc)',
  'association (?:sportive|de parents|caritative|loi 1901)|tombola|kermesse|raffle|charity|school fair',
])

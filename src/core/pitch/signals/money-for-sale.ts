import { phraseSignal } from '../signal.ts'

/** Sells money matters: loans, payment terminals, insurance, energy contracts. */
export const moneyForSale = phraseSignal('money', { weight: 1.5, more: 0.5 }, [
  '(?:business|working|growth|available) (?:loans?|capital|funding|financing|credit line)',
  'funding (?:for|sources|round|options)',
  '(?:accept|process|accepting) (?:all )?(?:major )?credit ?cards?',
  'credit card (?:processing|merchant)',
  'merchant (?:account|ac ?count|cash|fees|rates|services)',
  'mer ?chant ac ?count',
  'bad credit|no credit',
  'equity or collateral|credit repair|debt',
  '(?:pret|prets|credit) (?:professionnel|professionnels|pro|aux entreprises)',
  'financements? (?:rapide|de (?:votre|vos)|pour (?:votre|vos)|professionnel|participatif)',
  'affacturage|rachat de credits?|avance de tresorerie',
  "terminal de paiement|tpe|solution(?:s)? d'encaissement|frais bancaires",
  '(?:mutuelle|assurance|prevoyance|complementaire sante) (?:professionnelle|pro|entreprise|collective|pour (?:les )?(?:tns|independants|commercants))',
  "(?:contrat|facture|fournisseur)s? d'energie|electricite et (?:de )?gaz|panneaux (?:solaires|photovoltaiques)",
  "defiscalis(?:er|ation)|optimisation fiscale|aides? de l'etat|subventions? (?:disponibles?|pour)",
  'inheritance|next of kin|million (?:us )?dollars|lottery|investment opportunity',
  'invest(?:or|ors|issement) (?:locatif|interested|looking)',
  'racheter votre (?:entreprise|fonds|boutique)|(?:buy|acquire) your (?:business|store|company|domain)',
  "contrats? d'electricite|tarifs? (?:seront|vont etre) (?:revises?|augmentes?)|bloquer un prix|prix fixe sur|echeance proche",
])

import { phraseSignal } from '../signal.ts'

/** Talks to the shop as to a company, not as to a shop. */
export const companyTalk = phraseSignal('company-talk', { weight: 1.1, more: 0.4 }, [
  '(?:companies|brands|businesses|stores|shops|teams|retailers|owners|founders|merchants) (?:like (?:yours|you)|at your stage|in your (?:industry|niche|space|area))',
  "most (?:companies|founders|businesses|brands|owners|marketing|teams|shops|[a-z]{2,12} leads|[a-z]{2,12} of [a-z]{4,14}) (?:i talk|at your|at the|struggle|don't|we|use|do|are)",
  '(?:shopify|e-?commerce|woocommerce|etsy|online) (?:stores?|brands?|sellers?|shop owners?|companies)',
  'your (?:business|company|team|brand|industry|competitors?|outbound|setup|ad account|online presence|web presence|analytics|revenue|current provider|current supplier|pricing strategy|target audience|content|audience)',
  "how (?:are )?you(?:'re)? (?:are )?(?:currently|handling|managing)",
  'how much time does your',
  'struggle with|pain points?|low-hanging|win-win|no[- ]brainer|synerg(?:y|ies)',
  'if you could|imagine paying|what would that mean',
  'one of (?:your|our) (?:competitors|clients)',
  "votre (?:entreprise|societe|activite|secteur|chiffre d'affaires|equipe|marque|presence en ligne|e-reputation|fiche google|strategie|communication|clientele|concurrents?)",
  '(?:commercants|e-commercants|boutiques|entreprises|marques|createurs|artisans|independants|professionnels|dirigeants|gerants) (?:comme (?:vous|la votre|le votre)|de votre (?:secteur|region|ville)|qui|a|dans)',
  'gagnant[- ]gagnant|cle en main|sur[- ]mesure pour les (?:entreprises|marques)',
])

import { phraseSignal } from '../signal.ts'

/** Wants a partnership, free goods or a placement: influencers, affiliates, publishers. */
export const collaboration = phraseSignal('collaboration', { weight: 1.5, more: 0.5 }, [
  '(?:collab|collaborate|collaborating|collaboration|collaborations)',
  '(?:partnership|partnerships|partner) (?:idea|opportunit(?:y|ies)|proposal|with us|program|programme|team|request)',
  'potential partnership|great fit for a partnership|explore a partnership',
  'partenariats?',
  '(?:influencer|influencers|micro-influencer|content creator|ambassador|brand ambassador)',
  '(?:influenceur|influenceuse|influenceurs|createur de contenu|creatrice de contenu|ambassadeur|ambassadrice)',
  '\\d{1,3} ?k (?:followers|abonnes|monthly visits|subscribers)|\\d{2,3}[ .,]?\\d{3} (?:followers|abonnes|abonnees|subscribers)|followers|(?:ma|notre) communaute',
  '(?:free|gifted) (?:products?|samples?) in exchange|in exchange for (?:a |an )?(?:post|posts|review|story|stories|reel|content|exposure|video)',
  "en echange (?:de|d'un|d'une) (?:visibilite|post|story|stories|publication|reel|video|article|produits?|contenu)",
  '(?:affiliate|affiliation|referral) (?:program|programme|partner|link|commission|marketing)?',
  '\\d{1,2} ?% (?:de )?commission',
  'media ?kit|kit media',
  '(?:feature|featured|featuring) (?:your|you|in our|on our)|mettre en avant (?:votre|vos|ta|tes)',
  '(?:publish|publier|write|ecrire|rediger|proposer) (?:an?|un|une|des) (?:articles?|contenus?|guest|chronique)',
  'good exposure|want to contribute|gift guide (?:placement|feature|submission)',
  'envoyer (?:un|des|quelques|vos) (?:produits?|echantillons?|articles?) (?:a tester|gratuit|pour (?:que je )?(?:tester|teste|les presenter))',
])

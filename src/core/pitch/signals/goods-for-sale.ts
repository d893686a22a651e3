import { phraseSignal } from '../signal.ts'

/** Sells goods to shops: factories, suppliers, packaging, dropshipping, logistics. */
export const goodsForSale = phraseSignal('goods', { weight: 1.5, more: 0.5 }, [
  '(?:we are |as )?(?:a |an )?(?:leading |professional |direct )?(?:manufacturer|supplier|factory|wholesaler|exporter)s? (?:of|in|from|based|for|with)',
  'drop-?shipping',
  '(?:our|my|new|full) (?:product )?(?:catalogue|catalog|price ?list|product line|collection is available)',
  'moq|oem|odm|fob|ex-?works',
  '(?:factory|wholesale|competitive|best) prices?(?: from| for| and)',
  'alibaba|shenzhen|guangzhou|yiwu|ningbo',
  "(?:fabricant|fournisseur|grossiste|importateur|distributeur) (?:de|d'|en|base|specialise|francais)",
  '(?:notre|nos|le) (?:catalogue|tarifs? (?:revendeurs?|grossistes?)|nouvelle collection|gamme)',
  'prix (?:usine|de gros|degressifs|competitifs)',
  '(?:custom|eco-friendly|branded) (?:packaging|boxes|labels|bags)|emballages? (?:personnalises?|ecologiques?|sur mesure)',
  '(?:fulfil?lment|3pl|warehous(?:e|ing)|freight|shipping) (?:service|services|partner|solutions?|rates|company|center|centre|provider)',
  '(?:prestataire|solution|solutions|partenaire) logistiques?|(?:preparation|expedition) de (?:vos )?commandes|entreposage|transporteurs? (?:a prix|negocies)',
  'toner|ink(?:jet)? (?:cartridges?|prices?)|printers?,? (?:etc|fax|supplies)',
  'referencer nos produits|distribuer (?:nos|notre)|(?:devenir|recherchons des) (?:revendeurs?|distributeurs?)|(?:stock|carry|retail) our (?:products|range|brand|line)',
  '(?:free )?samples? (?:can be sent|available|on request|of our)|echantillons? (?:gratuits?|de nos|offerts?)',
  "off (?:sun's |our )?list price|remanufactured|liquidation stock|destockage|lots? de palettes",
  "factory price|professional manufacturer|usd \\d|negociant|matieres premieres|tarifs? professionnels?|(?:gamme|tarifs?) destinee?s? aux|lot d'essai|imprimables? a votre logo|with your logo",
])

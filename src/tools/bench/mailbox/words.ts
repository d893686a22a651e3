/** The words of one language. */
export type ShopWords = {
  readonly hello: readonly [string, ...string[]]
  readonly asks: readonly [string, ...string[]]
  readonly more: readonly [string, ...string[]]
  readonly answers: readonly [string, ...string[]]
  readonly bye: readonly [string, ...string[]]
  readonly subjects: readonly [string, ...string[]]
  readonly news: readonly [string, ...string[]]
  readonly first: readonly [string, ...string[]]
  readonly wrote: string
  /** Commonest first. */
  readonly common: readonly string[]
}

/** Customers, orders and newsletters of a shop, in English and French; `#` stands for an order number. */
export const shopWords: readonly [ShopWords, ShopWords] = [
  {
    hello: ['Hello,', 'Hi there,', 'Good morning,', 'Dear team,'],
    asks: [
      'I ordered a teapot last week (order #) and it has not arrived yet. Could you tell me where the parcel is?',
      'The candle in my order # came broken, the glass is in three pieces. Can you send a new one or refund it?',
      'Would the blue scarf still be in stock? I would like two of them for my mother and my aunt.',
      'I gave the wrong house number for order #: it should be 14, not 41. Is it too late to change it?',
      'Can I return the jacket from order #? It is one size too small and the sleeves are too tight.',
      'My discount code was refused at the till, although it is valid until the end of the month. What should I do?',
    ],
    more: [
      'I attach what I have, tell me if you need anything else.',
      'It is a birthday present for Saturday, so it would be kind of you to answer soon.',
      'I looked at the tracking page and it has said the same thing for four days.',
      'I have been a customer for years and was always very happy with what you make.',
      'A neighbour was at home all day and nobody rang.',
      'The box itself looked fine from the outside, so I suppose it was packed that way.',
    ],
    answers: [
      'Thank you for writing. I have asked the carrier and will tell you by tomorrow noon what they say.',
      'I am sorry about that. A new one leaves this afternoon, you need not send the broken one back.',
      'Yes, there are three left; I have put two aside under your name until Friday.',
      'I have changed the address, the parcel had not left yet.',
      'Of course. I attach the label: drop it at any post office and the refund follows within three days.',
    ],
    bye: ['Kind regards,', 'Thanks,', 'Best wishes,'],
    subjects: [
      'Where is my order #',
      'Broken on arrival, order #',
      'A question about the blue scarf',
      'Wrong address on #',
      'Return of order #',
    ],
    news: [
      'New this week: stoneware from the north coast, glazed by hand and fired twice.',
      'Our spring fair opens on Thursday with forty makers and a workshop for children.',
      'Last days of the sale on linen: tablecloths, napkins and aprons in nine colours.',
      'Read how a family of basket weavers has kept its craft for five generations.',
    ],
    first: ['Emma', 'Olivia', 'Noah', 'Liam', 'Jack', 'Grace', 'Lucy', 'Oscar', 'Henry', 'Isla'],
    wrote: 'wrote:',
    common:
      'the to and you of is for in it that on with we your have not this be are our can will my order please if was at me but from as or an would when what there which they has how been still get us any so up out by one new no item delivery package shipping refund return size colour address payment invoice tracking parcel received broken damaged missing wrong exchange cancel delay week today tomorrow morning customer service question product store website account card bank price discount code voucher gift birthday wedding stock available customs courier depot neighbour signature label box photo fabric cotton wool leather ceramic glass handmade candle mug scarf jacket dress shoes bag wallet necklace ring lamp table chair cushion blanket kettle teapot bowl plate supplier warehouse quantity sample catalogue quote feedback thank sorry hope wait soon possible know need love happy disappointed problem solution repair warranty policy days hours confirm dispatched arrived expected since before after again already never always only also more less very much really'.split(
        ' ',
      ),
  },
  {
    hello: ['Bonjour,', 'Bonsoir,', 'Madame, Monsieur,', 'Chère équipe,'],
    asks: [
      'J’ai commandé une théière la semaine dernière (commande #) et je n’ai toujours rien reçu. Où est le colis ?',
      'La bougie de ma commande # est arrivée cassée. Pouvez-vous la remplacer ou me rembourser ?',
      'Avez-vous encore l’écharpe bleue en stock ? J’en voudrais deux pour ma mère et ma tante.',
      'Je me suis trompée d’adresse pour la commande # : c’est le 14 et non le 41. Est-il trop tard ?',
      'Puis-je renvoyer la veste de la commande # ? Elle est trop petite d’une taille.',
      'Mon code de réduction est refusé alors qu’il est valable jusqu’à la fin du mois. Que dois-je faire ?',
    ],
    more: [
      'Je joins ce que j’ai, dites-moi s’il vous faut autre chose.',
      'C’est un cadeau d’anniversaire pour samedi, une réponse rapide m’arrangerait beaucoup.',
      'La page de suivi affiche la même chose depuis quatre jours.',
      'Je suis cliente depuis des années et j’ai toujours été ravie de vos objets.',
      'Un voisin est resté toute la journée à la maison et personne n’a sonné.',
    ],
    answers: [
      'Merci de votre message. J’ai interrogé le transporteur et je vous réponds avant demain midi.',
      'Je suis désolée. Une nouvelle bougie part cet après-midi, inutile de nous renvoyer l’autre.',
      'Oui, il en reste trois ; je vous en garde deux jusqu’à vendredi.',
      'L’adresse est corrigée, le colis n’était pas encore parti.',
      'Bien sûr. Je joins l’étiquette ; le remboursement suit sous trois jours.',
    ],
    bye: ['Cordialement,', 'Merci,', 'Bien à vous,'],
    subjects: [
      'Où est ma commande #',
      'Article cassé, commande #',
      'Question sur l’écharpe bleue',
      'Mauvaise adresse #',
      'Retour de la commande #',
    ],
    news: [
      'Nouveau cette semaine : des grès du nord, émaillés à la main et cuits deux fois.',
      'Notre foire de printemps ouvre jeudi avec quarante artisans et un atelier pour enfants.',
      'Derniers jours de soldes sur le lin : nappes, serviettes et tabliers en neuf couleurs.',
    ],
    first: ['Camille', 'Léa', 'Chloé', 'Louis', 'Gabriel', 'Jules', 'Manon', 'Inès', 'Zoé', 'Élise'],
    wrote: 'a écrit :',
    common:
      'le la les de des du un une et est je vous nous pas que qui dans pour sur avec mon ma mes votre vos notre ce cette il elle sont être avoir ai avez ne plus mais ou où si comme commande livraison colis remboursement retour taille couleur adresse paiement facture suivi reçu cassé abîmé manquant erreur échange annuler retard semaine demain matin client service équipe question produit boutique magasin site compte téléphone carte banque prix réduction code cadeau anniversaire mariage stock disponible expédier douane transporteur dépôt voisin étiquette boîte emballage photo tissu coton laine cuir céramique verre bougie tasse écharpe veste robe chaussures sac collier bague lampe table chaise coussin couverture théière bol assiette fournisseur entrepôt quantité échantillon catalogue devis merci attends bientôt possible savoir besoin contente déçue problème solution réparation garantie jours heures confirmer expédié arrivé prévu depuis avant après encore déjà jamais toujours seulement aussi très vraiment beaucoup'.split(
        ' ',
      ),
  },
]

export const lastNames: readonly [string, ...string[]] = [
  'Morel',
  'Dupont',
  'Garnier',
  'Roux',
  'Lambert',
  'Smith',
  'Taylor',
  'Hughes',
  'Walker',
  'Bennett',
  'Faure',
  'Mercier',
  'Wright',
  'Cooper',
  'Blanc',
]

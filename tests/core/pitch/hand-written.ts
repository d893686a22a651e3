/** One message written for these tests; no real person or company. */
export type Sample = { readonly subject: string; readonly text: string }

/** Customers who are easily mistaken: buyers for companies, marketers by trade, polite, angry, short. */
export const hardCustomers: readonly Sample[] = [
  { subject: '', text: 'still waiting???' },
  { subject: 'ok', text: 'ok merci' },
  {
    subject: 'Wholesale',
    text: 'Hello, we run a concept store in Ghent and would love to stock your candles. Could you send us your wholesale price list and minimum order? We would start with about 40 pieces. Kind regards, Lotte',
  },
  {
    subject: 'Corporate gifts',
    text: 'Hi, I am the office manager at a marketing agency. We would like to order 25 gift boxes for our clients before Christmas. Can you send a quote and tell me how long delivery takes?',
  },
  { subject: 'Re: your mail', text: 'Thanks for getting back to me. I will take the blue one then. Can I pay by bank transfer?' },
  {
    subject: 'Question',
    text: 'Hi there, I came across your website on Google while looking for a present for my sister. Do you ship to Ireland, and would it arrive before the 12th?',
  },
  {
    subject: 'Love your shop',
    text: 'I just wanted to say I love your shop. The mug arrived yesterday and it is gorgeous, thank you so much for the handwritten note!',
  },
  { subject: 'WHERE IS IT', text: 'I ORDERED TWO WEEKS AGO AND NOBODY ANSWERS. THIS IS A SCAM. I WANT MY MONEY BACK TODAY.' },
  {
    subject: 'Invoice needed',
    text: 'Hello, could you send me an invoice with our VAT number for the purchase made on 3 May? We are a digital agency and our accountant needs it. Best, Tom\n\nTom Reed | Head of Growth | Northbeam Digital | Book a call: https://cal.example/tom',
  },
  { subject: 'Collection', text: 'Can I pick it up at the shop on Saturday instead? I am in town for a meeting.' },
  {
    subject: 'Broken lid',
    text: 'Good morning, I hope this email finds you well. The lid of the teapot came broken. Photos attached. Would a replacement be possible?',
  },
  { subject: 'Following up', text: 'Just following up on my last email. I have not heard back from you about the refund for the scarf.' },
  { subject: 'Discount', text: 'Hello, the code WELCOME10 does not work at checkout. Can you help?' },
  {
    subject: 'Website problem',
    text: 'Your website will not let me pay: I click on the button and nothing happens. I tried to order the large lamp three times.',
  },
  {
    subject: 'Custom order',
    text: 'Would it be possible to have 80 small bowls made for our restaurant, with our logo underneath? What would be the price per piece and the lead time?',
  },
  { subject: 'Wedding', text: 'Hi! We are getting married in June and looking for 60 favours. Is there a discount for larger quantities?' },
  { subject: 'Allergy', text: 'Is the soap free from nut oil? My daughter is allergic.' },
  { subject: 'Return', text: 'How do I send the shoes back? They are half a size too small.' },
  { subject: 'newsletter', text: 'Please unsubscribe me from your newsletter, I get it twice.' },
  { subject: 'Influencer?', text: 'My cousin who is an influencer told me about you. Which size should I take if I am 1m62?' },
  {
    subject: 'Demande de devis',
    text: "Bonjour, pour l'anniversaire de notre entreprise nous cherchons 120 bougies personnalisées. Pourriez-vous nous faire un devis et nous dire sous quel délai ? Bien cordialement, Sophie Lenoir, service communication",
  },
  {
    subject: 'Question',
    text: "Bonjour, je me permets de vous contacter car je n'ai toujours rien reçu. Pouvez-vous regarder ? Merci d'avance",
  },
  { subject: 'Relance', text: 'Bonjour, je reviens vers vous au sujet de la théière fêlée. Avez-vous pu voir avec votre transporteur ?' },
  {
    subject: 'Revendeur',
    text: "Bonjour, je tiens une épicerie fine à Annecy et j'aimerais revendre vos savons. Avez-vous des tarifs professionnels et un minimum de commande ? Je peux passer vous voir la semaine prochaine.",
  },
  { subject: '', text: 'bjr c possible davoir la robe verte en 38 svp' },
  { subject: 'Merci', text: 'Bravo pour votre boutique, ma mère est ravie de son collier !' },
  {
    subject: 'Article non conforme',
    text: "L'article reçu n'est pas conforme à la photo, la couleur est bien plus foncée. Que proposez-vous ?",
  },
  {
    subject: 'Votre site',
    text: 'Bonjour, votre site ne fonctionne pas sur mon téléphone, impossible de valider le paiement. Comment puis-je faire pour commander la lampe ?',
  },
  {
    subject: 'Facture',
    text: 'Bonjour, il me faudrait la facture au nom de ma société (agence web Pixel & Co) pour la comptabilité. Merci !',
  },
  {
    subject: 'Atelier',
    text: "Bonjour, j'ai découvert votre boutique sur Instagram. Proposez-vous des ateliers pour enfants ? Ma fille va avoir dix ans.",
  },
  {
    subject: 'Cadeau collègue',
    text: 'Bonjour, nous sommes une équipe de huit et voulons offrir quelque chose à une collègue qui part. Avez-vous une carte cadeau de 150 euros ?',
  },
  {
    subject: 'Partenariat ?',
    text: 'Bonjour, notre école organise une tombola, accepteriez-vous de donner un petit lot ? Merci beaucoup, les parents de l’école des Tilleuls',
  },
  {
    subject: 'Stage',
    text: "Bonjour, je suis en 3e et je cherche un stage d'observation d'une semaine en décembre. Est-ce possible chez vous ? Nathan",
  },
  {
    subject: 'Interview',
    text: 'Dear team, I am a journalist writing a piece about small potteries for our local paper. Could I visit one morning next week and ask a few questions?',
  },
  {
    subject: 'Rent',
    text: 'Dear tenant, the rent review takes place next month. Please let me know a good time to meet at the shop. Your landlord',
  },
  { subject: 'Sconto', text: 'Buongiorno, vorrei sapere se spedite in Italia e quanto costa la spedizione per due tazze. Grazie mille' },
  {
    subject: 'Bestellung',
    text: 'Guten Tag, ich habe letzte Woche bestellt und noch keine Nachricht bekommen. Können Sie bitte nachsehen? Danke',
  },
]

/** Vendors, in the ways they write today: short, personal, link-free, or posing as customers. */
export const plainPitches: readonly Sample[] = [
  {
    subject: 'quick one',
    text: 'Hi, noticed your store is not showing up for "handmade candles". We help small shops fix that in 30 days. Worth a quick chat?',
  },
  {
    subject: 'Guest post',
    text: 'Hello, I would like to publish a guest post on your blog with a do-follow link to our client. What is your price?',
  },
  { subject: 'Re: your store', text: 'Just bumping this up. Did you get a chance to look at the free audit I prepared for your website?' },
  {
    subject: 'Collaboration',
    text: 'Hey! I am a content creator with 24k followers and would love to collaborate with your brand in exchange for a few products.',
  },
  {
    subject: 'Funding for your business',
    text: 'Your business may qualify for up to $150,000 in working capital with no collateral. Reply YES to get started today.',
  },
  {
    subject: 'Packaging',
    text: 'Dear Purchasing Manager, we are a professional manufacturer of paper boxes and bags from Guangzhou. Free samples can be sent. MOQ 500 pcs.',
  },
  {
    subject: 'Question about your products',
    text: 'Hi, I was browsing your products and noticed your product photos could convert better. Our agency specialises in e-commerce photography. Are you open to a quick call this week?',
  },
  {
    subject: 'Cut your shipping costs',
    text: 'We are a 3PL fulfilment provider and help online shops reduce shipping costs by 30%. Would you be interested in a quote?',
  },
  {
    subject: 'AI chatbot',
    text: 'Hi Anna, our AI chatbot answers 80% of customer questions automatically. Can I send you a 2-minute demo video?',
  },
  {
    subject: 'Affiliate',
    text: 'We would like to invite you to join our affiliate program. Earn up to 20% commission on every sale you refer.',
  },
  {
    subject: 'Award',
    text: 'Congratulations! Your business has been nominated for the Best Small Shop awards. To confirm your place the fee is £195.',
  },
  {
    subject: 'Your website',
    text: 'Hello, I am a web designer and I visited your website. It looks a bit dated. I can redesign your website at a very affordable price.',
  },
  {
    subject: 'Référencement',
    text: "Bonjour, j'ai visité votre site et remarqué qu'il n'apparaît pas en première page de Google. Notre agence peut augmenter votre visibilité. Seriez-vous disponible pour un échange de 15 minutes ?",
  },
  {
    subject: 'Partenariat',
    text: 'Bonjour, je suis influenceuse mode (32 000 abonnés) et je serais ravie de collaborer avec votre marque en échange de produits.',
  },
  {
    subject: 'Réduire vos factures',
    text: "Bonjour, nous aidons les commerçants à réduire leurs factures d'énergie. Nous proposons un audit gratuit et sans engagement. Quel créneau vous conviendrait ?",
  },
  {
    subject: 'Article sponsorisé',
    text: 'Bonjour, acceptez-vous des articles sponsorisés sur votre blog ? Quel serait votre tarif pour un lien en dofollow ?',
  },
  {
    subject: 'Votre boutique',
    text: "Bonjour, j'adore votre univers ! J'accompagne les créatrices à doubler leurs ventes avec Instagram. Est-ce que ça vous tente d'en parler ensemble 20 minutes ?",
  },
  {
    subject: 'Financement',
    text: 'Madame, Monsieur, besoin de trésorerie ? Nous proposons un financement rapide de votre activité de 5 000 à 100 000 €, réponse sous 48 h.',
  },
  {
    subject: 'Relance',
    text: "Bonjour, je me permets de vous relancer suite à mon précédent message concernant notre solution de caisse. Avez-vous eu le temps d'y réfléchir ?",
  },
  {
    subject: 'Fabricant',
    text: 'Bonjour, nous sommes un fabricant d’emballages personnalisés au Portugal. Vous trouverez ci-joint notre catalogue et nos prix dégressifs.',
  },
  {
    subject: 'Photos',
    text: 'Bonjour, photographe produit à Lyon, je vous propose un shooting packshot à partir de 290 € HT. Puis-je vous envoyer mon portfolio ?',
  },
  {
    subject: 'Salon',
    text: 'Il reste trois stands pour le salon professionnel des créateurs. Offre spéciale de lancement à 890 € HT, sans engagement avant le 30.',
  },
  {
    subject: 'Formation',
    text: 'Bonjour, notre formation en ligne 100 % financée vous apprend à gagner en visibilité. Cliquez ici pour réserver votre place.',
  },
  {
    subject: 'Mutuelle',
    text: 'Bonjour, en tant que gérante vous pouvez bénéficier de notre mutuelle professionnelle à tarif négocié. Un conseiller peut vous rappeler cette semaine.',
  },
]

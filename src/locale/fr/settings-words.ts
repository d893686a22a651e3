import type { settingsWords as english } from '../en/settings-words.ts'

/**
 * Words of the settings, in French.
 *
 * \u202f (narrow, before ; ! ?) and \u00a0 (before : and inside guillemets) are no-break spaces, written out since they cannot be seen.
 */
export const settingsWords: Record<keyof typeof english, string> = {
  'settings.title': 'Réglages',
  'settings.saved-at-once': 'Chaque changement est gardé aussitôt, sur cet ordinateur.',
  'settings.not-saved': 'Le dernier changement n’a pas été gardé',
  'settings.nothing-found': 'Rien sous ce nom',

  'settings.you': 'Vous',
  'settings.helper-name': 'Votre prénom',
  'settings.helper-name-hint': 'Les modèles signent de ce prénom.',
  'settings.signature': 'Signature',
  'settings.signature-preview': 'Vos réponses se termineront ainsi\u00a0:',
  'settings.signature-reply': '… votre réponse …',

  'settings.shop': 'Boutique',
  'settings.shop-name': 'Le nom de la boutique',
  'settings.shop-phone': 'Numéro de téléphone',
  'settings.shop-effect': 'Les clients voient ce nom à côté de votre adresse.',

  'settings.hours': 'Horaires',
  'settings.mon': 'Lundi',
  'settings.tue': 'Mardi',
  'settings.wed': 'Mercredi',
  'settings.thu': 'Jeudi',
  'settings.fri': 'Vendredi',
  'settings.sat': 'Samedi',
  'settings.sun': 'Dimanche',
  'settings.closed': 'fermé',
  'settings.opens': '{{day}}\u00a0: ouvre à',
  'settings.closes': '{{day}}\u00a0: ferme à',
  'settings.add-interval': '{{day}}\u00a0: ajouter une plage horaire',
  'settings.remove-interval': '{{day}}\u00a0: retirer {{open}} à {{close}}',
  'settings.problem-not-a-time': 'Il faut une heure comme 09:00, au plus tard 24:00. Pas encore gardé.',
  'settings.problem-closes-before-open': 'La fermeture précède l’ouverture. Pas encore gardé.',
  'settings.problem-overlaps': 'Cette plage en chevauche une autre du même jour. Pas encore gardé.',
  'settings.problem-not-a-date': 'Il faut les deux dates. Pas encore gardé.',
  'settings.problem-ends-before-start': 'La fin précède le début. Pas encore gardé.',
  'settings.problem-number': 'Il faut un nombre entier de {{min}} à {{max}}. Pas encore gardé.',
  'settings.time-zone': 'Fuseau horaire',
  'settings.time-zone-hint': 'Celui de la boutique, où que voyage cet ordinateur.',
  'settings.country': 'Pays',
  'settings.country-hint': 'Détermine les jours fériés.',
  'settings.region': 'Région',
  'settings.region-hint':
    'Seulement si les jours fériés diffèrent dans le pays\u00a0: son code court, comme 67 pour le Bas-Rhin ou BY pour la Bavière.',
  'settings.holidays': 'Fermé les jours fériés',
  'settings.holidays-hint': 'Ce qui arrive ce jour-là est à traiter le jour ouvert suivant.',
  'settings.closings': 'Fermé du … au …',
  'settings.closings-hint': 'Vos congés, un inventaire, un déménagement. Les deux jours compris.',
  'settings.closed-from': 'Fermé du',
  'settings.closed-to': 'Fermé jusqu’au, ce jour compris',
  'settings.add-closing': 'Ajouter une fermeture',
  'settings.remove-closing': 'Retirer la fermeture du {{from}} au {{to}}',
  'settings.due-example': 'Un message arrivé {{day}} à {{time}} est à traiter avant {{due}}.',
  'settings.due-never': 'Un message arrivé {{day}} à {{time}} n’a pas d’échéance\u00a0: la boutique ne rouvre plus.',

  'settings.replies': 'Réponses',
  'settings.tight-minutes': 'Fermeture proche (minutes)',
  'settings.undo-seconds': 'Temps pour rappeler une réponse (secondes)',
  'settings.tight-effect_one': 'Dans la dernière minute avant la fermeture, ce qui est à traiter passe dans le groupe pressé.',
  'settings.tight-effect_other':
    'Dans les {{count}} dernières minutes avant la fermeture, ce qui est à traiter passe dans le groupe pressé.',
  'settings.undo-effect_one': 'Une réponse attend {{count}} seconde avant de partir\u202f; d’ici là vous pouvez la rappeler.',
  'settings.undo-effect_other': 'Une réponse attend {{count}} secondes avant de partir\u202f; d’ici là vous pouvez la rappeler.',
  'settings.undo-none': 'Une réponse part aussitôt et ne peut pas être rappelée.',

  'settings.looks': 'Apparence',
  'settings.language': 'Langue',
  'settings.language-effect': 'La langue des écrans, des menus et des dates. Votre courrier reste tel qu’il a été écrit.',
  'settings.appearance': 'Clair ou sombre',
  'settings.appearance-system': 'Comme l’ordinateur',
  'settings.appearance-light': 'Clair',
  'settings.appearance-dark': 'Sombre',

  'settings.mailbox': 'Messagerie',
  'settings.mailbox-demo':
    'Vous êtes dans la boutique de démonstration\u00a0: sa messagerie ne vit que sur cet ordinateur. Le bandeau en haut permet d’en sortir.',
  'settings.address': 'Adresse',
  'settings.imap': 'Réception',
  'settings.smtp': 'Envoi',
  'settings.port-words': 'port {{port}}',
  'settings.security-tls': 'chiffré dès le début (TLS)',
  'settings.security-starttls': 'chiffré avant tout envoi confidentiel (STARTTLS)',
  'settings.security-loopback': 'non chiffré\u00a0: ne quitte jamais cet ordinateur',
  'settings.password-kept': 'Le mot de passe est gardé dans le trousseau de cet ordinateur.',
  'settings.password-asked':
    'Cet ordinateur n’a pas de trousseau\u00a0: le mot de passe n’est pas enregistré et est demandé à chaque démarrage.',
  'settings.disconnect': 'Déconnecter cette messagerie…',
  'settings.disconnect-title': 'Déconnecter {{address}}\u202f?',
  'settings.disconnect-server': 'Tout reste sur le serveur\u00a0: chaque message, lu ou non, et chaque réponse envoyée.',
  'settings.disconnect-here':
    'Comptoir oublie l’adresse et le mot de passe, et cesse de relever et d’envoyer. Les messages déjà copiés ici, vos brouillons et ce qui attend de partir restent sur cet ordinateur.',
  'settings.disconnect-yes': 'Déconnecter',
  'settings.disconnect-no': 'Rester connecté',
}

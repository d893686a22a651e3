import type { welcomeWords as english } from '../en/welcome-words.ts'

/**
 * Words of the welcome screen, of connecting a mailbox, and of the password question, in French.
 *
 * \u202f (narrow, before ; ! ?) and \u00a0 (before : and inside guillemets) are no-break spaces, written out since they cannot be seen.
 */
export const welcomeWords: Record<keyof typeof english, string> = {
  'welcome.title': 'Comptoir',
  'welcome.line': 'Un comptoir calme pour la messagerie de votre boutique\u00a0: qui attend une réponse, et pour quand.',
  'welcome.demo': 'Essayer la boutique de démonstration',
  'welcome.demo-text': 'Une messagerie vivante avec des clients inventés, sur cet ordinateur seulement. La quitter ne laisse aucune trace.',
  'welcome.demo-busy': 'Ouverture de la boutique de démonstration…',
  'welcome.connect': 'Connecter votre messagerie',
  'welcome.connect-text':
    'Avec son adresse et son mot de passe. Votre courrier reste où il est\u00a0: rien n’est supprimé, déplacé ni marqué comme lu.',
  'welcome.promise':
    'Pas de compte chez nous, pas de serveur à nous\u00a0: Comptoir parle à votre fournisseur de messagerie et à personne d’autre.',
  'welcome.language': 'Langue',
  'welcome.setup-title': 'Le fichier de configuration n’a pas pu être utilisé',
  'welcome.setup-file': 'Il a été lu dans {{file}}.',
  'welcome.setup-next': 'Corrigez le fichier et relancez Comptoir, ou connectez la messagerie ici à la main.',

  'connect.title': 'Votre messagerie',
  'connect.address': 'Adresse e-mail',
  'connect.address-hint': 'Celle à laquelle vos clients écrivent.',
  'connect.address-wrong': 'Ce n’est pas encore une adresse e-mail\u00a0: il faut un nom, un @ et un domaine.',
  'connect.password': 'Mot de passe',
  'connect.password-kept': 'Gardé dans le trousseau de cet ordinateur, et envoyé à votre fournisseur de messagerie seulement.',
  'connect.password-asked': 'Cet ordinateur n’a pas de trousseau pour le garder en sûreté\u00a0: Comptoir le demandera à chaque démarrage.',
  'connect.password-empty': 'Le mot de passe manque.',
  'connect.show-password': 'Afficher le mot de passe',
  'connect.back': 'Retour',
  'connect.next': 'Trouver mes serveurs',
  'connect.searching': 'Recherche des réglages de votre fournisseur. Le mot de passe reste ici tant que vous ne les avez pas vus.',
  'connect.by-hand': 'Saisir les serveurs à la main',
  'connect.found': 'Comptoir a trouvé ces serveurs',
  'connect.servers': 'Vos serveurs de messagerie',
  'connect.none-found': 'Quels serveurs votre messagerie utilise-t-elle\u202f?',
  'connect.by-hand-text':
    'Votre fournisseur les donne dans ses pages d’aide, sous «\u00a0IMAP et SMTP\u00a0». Ce qui est déjà rempli est une supposition.',
  'connect.imap': 'Réception (IMAP)',
  'connect.smtp': 'Envoi (SMTP)',
  'connect.user': 'Nom d’utilisateur',
  'connect.user-hint': 'Le plus souvent l’adresse e-mail entière.',
  'connect.host': 'Serveur',
  'connect.host-wrong': 'Il faut un nom de serveur, par exemple mail.example.com.',
  'connect.port': 'Port',
  'connect.port-wrong': 'De 1 à 65535',
  'connect.port-words': 'port {{port}}',
  'connect.security': 'Sécurité',
  'connect.security-tls': 'Chiffré dès le début (TLS)',
  'connect.security-starttls': 'Chiffré avant tout envoi confidentiel (STARTTLS)',
  'connect.security-loopback': 'Non chiffré\u00a0: ne quitte jamais cet ordinateur',
  'connect.source-preset': 'Ce sont les serveurs de {{provider}}.',
  'connect.source-autoconfig': 'Publiés par {{provider}} pour les logiciels de messagerie.',
  'connect.source-srv': 'Annoncés par le domaine {{provider}} (DNS).',
  'connect.change': 'Modifier',
  'connect.connect': 'Connecter',
  'connect.connecting': 'Connexion à {{host}}, d’abord pour lire, puis pour envoyer. Cela peut prendre une demi-minute.',
  'connect.app-password': '{{provider}} veut un mot de passe d’application',
  'connect.app-password-text':
    'Votre mot de passe habituel risque d’être refusé. Créez un mot de passe pour Comptoir sur la page du fournisseur, et saisissez-le ici.',
  'connect.app-password-page': 'En créer un sur {{host}}',
  'connect.app-password-field': 'Mot de passe d’application',
  'connect.help-page': 'Ouvrir la page du fournisseur sur {{host}}',
  'connect.no-passwords': '{{provider}} n’accepte aucun mot de passe d’un logiciel de messagerie',
  'connect.no-passwords-text':
    'Il demande de s’identifier sur sa propre page. L’identification chez le fournisseur viendra plus tard\u202f; Comptoir ne peut pas encore se connecter à cette messagerie. Rien n’a été envoyé.',
  'connect.elsewhere': 'Cette messagerie n’est pas chez {{provider}}\u00a0: saisir ses serveurs à la main',
  'connect.server-said': 'En détail\u00a0: {{detail}}',

  'certificate.subject': 'Délivré à',
  'certificate.no-subject': 'aucun nom indiqué',
  'certificate.valid-to': 'Valable jusqu’au',
  'certificate.fingerprint': 'Empreinte (SHA-256)',
  'certificate.expected': 'Empreinte acceptée',
  'certificate.compared': 'J’ai comparé l’empreinte\u00a0: c’est la même',
  'certificate.trust-text':
    'Comparez-la, signe par signe, avec celle que vous donne votre fournisseur ou la personne qui s’occupe du serveur. Dès lors Comptoir accepte ce seul certificat de ce serveur, et aucun autre.',
  'certificate.trust': 'Faire confiance à ce seul certificat',
  'certificate.trusted': 'Vous faites confiance à un certificat de ce serveur',
  'certificate.look-again': 'Voir le nouveau certificat',

  'your-shop.connected': '{{address}} est connectée.',
  'your-shop.title': 'Votre boutique',
  'your-shop.helper': 'Votre prénom',
  'your-shop.helper-hint': 'Les réponses sont signées de ce prénom.',
  'your-shop.name': 'Le nom de la boutique',
  'your-shop.time-zone': 'Fuseau horaire',
  'your-shop.time-zone-hint':
    'Celui de la boutique, même en voyage\u00a0: «\u00a0avant 18\u202fh\u00a0» s’entend là-bas. Les horaires sont du lundi au vendredi, de 9\u202fh à 18\u202fh, tant que vous ne les changez pas dans les réglages.',
  'your-shop.country': 'Pays',
  'your-shop.country-hint': 'La boutique est fermée les jours fériés du pays.',
  'your-shop.nothing-found': 'Rien sous ce nom',
  'your-shop.done': 'Ouvrir le comptoir',

  'password.title': 'Le mot de passe de votre messagerie',
  'password.label': 'Mot de passe de {{address}}',
  'password.why-no-keyring':
    'Cet ordinateur n’a pas de trousseau pour garder un mot de passe en sûreté\u00a0: Comptoir ne l’enregistre pas et le demande à chaque démarrage.',
  'password.why-lost': 'Aucun mot de passe n’est gardé sur cet ordinateur, ou son trousseau n’a pas pu être ouvert.',
  'password.connect': 'Connecter',
  'password.offline': 'Travailler hors ligne pour l’instant',
  'password.offline-text': 'Sans lui, vous pouvez lire, chercher et écrire. Ce que vous envoyez partira une fois connecté.',
}

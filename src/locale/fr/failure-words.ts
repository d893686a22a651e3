import type { failureWords as english } from '../en/failure-words.ts'

/**
 * Every failure in plain French: what happened, then what was kept and what to do next.
 *
 * \u202f (narrow, before ; ! ?) and \u00a0 (before : and inside guillemets) are no-break spaces, written out since they cannot be seen.
 */
export const failureWords: Record<keyof typeof english, string> = {
  'failure.wrong-password.title': 'Le serveur a refusé le nom d’utilisateur ou le mot de passe.',
  'failure.wrong-password.next':
    'Vérifiez les deux, majuscules et minuscules comprises, puis réessayez. Certains fournisseurs veulent un mot de passe d’application à la place du mot de passe habituel.',
  'failure.app-password-needed.title': 'Votre fournisseur veut un mot de passe d’application, pas votre mot de passe habituel.',
  'failure.app-password-needed.next': 'Créez-en un sur la page du fournisseur, puis saisissez-le ici à la place du mot de passe habituel.',
  'failure.provider-sign-in-only.title': 'Ce fournisseur n’accepte aucun mot de passe d’un logiciel de messagerie.',
  'failure.provider-sign-in-only.next':
    'L’identification chez le fournisseur viendra plus tard\u202f; Comptoir ne peut pas encore se connecter à cette messagerie.',
  'failure.password-missing.title': 'Le mot de passe de la messagerie n’est pas encore là.',
  'failure.password-missing.next':
    'Saisissez-le pour vous connecter. D’ici là vous pouvez lire et écrire\u202f; ce que vous envoyez attend et partira plus tard.',
  'failure.unknown-host.title': 'Aucun serveur de ce nom n’a été trouvé.',
  'failure.unknown-host.next': 'Vérifiez le nom du serveur, lettre par lettre, et que cet ordinateur est en ligne.',
  'failure.port-blocked.title': 'Le serveur ne répond pas sur ce port.',
  'failure.port-blocked.next':
    'Vérifiez le port. Un pare-feu, un antivirus ou un réseau invité peut bloquer la messagerie\u00a0: essayez un autre réseau, ou demandez à votre fournisseur.',
  'failure.certificate-expired.title': 'Le certificat du serveur n’est pas valable aujourd’hui\u00a0: il a expiré, ou commence plus tard.',
  'failure.certificate-expired.next':
    'Aucun mot de passe ne lui a été envoyé. Vérifiez d’abord la date de cet ordinateur\u202f; si elle est juste, les responsables du serveur doivent renouveler le certificat.',
  'failure.certificate-wrong-name.title': 'Le certificat du serveur est celui d’un autre nom.',
  'failure.certificate-wrong-name.next':
    'Aucun mot de passe ne lui a été envoyé. Vérifiez le nom du serveur\u00a0: votre fournisseur en donne peut-être un autre pour les logiciels de messagerie.',
  'failure.certificate-untrusted.title': 'Personne de confiance pour cet ordinateur ne se porte garant du certificat du serveur.',
  'failure.certificate-untrusted.next':
    'Aucun mot de passe ne lui a été envoyé. Ne continuez que si le serveur est à vous, ou si votre fournisseur confirme l’empreinte.',
  'failure.certificate-changed.title': 'Le serveur montre un autre certificat que celui auquel vous faites confiance.',
  'failure.certificate-changed.next':
    'Aucun mot de passe ne lui a été envoyé. Demandez aux responsables du serveur s’il a été renouvelé\u202f; sinon, quelqu’un s’est peut-être glissé entre vous.',
  'failure.tls-too-old.title': 'Le chiffrement du serveur est trop ancien pour être sûr.',
  'failure.tls-too-old.next':
    'Aucun mot de passe ne lui a été envoyé. Demandez à votre fournisseur un serveur qui offre TLS 1.2 ou plus récent.',
  'failure.starttls-refused.title': 'Le serveur n’a pas voulu chiffrer la connexion.',
  'failure.starttls-refused.next':
    'Aucun mot de passe ne lui a été envoyé. Choisissez «\u00a0Chiffré dès le début (TLS)\u00a0», le plus souvent le port 993 pour lire et 465 pour envoyer.',
  'failure.preauth-greeting.title': 'Le serveur a prétendu que vous étiez déjà identifié.',
  'failure.preauth-greeting.next':
    'La connexion a été coupée et aucun mot de passe n’est parti. Choisissez «\u00a0Chiffré dès le début (TLS)\u00a0», ou demandez à votre fournisseur.',
  'failure.injected-plaintext.title': 'Quelqu’un a glissé des mots dans la connexion avant qu’elle soit chiffrée.',
  'failure.injected-plaintext.next':
    'La connexion a été coupée et aucun mot de passe n’est parti. Choisissez «\u00a0Chiffré dès le début (TLS)\u00a0», ou changez de réseau.',
  'failure.too-many-connections.title': 'Le serveur a trop de connexions ouvertes à cette messagerie.',
  'failure.too-many-connections.next':
    'Fermez les autres logiciels de messagerie qui l’utilisent, ou attendez quelques minutes\u00a0: le mot de passe n’est pas en cause.',
  'failure.throttled.title': 'Le serveur nous demande de ralentir.',
  'failure.throttled.next': 'Rien n’est perdu. Attendez quelques minutes avant de réessayer.',
  'failure.unavailable.title': 'Le serveur de messagerie ne peut pas répondre pour l’instant.',
  'failure.unavailable.next': 'Rien n’est perdu, et le souci est de son côté. Réessayez dans quelques minutes.',
  'failure.over-quota.title': 'La messagerie est pleine.',
  'failure.over-quota.next': 'Faites de la place sur la page de votre fournisseur, puis réessayez. Comptoir ne supprime rien de lui-même.',
  'failure.connection-lost.title': 'La connexion au serveur de messagerie a été perdue.',
  'failure.connection-lost.next':
    'Tout ce qui est ici est gardé. Vérifiez que cet ordinateur est en ligne\u202f; ce qui attend partira alors.',
  'failure.protocol.title': 'Le serveur a donné une réponse que Comptoir ne comprend pas.',
  'failure.protocol.next':
    'Rien n’est perdu. Vérifiez que le serveur et le port sont bien ceux de la messagerie (IMAP et SMTP), puis réessayez.',
  'failure.folder-changed.title': 'Le serveur a renuméroté un dossier.',
  'failure.folder-changed.next': 'Rien n’est perdu\u00a0: Comptoir relit le dossier, puis vous pourrez réessayer.',
  'failure.folder-missing.title': 'Un dossier n’est plus sur le serveur.',
  'failure.folder-missing.next':
    'Ce qui a été copié ici est gardé. Vérifiez sur la page de votre fournisseur s’il a été renommé ou supprimé.',
  'failure.cannot-move.title': 'Ce serveur ne sait pas déplacer un message sans risque.',
  'failure.cannot-move.next': 'Rien n’a été déplacé. Déplacez-le plutôt sur la page de votre fournisseur.',
  'failure.message-gone.title': 'Ce message n’est plus à sa place sur le serveur.',
  'failure.message-gone.next':
    'Ce qui a été copié ici est gardé. Un autre logiciel l’a déplacé ou supprimé\u202f; il réapparaîtra peut-être sous peu.',
  'failure.refused-recipients.title': 'Le serveur a refusé une adresse de cette réponse.',
  'failure.refused-recipients.next': 'Votre texte est gardé. Vérifiez les adresses, puis renvoyez-la.',
  'failure.message-refused.title': 'Le serveur a refusé cette réponse.',
  'failure.message-refused.next':
    'Elle n’est pas partie, et votre texte est gardé. Lisez ce que dit le serveur, changez ce qu’il nomme, puis renvoyez-la.',
  'failure.unknown-outcome.title': 'La connexion a cédé au dernier moment\u00a0: la réponse est peut-être partie, peut-être pas.',
  'failure.unknown-outcome.next': 'Elle est gardée ici et ne repart pas d’elle-même. Regardez d’abord dans les envoyés, puis décidez.',
  'failure.invalid-address.title': 'Une des adresses n’est pas une adresse e-mail.',
  'failure.invalid-address.next': 'Votre texte est gardé. Corrigez l’adresse, puis renvoyez la réponse.',
  'failure.invalid-arguments.title': 'Quelque chose dans la saisie ne peut pas être utilisé.',
  'failure.invalid-arguments.next': 'Rien n’a été changé. Vérifiez ce que vous avez saisi, puis réessayez.',
  'failure.disk-full.title': 'Le disque de cet ordinateur est plein.',
  'failure.disk-full.next':
    'Ce qui était déjà gardé est en sûreté, les derniers mots pas encore. Faites de la place sur le disque, puis réessayez.',
  'failure.blocked-address.title': 'Comptoir ne se connecte pas à cette adresse.',
  'failure.blocked-address.next':
    'Rien n’a été envoyé. Une connexion non chiffrée n’est permise qu’à l’intérieur de cet ordinateur\u202f; choisissez-en une chiffrée.',
  'failure.too-large.title': 'C’est trop volumineux.',
  'failure.too-large.next':
    'Rien n’est perdu. Envoyez moins de fichiers ou de plus petits\u202f; un très gros message s’ouvre sur la page de votre fournisseur.',
  'failure.bug.title': 'Quelque chose s’est mal passé dans Comptoir.',
  'failure.bug.next': 'Ce que vous avez tapé est gardé. Réessayez\u202f; si cela se répète, fermez Comptoir et rouvrez-le.',
}

import type { recoveryWords as english } from '../en/recovery-words.ts'

/** Words for a store that was lost, cannot be opened, or must not be. */
export const recoveryWords: Record<keyof typeof english, string> = {
  'recovery.title': 'La copie de la boîte mail sur cet ordinateur ne s’ouvre pas',
  'recovery.what': 'Trois essais ont échoué. Vos messages sont en sécurité : ils sont sur le serveur.',
  'recovery.full':
    'Le disque de cet ordinateur est plein, et sans place la copie ne s’ouvre pas. Faites de la place sur le disque : Comptoir la rouvrira de lui-même. Rien n’est perdu.',
  'recovery.kept':
    'Gardés à part, et intacts – brouillons : {{drafts}}, réponses en partance : {{replies}}, décisions sur des messages : {{verdicts}}.',
  'recovery.counting': 'Recherche de ce qui est gardé à part…',
  'recovery.next':
    'Une nouvelle copie est relevée sur le serveur, et ce qui est gardé y revient. Rien n’est supprimé sur le serveur. Par précaution, vous pouvez d’abord enregistrer ce qui est gardé.',
  'recovery.renew': 'Repartir d’une nouvelle copie',
  'recovery.again': 'Réessayer',
  'recovery.export': 'Enregistrer ce qui est gardé…',
  'recovery.exported': 'Enregistré dans {{folder}}.',
  'recovery.detail': 'Ce que dit le système :',
  'notice.emptied': 'La copie de la boîte mail sur cet ordinateur était abîmée ; elle a été recommencée.',
  'notice.older': 'La copie de la boîte mail sur cet ordinateur était plus ancienne que la dernière fois.',
  'notice.kept':
    'Gardés – brouillons : {{drafts}}, réponses en partance : {{replies}}, décisions : {{verdicts}}. Les messages sont relevés de nouveau sur le serveur ; rien n’est envoyé deux fois.',
  'notice.dismiss': 'D’accord',
  'notice.disk-full':
    'Le disque de cet ordinateur est plein. Ce qui est à l’écran reste ; ce que vous écrivez ou décidez maintenant n’est pas gardé tant qu’il n’y a pas de place. Faites de la place sur le disque : le reste reprend tout seul.',
  'refused.title': 'Comptoir n’a pas été ouvert',
  'refused.newer-schema':
    'Le Comptoir de cet ordinateur est plus ancien que celui qui a servi ici en dernier ({{version}}). Installez cette version ou une plus récente, puis relancez.',
  'refused.newer-chromium':
    'Ce Comptoir repose sur un navigateur plus ancien que celui qui a servi ici en dernier (Comptoir {{version}}). Installez cette version ou une plus récente, puis relancez.',
  'refused.kept': 'Rien n’a été modifié ni supprimé : messages, brouillons et réponses sont tels que vous les avez laissés.',
}

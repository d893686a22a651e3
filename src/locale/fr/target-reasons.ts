import type { targetReasons as english } from '../en/target-reasons.ts'

/**
 * Why a target is what it is, in French.
 *
 * \u202f is the narrow no-break space, written out since it cannot be seen. The holes are those of the English words.
 */
export const targetReasons = {
  'due.same-day': 'Arrivé dans la journée\u202f: à traiter avant {{dueAt}}',
  'due.before-opening': 'Arrivé avant l’ouverture ce jour-là\u202f: à traiter avant {{dueAt}}',
  'due.after-closing': 'Arrivé après la fermeture\u202f: à traiter d’ici la prochaine fermeture, avant {{dueAt}}',
  'due.closed-day': 'Arrivé un jour de fermeture\u202f: à traiter le prochain jour ouvert, avant {{dueAt}}',
  'due.holiday': 'Arrivé un jour férié\u202f: à traiter le prochain jour ouvert, avant {{dueAt}}',
  'due.never': 'Aucune ouverture dans les 400 prochains jours\u202f: vérifiez les horaires de la boutique dans les réglages',
  'target.late': 'Manqué\u202f: la réponse était attendue avant {{dueAt}}',
  'target.tight': 'Fermeture proche\u202f: encore {{minutesLeft}}\u202fmin pour répondre avant {{dueAt}}',
  'target.due-today': 'À traiter aujourd’hui, avant {{dueAt}}',
  'target.due-later': 'Pas aujourd’hui\u202f: à traiter avant {{dueAt}}',
  'target.met': 'Répondu\u202f: {{answeredAt}}',
  'clock.nothing-asked': 'Personne n’attend\u202f: aucun message d’une personne ici',
  'clock.dismissed': 'Personne n’attend\u202f: marqué comme n’appelant pas de réponse',
  'clock.only-ours': 'Personne n’attend\u202f: rien que vos propres messages pour l’instant',
  'clock.junk': 'Personne n’attend\u202f: rangé dans les indésirables',
} as const satisfies Record<keyof typeof english, string>
